#include "mailbox/maildir_name.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace mailtown::mailbox {

namespace {

constexpr std::string_view copy_mark = ",C";
constexpr std::size_t draw_digits = 16;

}  // namespace

SplitName split_name(std::string_view file) {
  const auto colon = file.find(":2,");
  if (colon == file.npos) return {file, {}, {}};
  return {file.substr(0, colon), file.substr(colon), file.substr(colon + 3)};
}

std::uint64_t seconds_of(std::string_view name) {
  std::uint64_t seconds = 0;
  std::from_chars(name.data(), name.data() + name.size(), seconds);
  return seconds;
}

bool is_older(std::string_view a, std::string_view b) {
  return std::pair(seconds_of(a), a) < std::pair(seconds_of(b), b);
}

bool is_message_name(std::string_view file) {
  return !file.empty() && file.front() != '.' && file.front() != ':' &&
         file.find('\n') == file.npos;
}

std::string brought_name(WallTime received, std::uint64_t draw) {
  const auto since = std::chrono::floor<std::chrono::seconds>(received.time_since_epoch()).count();
  return fmt::format("{}.D{:016x}", std::max<std::int64_t>(since, 0), draw);
}

std::string copy_name(std::string_view name, std::uint64_t draw) {
  const auto mark = name.rfind(copy_mark);
  const bool is_copy = mark != name.npos && name.size() - mark == copy_mark.size() + draw_digits;
  return fmt::format("{}{}{:016x}", is_copy ? name.substr(0, mark) : name, copy_mark, draw);
}

}  // namespace mailtown::mailbox
