#include "message/hop_counter.h"

#include <algorithm>

#include "message/header.h"

namespace mailtown::message {

namespace {

constexpr std::size_t looked_at = 32;  // bytes of a line: the name, blanks, and the colon

}  // namespace

void HopCounter::end_line() {
  if (line_.empty() || line_ == "\r") {
    in_header_ = false;
  } else if (line_.front() != ' ' && line_.front() != '\t') {  // no continued line
    if (parse_header(line_).find("Received") != nullptr) ++count_;
  }
  line_.clear();
}

void HopCounter::add(std::string_view bytes) {
  while (in_header_ && !bytes.empty()) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    if (line_.size() < looked_at) {
      line_.append(bytes.substr(0, std::min(end, looked_at - line_.size())));
    }
    if (end == bytes.size()) return;
    end_line();
    bytes.remove_prefix(end + 1);
  }
}

}  // namespace mailtown::message
