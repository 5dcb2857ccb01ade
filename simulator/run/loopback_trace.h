// One trace for many programs of this process.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>

#include "trace/tracer.h"

namespace mailtown::run {

class LoopbackTrace {
 public:
  // `clock` outlives the last event. The trace starts now.
  void start(const Clock& clock);
  // A tracer for one more program; lives as long as this object.
  Tracer add_program(const std::string& machine, const std::string& role);

  trace::Trace& trace() { return trace_; }
  // Whether every letter that some queue took has left it again or waits for a later try.
  bool all_letters_settled() const { return open_letters_.empty(); }
  Instant last_event() const { return last_event_; }

 private:
  class Sink : public TraceSink {
   public:
    Sink(LoopbackTrace& all, std::uint32_t program) : all_(all), program_(program) {}
    trace::EventNumber record(trace::EventNumber cause, trace::Conversation conversation,
                              const trace::Text& letter, trace::Payload payload) override;
    trace::Conversation new_conversation() override { return ++conversations_; }

   private:
    LoopbackTrace& all_;
    std::uint32_t program_;
    trace::EventNumber events_ = 0;
    trace::Conversation conversations_ = 0;
  };

  void follow_queue(std::uint32_t program, const trace::Text& letter, const trace::QueueStep& step);

  const Clock* clock_ = nullptr;
  Instant start_{}, last_event_{};
  trace::Trace trace_;
  std::deque<Sink> sinks_;
  std::set<std::pair<std::uint32_t, std::string>> open_letters_;  // program and queue id
};

}  // namespace mailtown::run
