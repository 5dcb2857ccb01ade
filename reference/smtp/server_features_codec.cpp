#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

#include "smtp/server_features.h"
#include "text/ascii.h"

namespace mailtown::smtp {

namespace {

// Splits at blanks; empty words are left out.
std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    if (end > 0) words.push_back(upper_case(line.substr(0, end)));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return words;
}

// A number that cannot be read counts as no limit.
std::uint64_t parse_limit(const std::string& digits) {
  std::uint64_t limit = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), limit);
  return limit;
}

}  // namespace

bool ServerFeatures::offers(sasl::Mechanism mechanism) const {
  return std::find(mechanisms.begin(), mechanisms.end(), mechanism) != mechanisms.end();
}

ServerFeatures parse_features(const Reply& ehlo_reply) {
  ServerFeatures features;
  for (std::size_t line = 1; line < ehlo_reply.lines.size(); ++line) {  // the first is the greeting
    const std::vector<std::string> words = words_of(ehlo_reply.lines[line]);
    if (words.empty()) continue;
    if (words[0] == "PIPELINING") features.pipelining = true;
    if (words[0] == "8BITMIME") features.eight_bit = true;
    if (words[0] == "STARTTLS") features.starttls = true;
    if (words[0] == "SIZE") {
      features.size = true;
      if (words.size() > 1) features.bytes_max = parse_limit(words[1]);
    }
    if (words[0] != "AUTH") continue;
    for (const std::string& word : words) {
      const auto known = sasl::parse_mechanism(word);
      if (known) features.mechanisms.push_back(*known);
    }
  }
  return features;
}

}  // namespace mailtown::smtp
