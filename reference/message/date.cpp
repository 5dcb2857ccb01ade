#include "message/date.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace mailtown::message {

namespace {

constexpr std::array<std::string_view, 12> month_names = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// The next run of bytes between blanks.
std::string_view next_word(std::string_view& text) {
  constexpr std::string_view blanks = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  const std::string_view word = text.substr(0, text.find_first_of(blanks));
  text.remove_prefix(word.size());
  return word;
}

std::optional<int> number_of(std::string_view word) {
  int number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  return number;
}

std::optional<unsigned> month_of(std::string_view word) {
  const auto equal = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
  for (unsigned i = 0; i < month_names.size(); ++i) {
    const std::string_view name = month_names[i];
    if (std::equal(word.begin(), word.end(), name.begin(), name.end(), equal)) return i + 1;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::chrono::sys_days> day_of(std::string_view date_field) {
  const auto comma = date_field.find(',');
  if (comma != date_field.npos) date_field.remove_prefix(comma + 1);
  const auto day = number_of(next_word(date_field));
  const auto month = month_of(next_word(date_field));
  const std::string_view year_word = next_word(date_field);
  auto year = number_of(year_word);
  if (!day || !month || !year || *day < 1 || *year < 0) return std::nullopt;
  if (year_word.size() == 2) *year += *year < 50 ? 2000 : 1900;  // RFC 5322 §4.3
  if (year_word.size() == 3) *year += 1900;
  const auto date = std::chrono::year(*year) / static_cast<int>(*month) / *day;
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

std::string mail_date(WallTime time) {
  // By hand: formatting with <chrono> or strftime would depend on the library or the locale.
  constexpr std::array day_names = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{floor<seconds>(time - day)};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
                     day_names[weekday{day}.c_encoding()], static_cast<unsigned>(date.day()),
                     month_names[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

}  // namespace mailtown::message
