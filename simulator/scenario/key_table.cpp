#include "simulator/scenario/key_table.h"

#include <algorithm>

namespace mailtown::scenario {
namespace {

bool is_list_of(const toml::node& node, toml::node_type type) {
  const toml::array* list = node.as_array();
  return list && std::all_of(list->begin(), list->end(),
                             [type](const toml::node& item) { return item.type() == type; });
}

bool has_form(const toml::node& node, Type type) {
  switch (type) {
    case Type::text:
    case Type::duration:
    case Type::machine:
    case Type::user:
    case Type::address:
      return node.is_string();
    case Type::number:
      return node.is_integer();
    case Type::fraction:
      return node.is_number();
    case Type::yes_no:
      return node.is_boolean();
    case Type::time:
      return node.is_string() || node.is_time();
    case Type::date_time:
      return node.is_date_time();
    case Type::list_of_text:
    case Type::list_of_addresses:
      return is_list_of(node, toml::node_type::string);
    case Type::two_patterns:
      return is_list_of(node, toml::node_type::table) && node.as_array()->size() == 2;
    case Type::list:
      return node.is_array() || node.is_table();
    case Type::table_or_true:
      return node.is_table() || node.value_or(false);
    case Type::both_languages:
    case Type::machines:
    case Type::users:
    case Type::preferences:
    case Type::blocklist:
    case Type::table:
    case Type::pattern:
      return node.is_table();
  }
  return false;
}

std::string_view name_of(toml::node_type type) {
  switch (type) {
    case toml::node_type::table:
      return "a table { ... }";
    case toml::node_type::array:
      return "a list [ ... ]";
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::date:
      return "a date";
    case toml::node_type::time:
      return "a time";
    case toml::node_type::date_time:
      return "a date with a time";
    case toml::node_type::none:
      break;
  }
  return "nothing";
}

}  // namespace

std::string_view describe(Type type) {
  switch (type) {
    case Type::text:
      return "text";
    case Type::both_languages:
      return "text in both languages, { en = \"...\", ru = \"...\" }";
    case Type::number:
      return "whole number";
    case Type::fraction:
      return "number from 0 to 1";
    case Type::yes_no:
      return "true or false";
    case Type::duration:
      return "duration, such as \"20ms\", \"1.5s\" or \"1h30m\"";
    case Type::time:
      return "time of day, \"10:00:05\", or from the start, \"+5s\"";
    case Type::date_time:
      return "date and time, such as 2026-03-02T10:00:00Z";
    case Type::machine:
      return "machine, \"mail.example.org\"";
    case Type::user:
      return "user, \"ivanov@example.org\"";
    case Type::address:
      return "address, \"somebody@example.org\"";
    case Type::machines:
      return "machines, { mail = [\"mta\", \"mda\"], ns1 = [\"nameserver\"] }";
    case Type::users:
      return "users, { ivanov = \"password\" }";
    case Type::preferences:
      return "hosts with preference, { mx1 = 10, mx2 = 20 }";
    case Type::blocklist:
      return "machines with an answer, { \"relay.spam.test\" = \"127.0.0.2\" }";
    case Type::list_of_text:
      return "list of texts";
    case Type::list_of_addresses:
      return "list of addresses, [\"kozlov@example.com\"]";
    case Type::table:
      return "table";
    case Type::list:
      return "list of tables";
    case Type::table_or_true:
      return "table, or true";
    case Type::pattern:
      return "pattern of an event";
    case Type::two_patterns:
      return "list of two patterns";
  }
  return "";
}

void complain(Reading& reading, const toml::node& node, std::string text) {
  const toml::source_region& source = node.source();
  const std::string file = source.path ? *source.path : reading.file;
  const int line = static_cast<int>(source.begin.line);
  reading.problems.push_back({file + ":" + std::to_string(line), line, std::move(text)});
}

int line_of(const toml::node& node) {
  return static_cast<int>(node.source().begin.line);
}

bool fits(Reading& reading, const toml::node& node, std::string_view key, Type type) {
  if (has_form(node, type)) return true;
  complain(reading, node,
           "'" + std::string(key) + "' must be " + std::string(describe(type)) + "; this is " +
               std::string(name_of(node.type())));
  return false;
}

std::vector<Entry> in_file_order(const toml::table& table) {
  std::vector<Entry> entries;
  for (const auto& [key, value] : table) entries.push_back({std::string(key.str()), &value});
  const auto place = [](const Entry& entry) {
    const toml::source_position begin = entry.value->source().begin;
    return std::pair(begin.line, begin.column);
  };
  std::stable_sort(entries.begin(), entries.end(),
                   [&](const Entry& a, const Entry& b) { return place(a) < place(b); });
  return entries;
}

}  // namespace mailtown::scenario
