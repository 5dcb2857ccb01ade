// Reads the values of a TOML document into typed fields; what does not fit becomes an error that
// says what was expected, what stands there, and an example.
#pragma once

#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "config/error_list.h"
#include "config/forms.h"
#include "platform/toml.h"

namespace mailtown::config {

std::uint32_t line_of(const toml::node& node);

class ValueReader {
 public:
  explicit ValueReader(ErrorList& errors) : errors_(errors) {}

  // Names the key, such as "limits.recipients", whose value is read next.
  void at(std::string key) { key_ = std::move(key); }

  // Each leaves `out` as it is after an error.
  template <class T>
  void one(const toml::node& node, const Form<T>& form, T& out) {
    const auto* text = node.as_string();
    if (text == nullptr) return wrong_type(node, form.name, form.example);
    if (auto value = form.parse(text->get())) {
      out = std::move(*value);
    } else {
      wrong_value(node, text->get(), form.name, form.example);
    }
  }
  template <class T>
  void list(const toml::node& node, const Form<T>& form, std::vector<T>& out) {
    const auto* array = node.as_array();
    if (array == nullptr) {
      return wrong_type(node, fmt::format("a list of {}", form.plural).c_str(),
                        fmt::format("[{}]", first_example(form.example)).c_str());
    }
    std::vector<T> values;
    for (const toml::node& element : *array) {
      T value{};
      one(element, form, value);
      values.push_back(std::move(value));
    }
    out = std::move(values);
  }
  // A table whose keys are domains and whose values are lists.
  template <class T>
  void lists_by_domain(const toml::node& node, const Form<T>& form,
                       std::map<std::string, std::vector<T>>& out) {
    const auto* table = node.as_table();
    if (table == nullptr) {
      return wrong_type(
          node, fmt::format("a table of domains with {}", form.plural).c_str(),
          fmt::format("{{ \"example.org\" = [{}] }}", first_example(form.example)).c_str());
    }
    for (const auto& [key, value] : *table) {
      const auto domain = domain_form().parse(key.str());
      if (domain) {
        list(value, form, out[*domain]);
      } else {
        wrong_value(value, std::string(key.str()), "a domain", domain_form().example);
      }
    }
  }
  void flag(const toml::node& node, bool& out);
  void number(const toml::node& node, std::uint64_t least, std::uint64_t most, std::uint64_t& out);
  void port(const toml::node& node, std::uint16_t& out);
  // A number of bytes, at least `least`, or a text such as "25M" (K, M, G: powers of 1024).
  void bytes(const toml::node& node, std::uint64_t& out, std::uint64_t least = 1);

 private:
  static std::string first_example(std::string_view examples);
  void wrong_type(const toml::node& node, const char* expected, const char* example);
  void wrong_value(const toml::node& node, const std::string& text, const char* expected,
                   const char* example);

  ErrorList& errors_;
  std::string key_;
};

}  // namespace mailtown::config
