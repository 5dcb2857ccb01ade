// BodyRecorder: tells the trace of a message's text that passes a connection.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "trace/tracer.h"
#include "wire/line_channel.h"

namespace mailtown::smtp {

class BodyRecorder {
 public:
  // `offset`: of the text's first byte in the stream.
  BodyRecorder(const Tracer& tracer, std::uint64_t offset)
      : keeps_text_(tracer.keeps_texts()), offset_(offset) {}

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
