// Clock, random numbers, tasks and signals of one boot.
#pragma once

#include <deque>
#include <memory>
#include <string>

#include "platform/platform.h"
#include "simulator/world/boot.h"

namespace mailtown::sim {

class SimulatedClock final : public Clock {
 public:
  explicit SimulatedClock(Boot& boot) : boot_(boot) {}
  Instant now() const override { return boot_.core().queue.now(); }
  WallTime wall() const override { return boot_.core().options.start + now().time_since_epoch(); }
  Task<> sleep_until(Instant when) override;

 private:
  Boot& boot_;
};

class SimulatedRandom final : public Random {
 public:
  explicit SimulatedRandom(Boot& boot) : boot_(boot) {}
  std::uint64_t bits(std::string_view purpose) override;

 private:
  Boot& boot_;
};

class SimulatedSignal final : public Signal {
 public:
  explicit SimulatedSignal(Boot& boot) : boot_(boot) {}
  void wake_one() override;
  void wake_all() override;
  Task<bool> wait(Deadline deadline) override;

 private:
  Boot& boot_;
  std::deque<Wait*> waiting_;  // in the order of their coming
};

class SimulatedTaskScope final : public TaskScope {
 public:
  explicit SimulatedTaskScope(Boot& boot) : boot_(boot), stop_(boot), reload_(boot) {}
  void spawn(std::string name, Task<> task) override;
  std::unique_ptr<Signal> make_signal() override;
  void request_stop() override;
  bool stopping() const override { return stopping_; }
  Task<> stop_requested() override;
  void request_reload() override;
  Task<> reload_requested() override;

 private:
  Boot& boot_;
  SimulatedSignal stop_, reload_;
  bool stopping_ = false;
  bool to_reload_ = false;
};

// Hashes at once: in virtual time it takes none.
class SimulatedHasher final : public Hasher {
 public:
  Task<Result<std::string>> scrypt(std::string password, std::string salt, ScryptCost cost,
                                   std::size_t bytes) override;
};

}  // namespace mailtown::sim
