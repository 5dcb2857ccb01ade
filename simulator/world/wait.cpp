#include "simulator/world/wait.h"

#include "simulator/world/boot.h"

namespace mailtown::sim {

void Wait::parked(Deadline deadline) {
  woken_ = false;
  timed_out_ = false;
  waiting_ = true;
  boot_.suspended(*this);
  if (deadline != no_deadline) boot_.core().queue.add(*this, deadline);
}

bool Wait::boot_is_alive() const {
  return boot_.alive();
}

void Wait::wake() {
  if (!waiting_) return;
  waiting_ = false;
  woken_ = true;
  cancel();
  boot_.core().queue.add_now(*this);
}

void Wait::fire() {
  waiting_ = false;
  timed_out_ = !woken_;
  BootHook::unlink();
  const Turn turn(boot_.core());
  suspended_.resume();
}

}  // namespace mailtown::sim
