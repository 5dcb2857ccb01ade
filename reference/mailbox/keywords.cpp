#include "mailbox/keywords.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "mailbox/small_file.h"
#include "platform/read_file.h"
#include "text/ascii.h"

namespace mailtown::mailbox {

namespace {

constexpr const char* file_name = "mailtown-keywords";

}  // namespace

void Keywords::read() {
  words_.clear();
  const auto text = read_file(disk_, folder_ + "/" + file_name);
  if (!text) return;
  for (std::string_view rest = *text; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const bool has_form = line.size() > 2 && words_.size() < keywords_max && line[1] == ' ' &&
                          line[0] == static_cast<char>('a' + words_.size());
    if (!has_form) return;  // what follows would have other letters
    words_.emplace_back(line.substr(2));
  }
}

std::optional<std::size_t> Keywords::find(const std::string& word) const {
  const auto found = std::find_if(words_.begin(), words_.end(),
                                  [&](const std::string& known) { return same_text(known, word); });
  if (found == words_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - words_.begin());
}

std::uint32_t Keywords::known_bits(const std::vector<std::string>& words) const {
  std::uint32_t bits = 0;
  for (const auto& word : words) {
    if (const auto bit = find(word)) bits |= 1u << *bit;
  }
  return bits;
}

Task<Result<std::uint32_t>> Keywords::bits(std::vector<std::string> words) {
  auto all = words_;
  for (const auto& word : words) {
    const bool is_new = std::none_of(
        all.begin(), all.end(), [&](const std::string& known) { return same_text(known, word); });
    if (is_new) all.push_back(word);
  }
  if (all.size() > keywords_max) {
    co_return Failure{FailureKind::full, "a folder takes 26 keywords at most"};
  }
  if (all.size() > words_.size()) {
    const auto written = co_await write(std::move(all));
    if (!written) co_return written.error();
  }
  co_return known_bits(words);
}

Task<Result<>> Keywords::write(std::vector<std::string> words) {
  std::string text;
  for (std::size_t bit = 0; bit < words.size(); ++bit) {
    text += fmt::format("{} {}\n", static_cast<char>('a' + bit), words[bit]);
  }
  const auto written = co_await write_small_file(disk_, folder_, file_name, std::move(text));
  if (written) words_ = std::move(words);
  co_return written;
}

std::vector<std::string> Keywords::words_of(std::uint32_t bits) const {
  std::vector<std::string> words;
  for (std::size_t bit = 0; bit < words_.size(); ++bit) {
    if ((bits >> bit & 1u) != 0) words.push_back(words_[bit]);
  }
  return words;
}

}  // namespace mailtown::mailbox
