#include "simulator/scenario/change.h"

#include <charconv>
#include <optional>

#include "config/stray_letter.h"

namespace mailtown::scenario {
namespace {

// A document, or nothing with the reason in `why`.
std::optional<toml::table> parse(const std::string& text, const std::string& place,
                                 std::string& why) {
  why = "text outside of quotes must be ASCII";
  if (config::find_stray_letter(text)) return std::nullopt;
  try {
    return toml::parse(text, place);
  } catch (const toml::parse_error& error) {
    why = error.description();
    return std::nullopt;
  }
}

// The change as a small document of its own.
std::optional<toml::table> parse_change(const std::string& change, std::string& why) {
  const std::string place = "--set " + change;
  if (auto table = parse(change, place, why)) return table;
  const auto equals = change.find('=');
  if (equals == std::string::npos) return std::nullopt;
  auto table = parse(change.substr(0, equals) + "=\"\"", place, why);
  if (!table) return std::nullopt;
  toml::node* node = &*table;
  while (toml::table* inner = node->as_table()) node = &inner->begin()->second;
  *node->as_string() = change.substr(equals + 1);
  return table;
}

void merge(Reading& reading, toml::node& into, const toml::table& change);

void merge_entry(Reading& reading, toml::node* target, const toml::node& value) {
  const toml::table* deeper = value.as_table();
  if (deeper && !deeper->empty() && (target->is_table() || target->is_array()))
    merge(reading, *target, *deeper);
}

void merge(Reading& reading, toml::node& into, const toml::table& change) {
  for (const auto& [key, value] : change) {
    if (toml::table* table = into.as_table()) {
      toml::node* there = table->get(key);
      const bool goes_deeper = there && value.is_table() && !value.as_table()->empty() &&
                               (there->is_table() || there->is_array());
      if (goes_deeper)
        merge_entry(reading, there, value);
      else
        table->insert_or_assign(key, value);
    } else if (toml::array* list = into.as_array()) {
      std::size_t place = 0;
      const std::string_view text = key.str();
      const auto parsed = std::from_chars(text.data(), text.data() + text.size(), place);
      if (parsed.ptr != text.data() + text.size() || place >= list->size())
        complain(reading, value,
                 "'" + std::string(text) + "' is no place in this list of " +
                     std::to_string(list->size()) + "; places are counted from 0");
      else if (value.is_table())
        merge_entry(reading, list->get(place), value);
      else
        list->replace(list->cbegin() + static_cast<std::ptrdiff_t>(place), value);
    }
  }
}

}  // namespace

void apply_change(Reading& reading, toml::table& document, const std::string& change) {
  std::string why;
  if (const auto table = parse_change(change, why))
    merge(reading, document, *table);
  else
    reading.problems.push_back(
        {"--set " + change, 0, "KEY=VALUE is wanted, with a TOML key: " + why});
}

}  // namespace mailtown::scenario
