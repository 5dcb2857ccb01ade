// Where a mail program puts the messages that it fetches, one after the other (POP3, IMAP).
#pragma once

#include <span>
#include <string>

#include "platform/result.h"

namespace mailtown::wire {

class MessageSink {
 public:
  virtual ~MessageSink() = default;
  virtual Result<> begin(const std::string& uid) = 0;        // the server's name for it
  virtual Result<> append(std::span<const char> bytes) = 0;  // pieces end anywhere
  // The message has come whole. Only after success is it kept here.
  virtual Result<> finish() = 0;
};

}  // namespace mailtown::wire
