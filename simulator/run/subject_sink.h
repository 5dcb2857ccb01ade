// SubjectSink: keeps of each letter that comes only what its reader sees in the list, the subject.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "simulator/run/letter_text.h"
#include "wire/message_sink.h"

namespace mailtown::run {

class SubjectSink : public wire::MessageSink {
 public:
  // Told of each whole letter: the server's name for it, and its subject as a person reads it.
  using Told = std::function<void(const std::string& uid, std::string subject)>;
  explicit SubjectSink(Told told) : told_(std::move(told)) {}

  Result<> begin(const std::string& uid) override {
    uid_ = uid;
    text_.clear();
    return {};
  }
  Result<> append(std::span<const char> bytes) override {
    if (text_.size() < header_bytes_max) text_.append(bytes.data(), bytes.size());
    return {};
  }
  Result<> finish() override {
    told_(uid_, subject_shown(text_));
    return {};
  }

 private:
  static constexpr std::size_t header_bytes_max = 65536;

  Told told_;
  std::string uid_, text_;
};

}  // namespace mailtown::run
