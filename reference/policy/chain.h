// Chain: the policies of one service, asked one after the other at each stage of a session.
//
// Every policy's verdict becomes a decision in the trace, so that one sees who was asked, who had
// no objection, and who decided; the one that decides lists what the others said. The first reject
// or defer ends the stage; accept skips the rest of the stage; a delay is waited out and the next
// policy asked. A program that is to stop does not wait for its delays.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "platform/task_scope.h"
#include "policy/policy.h"

namespace mailtown::policy {

struct Outcome {
  std::optional<smtp::Reply> refusal;   // none: go on
  trace::EventNumber decision = 0;      // the verdict that led to it; 0 if nobody was asked
  std::uint64_t message_bytes_max = 0;  // the least that a verdict named; 0: none did
};

// `clock` and `tasks` must outlive it.
class Chain {
 public:
  Chain(std::vector<std::unique_ptr<Policy>> policies, Clock& clock, const TaskScope& tasks)
      : policies_(std::move(policies)), clock_(clock), tasks_(tasks) {}

  Task<Outcome> ask(Stage stage, Facts facts, Tracer tracer);
  // Tells every policy.
  void note(Happening happening, const Facts& facts);

 private:
  Task<> wait_out(Duration delay);

  std::vector<std::unique_ptr<Policy>> policies_;
  Clock& clock_;
  const TaskScope& tasks_;
};

}  // namespace mailtown::policy
