#include "address/domain.h"

#include <algorithm>

#include "platform/endpoint.h"
#include "text/ascii.h"

namespace mailtown {

namespace {

constexpr std::size_t domain_bytes_max = 255;  // RFC 5321 §4.5.3.1.2
constexpr std::size_t label_bytes_max = 63;    // RFC 1035 §2.3.4

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// sub-domain = Let-dig [Ldh-str]
bool is_label(std::string_view label) {
  if (label.empty() || label.size() > label_bytes_max) return false;
  if (!is_letter_or_digit(label.front()) || !is_letter_or_digit(label.back())) return false;
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

}  // namespace

std::optional<std::string> parse_domain(std::string_view text) {
  if (text.size() > domain_bytes_max) return std::nullopt;
  const std::string domain = lower_case(text);
  std::string_view rest = domain;
  for (;;) {
    const std::size_t dot = rest.find('.');
    if (!is_label(rest.substr(0, dot))) return std::nullopt;
    if (dot == std::string_view::npos) return domain;
    rest.remove_prefix(dot + 1);
  }
}

std::optional<std::string> parse_address_literal(std::string_view text) {
  constexpr std::string_view v6_tag = "ipv6:";
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') return std::nullopt;
  std::string_view inside = text.substr(1, text.size() - 2);
  const bool tagged = lower_case(inside.substr(0, v6_tag.size())) == v6_tag;
  if (tagged) inside.remove_prefix(v6_tag.size());
  const auto address = IpAddress::parse(inside);
  if (!address || address->is_v6() != tagged) return std::nullopt;
  return (tagged ? "[IPv6:" : "[") + address->to_string() + "]";
}

}  // namespace mailtown
