#include "mime/idn.h"

#include <idn2.h>

#include "mime/ascii.h"
#include "text/ascii.h"

namespace mailtown::mime {

namespace {

constexpr std::size_t label_bytes_max = 63;  // RFC 1035 §2.3.4

// What libidn2 returned, as a string, and freed.
std::string taken(char* text) {
  std::string copy = text;
  idn2_free(text);
  return copy;
}

// An A-label as a U-label. The way back must lead to the same A-label (RFC 5891 §5.4), or it is
// none and is shown as it is.
std::string label_for_people(std::string_view label) {
  const std::string wire = lower_case(label);
  if (!wire.starts_with("xn--") || wire.size() > label_bytes_max) return std::string(label);
  char* unicode = nullptr;
  if (idn2_to_unicode_8z8z(wire.c_str(), &unicode, 0) != IDN2_OK) return std::string(label);
  const std::string shown = taken(unicode);
  return domain_for_wire(shown) == wire ? shown : std::string(label);
}

}  // namespace

std::string domain_for_people(std::string_view domain) {
  std::string shown;
  for (std::size_t begin = 0; begin <= domain.size();) {
    const std::size_t dot = std::min(domain.find('.', begin), domain.size());
    if (begin > 0) shown += '.';
    shown += label_for_people(domain.substr(begin, dot - begin));
    begin = dot + 1;
  }
  return shown;
}

std::string names_for_people(std::string_view text) {
  const auto is_in_name = [](char c) {
    const char low = to_lower(c);
    return (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  };
  std::string shown;
  while (!text.empty()) {
    std::size_t size = 0;
    while (size < text.size() && is_in_name(text[size])) ++size;
    const bool is_local_part = size < text.size() && text[size] == '@';
    const std::string_view name = text.substr(0, size);
    shown += is_local_part ? std::string(name) : domain_for_people(name);
    if (size < text.size()) shown += text[size++];
    text.remove_prefix(size);
  }
  return shown;
}

std::string domain_for_wire(std::string_view utf8_domain) {
  const std::string domain(utf8_domain);
  if (domain.find('\0') != std::string::npos) return {};
  char* wire = nullptr;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(domain.c_str());
  const int flags = IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL;
  if (idn2_lookup_u8(bytes, reinterpret_cast<std::uint8_t**>(&wire), flags) != IDN2_OK) return {};
  return taken(wire);
}

}  // namespace mailtown::mime
