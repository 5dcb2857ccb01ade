#include "simulator/world/program_services.h"

#include <algorithm>
#include <limits>

#include <boost/asio/co_spawn.hpp>

#include "simulator/world/executor.h"

namespace mailtown::sim {

Task<> SimulatedClock::sleep_until(Instant when) {
  Wait wait(boot_);
  auto slept = wait.until(when);
  co_await std::move(slept);
}

std::uint64_t SimulatedRandom::bits(std::string_view purpose) {
  // A dead program draws nothing; the largest number keeps below() from drawing again.
  if (!boot_.alive()) return std::numeric_limits<std::uint64_t>::max();
  Machine& machine = boot_.machine();
  auto stream = machine.random.find(purpose);
  if (stream == machine.random.end()) {
    const Generator fresh(machine.seed, machine.spec.name + "/" + std::string(purpose));
    stream = machine.random.emplace(purpose, fresh).first;
  }
  return stream->second.next();
}

void SimulatedSignal::wake_one() {
  if (!boot_.alive() || waiting_.empty()) return;
  Wait* first = waiting_.front();
  waiting_.pop_front();
  first->wake();
}

void SimulatedSignal::wake_all() {
  while (boot_.alive() && !waiting_.empty()) wake_one();
}

Task<bool> SimulatedSignal::wait(Deadline deadline) {
  Wait wait(boot_);
  waiting_.push_back(&wait);
  auto woken = wait.until(deadline);
  co_await std::move(woken);
  if (wait.timed_out()) waiting_.erase(std::find(waiting_.begin(), waiting_.end(), &wait));
  co_return !wait.timed_out();
}

namespace {

std::string what(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& exception) {
    return exception.what();
  } catch (...) {
    return "an exception of an unknown kind";
  }
}

}  // namespace

void SimulatedTaskScope::spawn(std::string name, Task<> task) {
  if (!boot_.alive()) return;
  Boot* boot = &boot_;
  boost::asio::co_spawn(BootExecutor(boot_), std::move(task),
                        [boot, name = std::move(name)](const std::exception_ptr& error) {
                          if (error) boot->report_defect(name, what(error));
                        });
}

std::unique_ptr<Signal> SimulatedTaskScope::make_signal() {
  return std::make_unique<SimulatedSignal>(boot_);
}

void SimulatedTaskScope::request_stop() {
  stopping_ = true;
  stop_.wake_all();
}

Task<> SimulatedTaskScope::stop_requested() {
  while (!stopping_) {
    co_await stop_.wait(no_deadline);
  }
}

void SimulatedTaskScope::request_reload() {
  to_reload_ = true;
  reload_.wake_all();
}

Task<> SimulatedTaskScope::reload_requested() {
  while (!to_reload_) {
    co_await reload_.wait(no_deadline);
  }
  to_reload_ = false;
}

Task<Result<std::string>> SimulatedHasher::scrypt(std::string password, std::string salt,
                                                  ScryptCost cost, std::size_t bytes) {
  co_return mailtown::scrypt(password, salt, cost, bytes);
}

}  // namespace mailtown::sim
