#include "platform/asio/world.h"

#include <csignal>
#include <deque>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>

#include "platform/asio/disk.h"
#include "platform/asio/loop.h"
#include "platform/asio/process.h"

namespace mailtown::real {

namespace asio = boost::asio;

struct World::Parts {
  // The frames go with the loop, and while they do, all that they may refer to is still there.
  ~Parts() {
    signals.reset();
    loop.reset();
  }
  void wait_for_signal();
  void take(int signal);

  std::unique_ptr<Loop> loop = std::make_unique<Loop>();
  std::deque<Process> processes;
  std::optional<asio::signal_set> signals;
  bool stopping = false;
  bool end_now = false;
};

void World::Parts::wait_for_signal() {
  signals->async_wait([this](boost::system::error_code cancelled, int signal) {
    if (cancelled) return;
    take(signal);
    wait_for_signal();
  });
}

void World::Parts::take(int signal) {
  if (signal == SIGHUP) {
    for (auto& process : processes) process.platform().tasks.request_reload();
    return;
  }
  if (stopping) end_now = true;
  stopping = true;
  for (auto& process : processes) process.platform().tasks.request_stop();
}

World::World() : parts_(std::make_unique<Parts>()) {
  // A peer that is gone is an error of the write, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
}

World::~World() = default;

Result<Platform*> World::add_process(ProcessOptions options) {
  auto disk = open_disk(*parts_->loop, options.disk_root);
  if (!disk) return disk.error();
  auto& process =
      parts_->processes.emplace_back(*parts_->loop, std::move(*disk), std::move(options));
  return &process.platform();
}

const Clock& World::clock() const {
  return parts_->loop->clock();
}

void World::heed_signals() {
  parts_->signals.emplace(parts_->loop->context(), SIGTERM, SIGINT, SIGHUP);
  parts_->wait_for_signal();
}

namespace {

struct Ended {
  bool yes = false;
  std::exception_ptr thrown;
};

Task<> keep_result(Task<Result<>> task, std::shared_ptr<Result<>> into) {
  auto result = co_await std::move(task);
  *into = std::move(result);
}

}  // namespace

void World::run(Task<> task) {
  // Shared, since a task that a second signal left behind still has its handler.
  const auto ended = std::make_shared<Ended>();
  asio::co_spawn(parts_->loop->context(), std::move(task), [ended](std::exception_ptr thrown) {
    ended->yes = true;
    ended->thrown = thrown;
  });
  parts_->loop->run_until([&] { return ended->yes || parts_->end_now; });
  if (ended->thrown) std::rethrow_exception(ended->thrown);
}

Result<> World::run(Task<Result<>> task) {
  const auto result =
      std::make_shared<Result<>>(Failure{FailureKind::closed, "ended by a second signal"});
  run(keep_result(std::move(task), result));
  return *result;
}

}  // namespace mailtown::real
