// BodyRecorder: tells the trace of a message's text that passes a connection.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "trace/tracer.h"
#include "wire/line_channel.h"

namespace mailtown::smtp {

// How much of a text the trace keeps; the event tells the whole size.
inline constexpr std::size_t recorded_text_bytes_max = 64 * 1024;

class BodyRecorder {
 public:
  // `offset`: of the text's first byte in the stream.
  BodyRecorder(const Tracer& tracer, std::uint64_t offset)
      : keeps_text_(static_cast<bool>(tracer)), offset_(offset) {}

  void add(std::string_view text);
  // The text, dot and all, was read from `channel`; `body` names it, or is empty if it was refused.
  // A step of the channel's tracer.
  void received(wire::LineChannel& channel, const std::string& body);
  // It was written to `channel`.
  void sent(wire::LineChannel& channel, const std::string& body);

 private:
  bool keeps_text_;
  std::uint64_t offset_;
  std::uint64_t bytes_ = 0;
  std::string text_;
};

}  // namespace mailtown::smtp
