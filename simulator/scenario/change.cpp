#include "simulator/scenario/change.h"

#include <algorithm>
#include <cctype>
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

// { roles = [...] } at the same place of the file, by which machines are put in order.
toml::table opened(const toml::array& roles) {
  std::string list;
  for (const toml::node& role : roles)
    list += (list.empty() ? "'" : ", '") + role.value_or(std::string()) + "'";
  const toml::source_position place = roles.source().begin;
  const std::string text = std::string(place.line > 1 ? place.line - 1 : 0, '\n') +
                           std::string(place.column > 3 ? place.column - 3 : 0, ' ') +
                           "x={roles=[" + list + "]}";
  toml::table parsed = toml::parse(text);
  return std::move(*parsed["x"].as_table());
}

// A machine that is a list of roles becomes a table if the change says more of it.
void open_machines(toml::table& document, const toml::table& change) {
  const toml::table* domains = change["domain"].as_table();
  if (!domains) return;
  for (const auto& [domain, about] : *domains) {
    const toml::table* wanted =
        about.as_table() ? about.as_table()->get_as<toml::table>("machines") : nullptr;
    toml::table* machines = document["domain"][domain.str()]["machines"].as_table();
    if (!wanted || !machines) continue;
    for (const auto& [name, value] : *wanted) {
      const toml::array* roles = machines->get_as<toml::array>(name);
      const toml::table* more = value.as_table();
      const bool says_more =
          more && std::any_of(more->begin(), more->end(), [](const auto& entry) {
            return !std::isdigit(static_cast<unsigned char>(entry.first.str()[0]));
          });
      if (roles && says_more) machines->insert_or_assign(name, opened(*roles));
    }
  }
}

}  // namespace

void apply_change(Reading& reading, toml::table& document, const std::string& change) {
  std::string why;
  const auto table = parse_change(change, why);
  if (table) open_machines(document, *table);
  if (table)
    merge(reading, document, *table);
  else
    reading.problems.push_back(
        {"--set " + change, 0, "KEY=VALUE is wanted, with a TOML key: " + why});
}

}  // namespace mailtown::scenario
