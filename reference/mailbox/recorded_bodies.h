// RecordedBodies: sees to it that a program's trace holds each message's text once.
#pragma once

#include <algorithm>
#include <set>
#include <string>

#include "platform/disk.h"
#include "trace/json_codec.h"
#include "trace/tracer.h"

namespace mailtown::mailbox {

class RecordedBodies {
 public:
  // Records the beginning of `file` under `name`, unless that was done before or nobody keeps
  // texts.
  void note(const std::string& name, File& file, const Tracer& tracer) {
    if (!tracer.keeps_texts() || !names_.insert(name).second) return;
    std::string text(std::min<std::uint64_t>(file.size(), trace::BodyStored::text_bytes_max), '\0');
    const auto count = file.read(0, text);
    text.resize(count ? *count : 0);
    tracer.note(trace::BodyStored{name, file.size(), trace::visible_text(text)});
  }

 private:
  std::set<std::string> names_;
};

}  // namespace mailtown::mailbox
