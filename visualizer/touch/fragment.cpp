#include "visualizer/touch/fragment.h"

#include <fmt/format.h>

namespace mailtown::view {

std::string toml_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      quoted += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string scenario_time(std::int64_t time_us) {
  constexpr std::int64_t second = 1'000'000, milli = 1'000;
  std::string text = fmt::format("+{}s", time_us / second);
  if (const auto ms = time_us % second / milli; ms > 0) text += fmt::format("{}ms", ms);
  if (const auto us = time_us % milli; us > 0) text += fmt::format("{}us", us);
  return text;
}

std::string inline_table(const std::vector<TomlPair>& pairs) {
  std::string text = "{ ";
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    text += fmt::format("{}{} = {}", i == 0 ? "" : ", ", pairs[i].first, pairs[i].second);
  }
  return text + " }";
}

std::string action_text(std::int64_t time_us, std::string_view kind, const std::string& value) {
  return fmt::format("[[do]]\nat = {}\n{} = {}\n", toml_text(scenario_time(time_us)), kind, value);
}

std::string fault_text(std::string_view machine, std::string_view kind, const std::string& value) {
  return fmt::format("[[fault]]\nat = {}\n{} = {}\n", toml_text(machine), kind, value);
}

}  // namespace mailtown::view
