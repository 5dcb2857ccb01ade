#include "visualizer/destination.h"

#include <charconv>
#include <string>

#include "simulator/scenario/values.h"

namespace mailtown::view {
namespace {

std::int64_t in_us(Duration duration) {
  return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
}

std::optional<Destination> later(std::string_view text, std::int64_t sign) {
  const auto duration = scenario::parse_duration(text);
  if (!duration || in_us(*duration) == 0) return std::nullopt;
  return Later{sign * in_us(*duration)};
}

// "9:05" too, where scenarios want "09:05".
std::optional<Destination> clock(std::string_view text) {
  const bool one_digit = text.find(':') == 1;
  const auto time = scenario::parse_time_of_day((one_digit ? "0" : "") + std::string(text));
  if (!time) return std::nullopt;
  return ToClock{in_us(*time)};
}

std::optional<Destination> step(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return ToStep{number};
}

}  // namespace

std::optional<Destination> parse_destination(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.front() == '+') return later(text.substr(1), 1);
  if (text.front() == '-') return later(text.substr(1), -1);
  return text.find(':') == std::string_view::npos ? step(text) : clock(text);
}

}  // namespace mailtown::view
