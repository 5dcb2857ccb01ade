// Tracer: how a program tells what it does.
//
// A small value that each part copies and narrows: to the event that caused what follows, to a
// conversation, to a letter. Recording never waits and draws no randomness. When tracing is off,
// `if (tracer)` is false and nothing need be built.
#pragma once

#include <string>
#include <utility>

#include "trace/event.h"
#include "trace/evidence.h"

namespace mailtown {

// Where a program's events go; numbers them and adds program and time.
class TraceSink {
 public:
  virtual ~TraceSink() = default;
  virtual trace::EventNumber record(trace::EventNumber cause, trace::Conversation conversation,
                                    const trace::Text& letter, trace::Payload payload) = 0;
  virtual trace::Conversation new_conversation() = 0;
  // Whether credentials may stand in the trace as they were sent.
  virtual bool shows_credentials() const { return false; }
  // Whether anybody keeps what passes a stream, lines and bodies; else they need not be shown.
  virtual bool keeps_texts() const { return true; }
};

class Tracer {
 public:
  Tracer() = default;  // records nothing
  explicit Tracer(TraceSink* sink) : sink_(sink) {}

  explicit operator bool() const { return sink_ != nullptr; }
  bool shows_credentials() const { return sink_ && sink_->shows_credentials(); }
  bool keeps_texts() const { return sink_ && sink_->keeps_texts(); }

  // Records a side remark: later events do not follow from it.
  trace::EventNumber note(trace::Payload payload) const {
    return sink_ ? sink_->record(cause_, conversation_, letter_, std::move(payload)) : 0;
  }
  // Records a step: what this tracer records later follows from it.
  trace::EventNumber step(trace::Payload payload) {
    if (sink_) cause_ = note(std::move(payload));
    return cause_;
  }

  Tracer because(trace::EventNumber cause) const {
    Tracer narrowed = *this;
    narrowed.cause_ = cause;
    return narrowed;
  }
  Tracer in_new_conversation() const {
    Tracer narrowed = *this;
    if (sink_) narrowed.conversation_ = sink_->new_conversation();
    return narrowed;
  }
  Tracer about_letter(trace::Text letter) const {
    Tracer narrowed = *this;
    narrowed.letter_ = std::move(letter);
    return narrowed;
  }
  trace::EventNumber cause() const { return cause_; }
  const trace::Text& letter() const { return letter_; }

 private:
  TraceSink* sink_ = nullptr;
  trace::EventNumber cause_ = 0;
  trace::Conversation conversation_ = 0;
  trace::Text letter_;
};

// A decision event from an outcome and its evidence.
trace::Decision decision(std::string about, std::string subject, std::string outcome,
                         Evidence evidence, std::string reply = {});

}  // namespace mailtown
