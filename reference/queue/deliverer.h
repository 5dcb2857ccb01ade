// What QueueManager asks of delivery: one try.
#pragma once

#include <vector>

#include "queue/attempt.h"
#include "queue/letter.h"
#include "platform/task.h"
#include "trace/tracer.h"

namespace mailtown::queue {

class Deliverer {
 public:
  virtual ~Deliverer() = default;
  // One attempt for each recipient that is not done. `letter` stays valid and unchanged until the
  // attempts are there.
  virtual Task<std::vector<Attempt>> deliver(const Letter& letter, Tracer tracer) = 0;
};

}  // namespace mailtown::queue
