// Makers of keys: one for each type of value. The key table is written with them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "config/key_table.h"

namespace mailtown::config {

using Read = std::function<void(ValueReader&, const toml::node&, Config&)>;

// The field of a Config that a path of members leads to, such as &Config::limits and
// &Limits::errors.
template <auto... path>
auto& field(Config& config) {
  return (config.*....*path);
}

// A key whose value is a text of some form, and one whose value is a list of such texts.
template <class T>
Key text_key(std::string name, Form<T> form, std::string preset, T& (*to)(Config&),
             std::string explanation) {
  Read read = [form, to](ValueReader& reader, const toml::node& node, Config& config) {
    reader.one(node, form, to(config));
  };
  return {std::move(name), form.name, std::move(preset), std::move(explanation), std::move(read)};
}

template <class T>
Key list_key(std::string name, Form<T> form, std::string preset, std::vector<T>& (*to)(Config&),
             std::string explanation) {
  Read read = [form, to](ValueReader& reader, const toml::node& node, Config& config) {
    reader.list(node, form, to(config));
  };
  return {std::move(name), std::string("a list of ") + form.plural, std::move(preset),
          std::move(explanation), std::move(read)};
}

// A key whose value is a table of domains, each with a list of such texts.
template <class T>
Key lists_by_domain_key(std::string name, Form<T> form,
                        std::map<std::string, std::vector<T>>& (*to)(Config&),
                        std::string explanation) {
  Read read = [form, to](ValueReader& reader, const toml::node& node, Config& config) {
    reader.lists_by_domain(node, form, to(config));
  };
  return {std::move(name), std::string("a table of domains with lists of ") + form.plural, "{}",
          std::move(explanation), std::move(read)};
}

inline Key flag_key(std::string name, std::string preset, bool& (*to)(Config&),
                    std::string explanation) {
  Read read = [to](ValueReader& reader, const toml::node& node, Config& config) {
    reader.flag(node, to(config));
  };
  return {std::move(name), "true or false", std::move(preset), std::move(explanation),
          std::move(read)};
}

inline Key number_key(std::string name, std::uint64_t least, std::uint64_t most, std::string preset,
                      std::uint64_t& (*to)(Config&), std::string explanation) {
  Read read = [least, most, to](ValueReader& reader, const toml::node& node, Config& config) {
    reader.number(node, least, most, to(config));
  };
  return {std::move(name), fmt::format("a number from {} to {}", least, most), std::move(preset),
          std::move(explanation), std::move(read)};
}

inline Key bytes_key(std::string name, std::string preset, std::uint64_t& (*to)(Config&),
                     std::string explanation, std::uint64_t least = 1) {
  Read read = [to, least](ValueReader& reader, const toml::node& node, Config& config) {
    reader.bytes(node, to(config), least);
  };
  return {std::move(name), "a number of bytes", std::move(preset), std::move(explanation),
          std::move(read)};
}

inline Key port_key(std::string name, std::string preset, std::uint16_t& (*to)(Config&),
                    std::string explanation) {
  Read read = [to](ValueReader& reader, const toml::node& node, Config& config) {
    reader.port(node, to(config));
  };
  return {std::move(name), "a port", std::move(preset), std::move(explanation), std::move(read)};
}

}  // namespace mailtown::config
