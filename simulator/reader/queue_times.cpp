#include "simulator/reader/queue_times.h"

#include <array>
#include <charconv>
#include <chrono>

#include "message/date.h"

namespace mailtown::reader {

namespace {

constexpr std::int64_t second_us = 1'000'000;

// The number that the text begins with, which it then loses.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || number < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

std::optional<std::int64_t> seconds_of_day(std::string_view clock) {
  std::array<std::int64_t, 3> parts{};
  for (std::int64_t& part : parts) {
    const auto number = take_number(clock);
    if (!number) return std::nullopt;
    part = *number;
    if (!clock.empty()) clock.remove_prefix(1);
  }
  return (parts[0] * 60 + parts[1]) * 60 + parts[2];
}

}  // namespace

std::optional<std::int64_t> trace_time_of(const trace::Header& header, std::string_view date) {
  constexpr std::string_view clock_form = "10:05:38";
  const auto day = message::day_of(date);
  const auto colon = date.find(':');
  if (!day || colon == date.npos || colon < 2) return std::nullopt;
  const auto seconds = seconds_of_day(date.substr(colon - 2, clock_form.size()));
  if (!seconds) return std::nullopt;
  const WallTime when = WallTime(*day) + std::chrono::seconds(*seconds);
  return std::chrono::floor<std::chrono::microseconds>(when - header.start).count();
}

std::optional<std::int64_t> span_us(std::string_view words) {
  if (words.empty()) return std::nullopt;
  std::int64_t seconds = 0;
  while (!words.empty()) {
    const auto number = take_number(words);
    if (!number || words.empty()) return std::nullopt;
    const char unit = words.front();
    const std::int64_t each = unit == 'd'   ? 86'400
                              : unit == 'h' ? 3'600
                              : unit == 'm' ? 60
                              : unit == 's' ? 1
                                            : 0;
    if (each == 0) return std::nullopt;
    seconds += *number * each;
    words.remove_prefix(words.size() > 1 && words[1] == ' ' ? 2 : 1);
  }
  return seconds * second_us;
}

}  // namespace mailtown::reader
