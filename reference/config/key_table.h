// Every key of a configuration, once: its name, type, default, explanation, and how its value is
// read. The parser, its suggestions for unknown keys and docs/configuration.md all work from here.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/config.h"
#include "config/value_reader.h"

namespace mailtown::config {

struct Key {
  std::string name;         // within its section: "recipients"
  std::string type;         // "a list of networks"
  std::string preset;       // the default as TOML; empty if there is none
  std::string explanation;  // one paragraph for the reference page
  std::function<void(ValueReader&, const toml::node&, Config&)> read;
};

struct Section {
  std::string name;  // "" for the top level, else a table's name: "limits"
  std::string explanation;
  std::vector<Key> keys;
};

// In the order of the reference page. Users, whose keys are names, are not among them.
std::vector<Section> key_table();

}  // namespace mailtown::config
