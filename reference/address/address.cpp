#include "address/address.h"

#include <algorithm>

#include "address/domain.h"
#include "text/words.h"

namespace mailtown {

namespace {

constexpr std::size_t local_part_bytes_max = 64;  // RFC 5321 §4.5.3.1.1

// atext of RFC 5322 §3.2.3
bool is_atom_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_printable(char c) {
  return c >= ' ' && c <= '~';
}

// Dot-string = Atom *("." Atom)
bool is_dot_string(std::string_view text) {
  bool after_dot = true;
  for (const char c : text) {
    if (c == '.' ? after_dot : !is_atom_char(c)) return false;
    after_dot = c == '.';
  }
  return !after_dot;
}

// A local part and what follows it.
struct LocalPart {
  std::string local;
  std::string_view rest;
};

// Quoted-string = DQUOTE *QcontentSMTP DQUOTE
std::optional<LocalPart> parse_quoted(std::string_view text) {
  LocalPart part;
  for (std::size_t at = 1; at < text.size(); ++at) {
    char c = text[at];
    if (c == '"') {
      part.rest = text.substr(at + 1);
      return part;
    }
    if (c == '\\') {
      if (++at == text.size()) return std::nullopt;
      c = text[at];
    }
    if (!is_printable(c)) return std::nullopt;
    part.local += c;
  }
  return std::nullopt;
}

std::optional<LocalPart> parse_local_part(std::string_view text) {
  if (!text.empty() && text.front() == '"') return parse_quoted(text);
  const std::string_view local = text.substr(0, text.find('@'));
  if (!is_dot_string(local)) return std::nullopt;
  return LocalPart{std::string(local), text.substr(local.size())};
}

}  // namespace

std::string Address::to_string() const {
  if (is_null()) return {};
  std::string text = is_dot_string(local) ? local : quoted(local);
  if (!domain.empty()) text += "@" + domain;
  return text;
}

std::optional<Address> parse_address(std::string_view text) {
  auto part = parse_local_part(text);
  if (!part || part->rest.empty() || part->rest.front() != '@') return std::nullopt;
  const std::size_t local_part_bytes = text.size() - part->rest.size();
  if (local_part_bytes > local_part_bytes_max) return std::nullopt;
  const std::string_view host = part->rest.substr(1);
  auto domain =
      !host.empty() && host.front() == '[' ? parse_address_literal(host) : parse_domain(host);
  if (!domain) return std::nullopt;
  return Address{std::move(part->local), std::move(*domain)};
}

}  // namespace mailtown
