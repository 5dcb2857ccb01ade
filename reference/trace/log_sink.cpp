#include "trace/log_sink.h"

namespace mailtown::trace {

EventNumber LogSink::record(EventNumber cause, Conversation conversation, const Text& letter,
                            Payload payload) {
  const std::string line = log_.line(letter, payload, clock_.wall());
  if (!line.empty()) write_(line + '\n');
  return next_ ? next_->record(cause, conversation, letter, std::move(payload)) : ++events_;
}

Conversation LogSink::new_conversation() {
  return next_ ? next_->new_conversation() : ++conversations_;
}

}  // namespace mailtown::trace
