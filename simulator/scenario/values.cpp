#include "simulator/scenario/values.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>

#include "simulator/scenario/names.h"
#include "text/ascii.h"

namespace mailtown::scenario {
namespace {

struct Unit {
  std::string_view name;
  Duration length;
};
constexpr std::array<Unit, 7> units = {{{"ns", std::chrono::nanoseconds(1)},
                                        {"us", std::chrono::microseconds(1)},
                                        {"ms", std::chrono::milliseconds(1)},
                                        {"s", std::chrono::seconds(1)},
                                        {"m", std::chrono::minutes(1)},
                                        {"h", std::chrono::hours(1)},
                                        {"d", std::chrono::hours(24)}}};

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

Duration since_start(Reading& reading, const toml::node& node, Duration time_of_day) {
  if (time_of_day >= reading.start_of_day) return time_of_day - reading.start_of_day;
  complain(reading, node,
           "this time of day is before the scenario's start; move 'start', or count from it: "
           "\"+10s\", or \"+1d\" for a later day");
  return {};
}

}  // namespace

void mention(Reading& reading, const toml::node& node, Mention::Of of, const std::string& name) {
  const toml::source_region& source = node.source();
  const int line = static_cast<int>(source.begin.line);
  const std::string file = source.path ? *source.path : reading.file;
  reading.mentions.push_back({of, name, file + ":" + std::to_string(line), line});
}

std::string read_text(const toml::node& node) {
  return node.value_or(std::string());
}

std::uint64_t read_number(Reading& reading, const toml::node& node, std::uint64_t largest) {
  const auto number = node.value_or(std::int64_t{-1});
  if (number >= 0 && static_cast<std::uint64_t>(number) <= largest)
    return static_cast<std::uint64_t>(number);
  complain(reading, node,
           std::to_string(number) + " is out of range: 0 to " + std::to_string(largest));
  return 0;
}

std::string read_choice(Reading& reading, const toml::node& node,
                        const std::vector<std::string>& words) {
  std::string word = read_text(node);
  if (std::find(words.begin(), words.end(), word) == words.end())
    complain(reading, node,
             "'" + word + "' is none of " + enumerate(words) + did_you_mean(word, words));
  return word;
}

double read_fraction(Reading& reading, const toml::node& node) {
  const double fraction = node.value_or(-1.0);
  if (fraction >= 0 && fraction <= 1) return fraction;
  complain(reading, node, "must be from 0 to 1 (0.05 is five in a hundred)");
  return 0;
}

BothLanguages read_both_languages(Reading& reading, const toml::node& node) {
  const toml::table& table = *node.as_table();
  BothLanguages both;
  for (const auto& [language, into] : {std::pair("en", &both.en), std::pair("ru", &both.ru)}) {
    *into = table[language].value_or(std::string());
    if (into->empty())
      complain(reading, node,
               std::string("the ") + (into == &both.en ? "English" : "Russian") +
                   " text is missing: add " + language + " = \"...\"");
  }
  for (const Entry& entry : in_file_order(table))
    if (entry.name != "en" && entry.name != "ru")
      complain(reading, *entry.value, "unknown language '" + entry.name + "': known are en and ru");
  return both;
}

std::optional<Duration> parse_time_of_day(std::string_view text) {
  std::array<int, 3> parts{};
  std::size_t part = 0, digits = 0;
  for (const char c : text) {
    if (c == ':') {
      if (digits != 2 || ++part == parts.size()) return std::nullopt;
      digits = 0;
    } else if (c >= '0' && c <= '9' && digits < 2) {
      parts[part] = parts[part] * 10 + (c - '0');
      ++digits;
    } else {
      return std::nullopt;
    }
  }
  if (part == 0 || digits != 2 || parts[0] > 23 || parts[1] > 59 || parts[2] > 59)
    return std::nullopt;
  return std::chrono::hours(parts[0]) + std::chrono::minutes(parts[1]) +
         std::chrono::seconds(parts[2]);
}

std::optional<Duration> parse_duration(std::string_view text) {
  Duration total{};
  std::size_t at = 0;
  if (text.empty()) return std::nullopt;
  while (at < text.size()) {
    std::size_t end = at;
    while (end < text.size() && !is_letter(text[end])) ++end;
    std::size_t unit_end = end;
    while (unit_end < text.size() && is_letter(text[unit_end])) ++unit_end;
    const std::string number(text.substr(at, end - at));
    const std::string_view name = text.substr(end, unit_end - end);
    const auto unit = std::find_if(units.begin(), units.end(),
                                   [&](const Unit& each) { return each.name == name; });
    if (number.empty() || number.size() > 9 || unit == units.end() ||
        number.find_first_not_of("0123456789.") != std::string::npos)
      return std::nullopt;
    char* rest = nullptr;
    const double count = std::strtod(number.c_str(), &rest);
    if (*rest != '\0') return std::nullopt;
    const double nanoseconds = count * static_cast<double>(unit->length.count());
    if (nanoseconds > 4e18 || total > Duration(std::int64_t{4'000'000'000'000'000'000}))
      return std::nullopt;
    total += Duration(static_cast<std::int64_t>(nanoseconds + 0.5));
    at = unit_end;
  }
  return total;
}

Duration read_duration(Reading& reading, const toml::node& node) {
  const std::string text = read_text(node);
  if (const auto duration = parse_duration(text)) return *duration;
  complain(reading, node,
           "'" + text + "' is no " + std::string(describe(Type::duration)) +
               "; units are ms, s, m, h and d");
  return {};
}

Duration read_time(Reading& reading, const toml::node& node) {
  if (const auto* time = node.as_time()) {
    const toml::time& t = time->get();
    return since_start(reading, node,
                       std::chrono::hours(t.hour) + std::chrono::minutes(t.minute) +
                           std::chrono::seconds(t.second) + Duration(t.nanosecond));
  }
  const std::string text = read_text(node);
  if (!text.empty() && text.front() == '+')
    if (const auto later = parse_duration(std::string_view(text).substr(1))) return *later;
  if (const auto time_of_day = parse_time_of_day(text))
    return since_start(reading, node, *time_of_day);
  complain(reading, node, "'" + text + "' is no " + std::string(describe(Type::time)));
  return {};
}

WallTime read_date_time(const toml::node& node) {
  const toml::date_time& given = node.as_date_time()->get();
  using namespace std::chrono;
  const sys_days day = year_month_day(year(given.date.year), month(given.date.month),
                                      std::chrono::day(given.date.day));
  const minutes offset(given.offset ? given.offset->minutes : 0);
  return WallTime(day) + hours(given.time.hour) + minutes(given.time.minute) +
         seconds(given.time.second) + nanoseconds(given.time.nanosecond) - offset;
}

std::vector<std::string> read_list(const toml::node& node) {
  std::vector<std::string> list;
  for (const toml::node& item : *node.as_array()) list.push_back(read_text(item));
  return list;
}

std::string read_machine(Reading& reading, const toml::node& node) {
  std::string name = lower_case(read_text(node));
  mention(reading, node, Mention::Of::machine, name);
  return name;
}

std::string read_end(Reading& reading, const toml::node& node) {
  return read_text(node) == "*" ? "*" : read_machine(reading, node);
}

std::string read_user(Reading& reading, const toml::node& node) {
  std::string login = lower_case(read_text(node));
  mention(reading, node, Mention::Of::user, login);
  return login;
}

std::string read_address(Reading& reading, const toml::node& node) {
  std::string address = read_text(node);
  if (const std::string wrong = why_no_address(address); !wrong.empty())
    complain(reading, node, "'" + address + "' is no address: " + wrong);
  else
    mention(reading, node, Mention::Of::address, address);
  return address;
}

std::vector<std::string> read_addresses(Reading& reading, const toml::node& node) {
  std::vector<std::string> addresses;
  for (const toml::node& item : *node.as_array()) addresses.push_back(read_address(reading, item));
  if (addresses.empty()) complain(reading, node, "this list needs at least one address");
  return addresses;
}

}  // namespace mailtown::scenario
