// The table of keys: what a scenario file may say, in one place.
//
// Each section of the file is a list of keys with name, type and meaning. The reader is driven by
// it (unknown key, wrong type, missing key), and docs/scenario.md is printed from it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/toml.h"
#include "simulator/scenario/reading.h"

namespace mailtown::scenario {

enum class Type {
  text,
  both_languages,
  number,
  fraction,
  yes_no,
  duration,
  time,
  date_time,
  machine,
  user,
  address,
  machines,
  users,
  preferences,
  blocklist,
  list_of_text,
  list_of_addresses,
  table,
  list,
  table_or_true,
  pattern,
  two_patterns,
};

// What a value of that type looks like, for messages and for the documentation.
std::string_view describe(Type type);

enum class Needed { yes, no };

template <class T>
struct Key {
  std::string_view name;
  Type type;
  Needed needed;
  std::string_view meaning;
  void (*read)(Reading&, const toml::node&, T&);
};

// A section of the file: [[do]], or the value of a key that is a table itself.
template <class T>
struct Section {
  std::string_view heading;       // as in the file: "[[fault]]"
  std::string_view introduction;  // for the documentation
  std::vector<Key<T>> keys;
};

// Notes a problem with the line of `node`.
void complain(Reading& reading, const toml::node& node, std::string text);
int line_of(const toml::node& node);

// Whether `node` is of the type; complains if not.
bool fits(Reading& reading, const toml::node& node, std::string_view key, Type type);

// The entries of a table in the order of the file; toml++ itself sorts them by name.
struct Entry {
  std::string name;
  const toml::node* value;
};
std::vector<Entry> in_file_order(const toml::table& table);

template <class T>
void read_section(Reading& reading, const toml::table& table, const Section<T>& section, T& into) {
  std::vector<std::string> known;
  for (const Key<T>& key : section.keys) known.emplace_back(key.name);
  for (const Entry& entry : in_file_order(table))
    if (std::find(known.begin(), known.end(), entry.name) == known.end())
      complain(reading, *entry.value,
               "unknown key '" + entry.name + "' in " + std::string(section.heading) +
                   did_you_mean(entry.name, known));
  for (const Key<T>& key : section.keys) {
    const toml::node* value = table.get(key.name);
    if (value && fits(reading, *value, key.name, key.type))
      key.read(reading, *value, into);
    else if (!value && key.needed == Needed::yes)
      complain(reading, table,
               "'" + std::string(key.name) + "' is missing in " + std::string(section.heading) +
                   ": " + std::string(key.meaning));
  }
}

}  // namespace mailtown::scenario
