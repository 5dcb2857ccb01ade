#include "simulator/run/loopback_trace.h"

#include <chrono>

namespace mailtown::run {

void LoopbackTrace::start(const Clock& clock) {
  clock_ = &clock;
  start_ = clock.now();
  last_event_ = start_;
  trace_.header.start = clock.wall();
}

Tracer LoopbackTrace::add_program(const std::string& machine, const std::string& role) {
  const auto program = static_cast<std::uint32_t>(trace_.header.programs.size());
  trace_.header.programs.push_back({machine, role});
  return Tracer(&sinks_.emplace_back(*this, program));
}

trace::EventNumber LoopbackTrace::Sink::record(trace::EventNumber cause,
                                               trace::Conversation conversation,
                                               const trace::Text& letter, trace::Payload payload) {
  if (const auto* step = std::get_if<trace::QueueStep>(&payload))
    all_.follow_queue(program_, letter, *step);
  trace::Event event;
  event.program = program_;
  event.number = ++events_;
  all_.last_event_ = all_.clock_->now();
  event.time_us =
      std::chrono::duration_cast<std::chrono::microseconds>(all_.last_event_ - all_.start_).count();
  event.cause = cause;
  event.conversation = conversation;
  event.letter = letter;
  event.payload = std::move(payload);
  all_.trace_.events.push_back(std::move(event));
  return events_;
}

void LoopbackTrace::follow_queue(std::uint32_t program, const trace::Text& letter,
                                 const trace::QueueStep& step) {
  if (step.step == "accepted" || step.step == "trying") open_letters_.insert({program, letter});
  if (step.step == "removed" || step.step == "deferred") open_letters_.erase({program, letter});
}

}  // namespace mailtown::run
