#include "smtp/body_recorder.h"

#include "trace/json_codec.h"

namespace mailtown::smtp {

void BodyRecorder::add(std::string_view text) {
  bytes_ += text.size();
  if (keeps_text_) text_ += text.substr(0, trace::BodyStored::text_bytes_max - text_.size());
}

void BodyRecorder::received(wire::LineChannel& channel, const std::string& body) {
  const std::uint64_t wire_bytes = channel.offset_in() - offset_;
  channel.tracer().step(trace::BodyReceived{channel.local(), channel.remote(), channel.protocol(),
                                            offset_, wire_bytes, body});
  if (!keeps_text_ || body.empty()) return;
  channel.tracer().note(trace::BodyStored{body, bytes_, trace::visible_text(text_)});
}

void BodyRecorder::sent(wire::LineChannel& channel, const std::string& body) {
  const std::uint64_t wire_bytes = channel.offset_out() - offset_;
  channel.tracer().note(trace::BodySent{channel.local(), channel.remote(), channel.protocol(),
                                        offset_, wire_bytes, body});
}

}  // namespace mailtown::smtp
