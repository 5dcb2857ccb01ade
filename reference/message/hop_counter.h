// How many servers a message has passed, counted while it streams by.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mailtown::message {

// Counts the Received fields of the header (RFC 5321 §4.4), in any case; the body does not count.
class HopCounter {
 public:
  // The next bytes of the message, which end anywhere. Lines end with CRLF or LF.
  void add(std::string_view bytes);
  std::size_t count() const { return count_; }

 private:
  void end_line();

  std::string line_;  // how the line begins, as much of it as matters
  bool in_header_ = true;
  std::size_t count_ = 0;
};

}  // namespace mailtown::message
