#include "dns/name.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "text/ascii.h"

namespace mailtown::dns {

namespace {

Failure invalid(std::string detail) {
  return {FailureKind::invalid, std::move(detail)};
}

// Where each label's length byte lies.
struct LabelStarts {
  std::array<std::uint8_t, name_bytes_max / 2 + 1> starts;
  std::size_t count = 0;

  explicit LabelStarts(std::string_view wire) {
    for (std::size_t at = 0; at < wire.size(); at += 1 + static_cast<std::uint8_t>(wire[at])) {
      starts[count++] = static_cast<std::uint8_t>(at);
    }
  }
};

std::string_view label_at(std::string_view wire, std::size_t start) {
  return wire.substr(start + 1, static_cast<std::uint8_t>(wire[start]));
}

std::weak_ordering compare_labels(std::string_view left, std::string_view right) {
  const std::size_t common = std::min(left.size(), right.size());
  for (std::size_t at = 0; at < common; ++at) {
    const auto a = static_cast<unsigned char>(to_lower(left[at]));
    const auto b = static_cast<unsigned char>(to_lower(right[at]));
    if (a != b) return a <=> b;
  }
  return left.size() <=> right.size();
}

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

// The byte that an escape at text[at] == '\\' stands for; moves `at` to its last character.
std::optional<char> read_escape(std::string_view text, std::size_t& at) {
  if (at + 1 >= text.size()) return std::nullopt;
  if (!is_digit(text[at + 1])) return text[++at];
  if (at + 3 >= text.size() || !is_digit(text[at + 2]) || !is_digit(text[at + 3])) {
    return std::nullopt;
  }
  const int value = (text[at + 1] - '0') * 100 + (text[at + 2] - '0') * 10 + (text[at + 3] - '0');
  if (value > 255) return std::nullopt;
  at += 3;
  return static_cast<char>(value);
}

struct SplitText {
  std::vector<std::string> labels;
  bool absolute = false;  // ended with a dot
};

Result<SplitText> split(std::string_view text) {
  if (text == ".") return SplitText{{}, true};
  if (text.empty()) return invalid("a name is missing");
  SplitText result;
  std::string label;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '.') {
      if (label.empty()) return invalid(fmt::format("'{}' has an empty label", text));
      result.labels.push_back(std::move(label));
      label.clear();
      result.absolute = at + 1 == text.size();
    } else if (text[at] == '\\') {
      const auto byte = read_escape(text, at);
      if (!byte) return invalid(fmt::format("'{}' has a broken escape", text));
      label += *byte;
    } else {
      label += text[at];
    }
  }
  if (!label.empty()) result.labels.push_back(std::move(label));
  return result;
}

void append_escaped(std::string& out, std::string_view label) {
  for (const char letter : label) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte <= 0x20 || byte >= 0x7f) {
      fmt::format_to(std::back_inserter(out), "\\{:03}", byte);
    } else {
      if (std::string_view(".\\\"();@$").find(letter) != std::string_view::npos) out += '\\';
      out += letter;
    }
  }
}

}  // namespace

Result<Name> Name::from_labels(const std::vector<std::string>& labels) {
  Name name;
  for (const auto& label : labels) {
    if (label.empty()) return invalid("a label is empty");
    if (label.size() > label_bytes_max) {  // RFC 1035 §2.3.4
      return invalid(fmt::format("a label has {} bytes; 63 are allowed", label.size()));
    }
    name.wire_ += static_cast<char>(label.size());
    name.wire_ += label;
  }
  if (name.wire_.size() + 1 > name_bytes_max) {  // RFC 1035 §2.3.4
    return invalid(fmt::format("a name has {} bytes; 255 are allowed", name.wire_.size() + 1));
  }
  return name;
}

Result<Name> Name::parse(std::string_view text) {
  auto parts = split(text);
  if (!parts) return parts.error();
  return from_labels(parts->labels);
}

Result<Name> Name::parse_relative(std::string_view text, const Name& origin) {
  if (text == "@") return origin;
  auto parts = split(text);
  if (!parts) return parts.error();
  if (!parts->absolute) {
    const auto tail = origin.labels();
    parts->labels.insert(parts->labels.end(), tail.begin(), tail.end());
  }
  return from_labels(parts->labels);
}

std::string Name::to_absolute_string() const {
  if (is_root()) return ".";
  std::string text;
  const LabelStarts all(wire_);
  for (std::size_t i = 0; i < all.count; ++i) {
    append_escaped(text, label_at(wire_, all.starts[i]));
    text += '.';
  }
  return text;
}

std::string Name::to_string() const {
  std::string text = to_absolute_string();
  if (!is_root()) text.pop_back();
  return text;
}

std::size_t Name::label_count() const {
  return LabelStarts(wire_).count;
}

std::vector<std::string> Name::labels() const {
  std::vector<std::string> result;
  const LabelStarts all(wire_);
  for (std::size_t i = 0; i < all.count; ++i) result.emplace_back(label_at(wire_, all.starts[i]));
  return result;
}

std::string_view Name::first_label() const {
  return label_at(wire_, 0);
}

Name Name::parent() const {
  Name result;
  result.wire_ = wire_.substr(1 + first_label().size());
  return result;
}

Name Name::last_labels(std::size_t count) const {
  const LabelStarts all(wire_);
  Name result;
  if (count > 0) result.wire_ = wire_.substr(all.starts[all.count - count]);
  return result;
}

bool Name::is_subdomain_of(const Name& ancestor) const {
  if (ancestor.wire_.size() > wire_.size()) return false;
  const std::size_t tail = wire_.size() - ancestor.wire_.size();
  // The tail must begin where a label begins: "ample.org" is no ancestor of "example.org".
  std::size_t at = 0;
  while (at < tail) at += 1 + static_cast<std::uint8_t>(wire_[at]);
  return at == tail && same_text(std::string_view(wire_).substr(tail), ancestor.wire_);
}

Result<Name> Name::child(std::string_view label) const {
  auto all = labels();
  all.insert(all.begin(), std::string(label));
  return from_labels(all);
}

Result<Name> Name::moved(const Name& from, const Name& to) const {
  auto all = labels();
  all.resize(label_count() - from.label_count());
  const auto tail = to.labels();
  all.insert(all.end(), tail.begin(), tail.end());
  return from_labels(all);
}

bool Name::operator==(const Name& other) const {
  // Length bytes are below 64 and thus no letters.
  return same_text(wire_, other.wire_);
}

std::weak_ordering Name::operator<=>(const Name& other) const {
  const LabelStarts mine(wire_);
  const LabelStarts theirs(other.wire_);
  for (std::size_t back = 1; back <= std::min(mine.count, theirs.count); ++back) {
    const auto order = compare_labels(label_at(wire_, mine.starts[mine.count - back]),
                                      label_at(other.wire_, theirs.starts[theirs.count - back]));
    if (order != 0) return order;
  }
  return mine.count <=> theirs.count;
}

Name reverse_name(const IpAddress& address) {
  std::string text;
  if (!address.is_v6()) {
    const auto bytes = address.v4_bytes();
    text = fmt::format("{}.{}.{}.{}.in-addr.arpa", bytes[3], bytes[2], bytes[1], bytes[0]);
  } else {
    const auto& bytes = address.v6_bytes();
    for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte) {
      fmt::format_to(std::back_inserter(text), "{:x}.{:x}.", *byte & 0xf, *byte >> 4);
    }
    text += "ip6.arpa";
  }
  return Name::parse(text).value();
}

}  // namespace mailtown::dns
