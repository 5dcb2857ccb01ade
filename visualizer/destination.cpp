#include "visualizer/destination.h"

#include <charconv>

namespace mailtown::view {
namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t number_max = 1'000'000'000;  // of anything

// Takes a number off the front.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || number < 0 || number > number_max) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

std::int64_t unit_us(char unit) {
  switch (unit) {
    case 'd':
      return 24 * 3600 * second_us;
    case 'h':
      return 3600 * second_us;
    case 'm':
      return 60 * second_us;
    case 's':
      return second_us;
    default:
      return 0;
  }
}

std::optional<Destination> later(std::string_view text, std::int64_t sign) {
  Later wanted;
  while (!text.empty()) {
    const auto number = take_number(text);
    if (!number || text.empty() || unit_us(text.front()) == 0) return std::nullopt;
    if (*number > 100'000) return std::nullopt;  // centuries
    wanted.us += sign * *number * unit_us(text.front());
    text.remove_prefix(1);
  }
  if (wanted.us == 0) return std::nullopt;
  return wanted;
}

std::optional<Destination> clock(std::int64_t hours, std::string_view text) {
  std::int64_t us = hours * 3600 * second_us;
  for (const std::int64_t unit : {60 * second_us, second_us}) {
    if (text.empty()) break;
    text.remove_prefix(1);  // the colon
    const auto number = take_number(text);
    if (!number || *number > 59 || (!text.empty() && text.front() != ':')) return std::nullopt;
    us += *number * unit;
  }
  if (!text.empty() || hours > 23) return std::nullopt;
  return ToClock{us};
}

}  // namespace

std::optional<Destination> parse_destination(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.front() == '+') return later(text.substr(1), 1);
  if (text.front() == '-') return later(text.substr(1), -1);
  const auto number = take_number(text);
  if (!number) return std::nullopt;
  if (text.empty()) return ToStep{static_cast<reader::Step>(*number)};
  if (text.front() == ':') return clock(*number, text);
  return std::nullopt;
}

}  // namespace mailtown::view
