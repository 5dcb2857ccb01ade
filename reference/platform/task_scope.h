// A running program's tasks: everything that it spawned, ended together.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/clock.h"
#include "platform/task.h"

namespace mailtown {

// Wakes tasks that wait for "something has changed". Not a queue: a waiter looks again at what it
// waits for after it was woken.
class Signal {
 public:
  virtual ~Signal() = default;
  virtual void wake_one() = 0;
  virtual void wake_all() = 0;
  // True if woken, false at the deadline.
  virtual Task<bool> wait(Deadline deadline) = 0;
};

class TaskScope {
 public:
  virtual ~TaskScope() = default;
  // Runs `task` beside the others, from the next turn on. An exception that leaves it is a defect:
  // it is reported on stderr with `name` and ends that task only.
  virtual void spawn(std::string name, Task<> task) = 0;
  virtual std::unique_ptr<Signal> make_signal() = 0;
  // Asks the program to end cleanly: wakes everyone in stop_requested(). Idempotent.
  virtual void request_stop() = 0;
  virtual bool stopping() const = 0;
  // Returns when a stop was requested (SIGTERM, or the scenario stops the program).
  virtual Task<> stop_requested() = 0;
  // Asks the program to read its files again (users, certificates): wakes reload_requested().
  virtual void request_reload() = 0;
  // Returns when a reload was requested (SIGHUP) that has not been told yet. One task a program
  // waits for it, and reloads everything.
  virtual Task<> reload_requested() = 0;
};

}  // namespace mailtown
