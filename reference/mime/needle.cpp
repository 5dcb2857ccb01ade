#include "mime/needle.h"

namespace mailtown::mime {

Needle::Needle(std::string text) : text_(std::move(text)), border_(text_.size() + 1, 0) {
  for (std::size_t end = 1; end < text_.size(); ++end) {
    std::size_t border = border_[end];
    while (border > 0 && text_[border] != text_[end]) border = border_[border];
    border_[end + 1] = text_[border] == text_[end] ? border + 1 : 0;
  }
}

bool Needle::is_in(std::string_view piece) {
  if (text_.empty()) return true;
  for (const char c : piece) {
    while (matched_ > 0 && text_[matched_] != c) matched_ = border_[matched_];
    if (text_[matched_] == c) ++matched_;
    if (matched_ == text_.size()) {
      matched_ = border_[matched_];
      return true;
    }
  }
  return false;
}

}  // namespace mailtown::mime
