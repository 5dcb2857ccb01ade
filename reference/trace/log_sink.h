// A sink that writes the operator's log and passes every event on.
#pragma once

#include <functional>
#include <string_view>

#include "trace/letter_log.h"
#include "trace/tracer.h"

namespace mailtown::trace {

class LogSink : public TraceSink {
 public:
  using Write = std::function<void(std::string_view line)>;  // the line has its LF

  // `next` is where the trace itself goes; without one, events are only counted. `clock` and `next`
  // outlive the sink.
  LogSink(const Clock& clock, Write write, TraceSink* next)
      : clock_(clock), write_(std::move(write)), next_(next) {}

  EventNumber record(EventNumber cause, Conversation conversation, const Text& letter,
                     Payload payload) override;
  Conversation new_conversation() override;
  bool shows_credentials() const override { return next_ && next_->shows_credentials(); }
  bool keeps_texts() const override { return next_ && next_->keeps_texts(); }

 private:
  const Clock& clock_;
  Write write_;
  TraceSink* next_;
  LetterLog log_;
  EventNumber events_ = 0;
  Conversation conversations_ = 0;
};

}  // namespace mailtown::trace
