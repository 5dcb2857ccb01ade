#include "config/stray_letter.h"

#include <algorithm>

namespace mailtown::config {

namespace {

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

bool is_key_byte(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

class Scanner {
 public:
  explicit Scanner(std::string_view toml) : toml_(toml) {}

  std::optional<StrayLetter> scan() {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (toml_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
    while (at_ < toml_.size()) {
      if (!is_ascii(toml_[at_])) return stray_letter();
      pass();
    }
    return std::nullopt;
  }

 private:
  // Moves on over one byte, comment or quoted text.
  void pass() {
    const char c = toml_[at_];
    if (c == '#') {
      at_ = std::min(toml_.find('\n', at_), toml_.size());
    } else if (c == '"' || c == '\'') {
      pass_quoted();
    } else {
      ++at_;
    }
  }

  void pass_quoted() {
    const std::string three(3, toml_[at_]);
    const bool is_long = toml_.substr(at_, 3) == three;
    const bool escapes = toml_[at_] == '"';
    const std::string end = is_long ? three : three.substr(0, 1);
    for (at_ += end.size(); at_ < toml_.size(); ++at_) {
      if (!is_long && toml_[at_] == '\n') return;  // never closed: the parser will tell
      if (toml_.substr(at_, end.size()) == end) return pass_closing(end);
      if (toml_[at_] == '\\' && escapes) ++at_;
    }
  }

  // Up to two quotes more before the closing three belong to the text.
  void pass_closing(const std::string& end) {
    at_ += end.size();
    if (end.size() == 1) return;
    for (int i = 0; i < 2 && at_ < toml_.size() && toml_[at_] == end[0]; ++i) ++at_;
  }

  StrayLetter stray_letter() const {
    const auto is_word = [](char c) { return is_key_byte(c) || !is_ascii(c); };
    std::size_t begin = at_, end = at_;
    while (begin > 0 && is_word(toml_[begin - 1])) --begin;
    while (end < toml_.size() && is_word(toml_[end])) ++end;
    return {line(), std::string(toml_.substr(begin, end - begin))};
  }

  std::uint32_t line() const {
    const auto passed = toml_.substr(0, at_);
    return static_cast<std::uint32_t>(1 + std::count(passed.begin(), passed.end(), '\n'));
  }

  std::string_view toml_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<StrayLetter> find_stray_letter(std::string_view toml) {
  return Scanner(toml).scan();
}

}  // namespace mailtown::config
