#include "config/duration_text.h"

#include <array>
#include <charconv>
#include <utility>

namespace mailtown::config {

namespace {

using namespace std::chrono_literals;

// "ms" stands before "m", of which it would otherwise be taken for the beginning.
constexpr std::array<std::pair<std::string_view, Duration>, 5> units = {
    {{"ms", 1ms}, {"s", 1s}, {"m", 1min}, {"h", 1h}, {"d", 24h}}};

constexpr Duration longest = 100 * 365 * 24h;

// Takes one number with its unit off the front of `text`.
std::optional<Duration> take_part(std::string_view& text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  for (const auto& [unit, length] : units) {
    if (!text.starts_with(unit)) continue;
    text.remove_prefix(unit.size());
    if (number > longest / length) return std::nullopt;
    return number * length;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  Duration sum{};
  while (!text.empty()) {
    const auto part = take_part(text);
    if (!part || *part > longest - sum) return std::nullopt;
    sum += *part;
  }
  if (sum == Duration{}) return std::nullopt;
  return sum;
}

}  // namespace mailtown::config
