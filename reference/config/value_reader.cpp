#include "config/value_reader.h"

#include <charconv>

namespace mailtown::config {

namespace {

std::string_view type_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    default:
      return "a date or time";
  }
}

constexpr std::uint64_t most_bytes = std::uint64_t{1} << 40;  // a terabyte is no letter any more

// "25M" in bytes.
std::optional<std::uint64_t> parse_bytes(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number > most_bytes) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (unit.empty()) return number;
  if (unit == "K") return number << 10;
  if (unit == "M") return number << 20;
  if (unit == "G") return number << 30;
  return std::nullopt;
}

}  // namespace

std::uint32_t line_of(const toml::node& node) {
  return node.source().begin.line;
}

void ValueReader::flag(const toml::node& node, bool& out) {
  if (const auto* value = node.as_boolean()) {
    out = value->get();
  } else {
    wrong_type(node, "true or false", "true");
  }
}

void ValueReader::number(const toml::node& node, std::uint64_t least, std::uint64_t most,
                         std::uint64_t& out) {
  const auto* value = node.as_integer();
  if (value == nullptr) return wrong_type(node, "a whole number", std::to_string(least).c_str());
  const std::int64_t number = value->get();
  if (number < 0 || static_cast<std::uint64_t>(number) < least ||
      static_cast<std::uint64_t>(number) > most) {
    errors_.add(line_of(node),
                fmt::format("'{}' must be from {} to {}, not {}", key_, least, most, number));
    return;
  }
  out = static_cast<std::uint64_t>(number);
}

void ValueReader::port(const toml::node& node, std::uint16_t& out) {
  std::uint64_t wide = out;
  number(node, 1, std::numeric_limits<std::uint16_t>::max(), wide);
  out = static_cast<std::uint16_t>(wide);
}

void ValueReader::bytes(const toml::node& node, std::uint64_t& out, std::uint64_t least) {
  if (node.is_integer()) return number(node, least, most_bytes, out);
  constexpr const char* example = R"(26214400 or "25M")";
  const auto* text = node.as_string();
  if (text == nullptr) return wrong_type(node, "a number of bytes", example);
  const auto value = parse_bytes(text->get());
  if (!value || *value < least || *value > most_bytes) {
    return wrong_value(node, text->get(), "a number of bytes", example);
  }
  out = *value;
}

std::string ValueReader::first_example(std::string_view examples) {
  return std::string(examples.substr(0, examples.find('"', 1) + 1));
}

void ValueReader::wrong_type(const toml::node& node, const char* expected, const char* example) {
  errors_.add(line_of(node), fmt::format("'{}' must be {}, not {}; write for example {}", key_,
                                         expected, type_name(node), example));
}

void ValueReader::wrong_value(const toml::node& node, const std::string& text, const char* expected,
                              const char* example) {
  errors_.add(line_of(node), fmt::format("'{}': \"{}\" is not {}; write for example {}", key_, text,
                                         expected, example));
}

}  // namespace mailtown::config
