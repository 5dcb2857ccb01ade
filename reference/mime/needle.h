// Finds one string in a text that comes in pieces: Knuth, Morris and Pratt's way, so that no text
// makes it slow and nothing of the text is kept.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mailtown::mime {

class Needle {
 public:
  // An empty one is in every text.
  explicit Needle(std::string text);

  // Another text begins.
  void start() { matched_ = 0; }
  // True if the needle ends in this piece; it may have begun in one before.
  bool is_in(std::string_view piece);

 private:
  std::string text_;
  // border_[n]: how many of the first n bytes both begin and end them, all n excluded.
  std::vector<std::size_t> border_;
  std::size_t matched_ = 0;
};

}  // namespace mailtown::mime
