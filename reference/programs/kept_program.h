// KeptProgram: a program's objects, kept alive by each of its tasks.
//
// A program that is killed loses the frames of its tasks in no order that anybody could rely on:
// the frame of its main task, where its objects would live, may go before those of its sessions,
// whose destructors still touch a queue or a mailbox's lock. So each task holds a share of the
// objects, and the last one takes them along.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "platform/platform.h"
#include "trace/traced_disk.h"

namespace mailtown::programs {

// A task scope whose tasks hold their owner. `tasks` must outlive it.
class KeepingTasks : public TaskScope {
 public:
  explicit KeepingTasks(TaskScope& tasks) : tasks_(tasks) {}

  // To be called once, before anything is spawned.
  void keep(std::weak_ptr<void> owner) { owner_ = std::move(owner); }

  void spawn(std::string name, Task<> task) override {
    tasks_.spawn(std::move(name), hold(owner_.lock(), std::move(task)));
  }
  std::unique_ptr<Signal> make_signal() override { return tasks_.make_signal(); }
  void request_stop() override { tasks_.request_stop(); }
  bool stopping() const override { return tasks_.stopping(); }
  Task<> stop_requested() override { return tasks_.stop_requested(); }
  void request_reload() override { tasks_.request_reload(); }
  Task<> reload_requested() override { return tasks_.reload_requested(); }

 private:
  static Task<> hold([[maybe_unused]] std::shared_ptr<void> owner, Task<> task) {
    co_await std::move(task);
  }

  TaskScope& tasks_;
  std::weak_ptr<void> owner_;
};

// `Program` is made from a Platform& and what else is given, and spawns through that platform only.
// While somebody keeps its trace, its disk is one that tells what it does.
template <class Program>
class KeptProgram {
 public:
  template <class... More>
  static std::shared_ptr<KeptProgram> make(Platform& platform, More&&... more) {
    auto kept = std::make_shared<KeptProgram>(platform, std::forward<More>(more)...);
    kept->tasks_.keep(kept);
    return kept;
  }

  template <class... More>
  explicit KeptProgram(Platform& given, More&&... more)
      : tasks_(given.tasks),
        platform_{given.network, given.clock, disk_of(given), given.random,
                  tasks_,        given.tls,   given.hasher,   given.tracer},
        program(platform_, std::forward<More>(more)...) {}

 private:
  Disk& disk_of(Platform& given) {
    if (!given.tracer.keeps_texts()) return given.disk;
    return traced_disk_.emplace(given.disk, given.tracer);
  }

  KeepingTasks tasks_;
  std::optional<TracedDisk> traced_disk_;
  Platform platform_;

 public:
  Program program;  // goes before what it stands on
};

}  // namespace mailtown::programs
