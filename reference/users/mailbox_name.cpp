#include "users/mailbox_name.h"

#include <fmt/format.h>

namespace mailtown::users {

namespace {

bool is_plain(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const bool digit = c >= '0' && c <= '9';
  return letter || digit || std::string_view("-_+=.").find(c) != std::string_view::npos;
}

std::string path_part(std::string_view text) {
  std::string part;
  for (const char c : text) {
    const bool leading_dot = part.empty() && c == '.';
    if (is_plain(c) && !leading_dot) {
      part += c;
    } else {
      part += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return part;
}

}  // namespace

std::string mailbox_name(std::string_view address) {
  const auto at = address.rfind('@');
  return path_part(address.substr(at + 1)) + "/" + path_part(address.substr(0, at));
}

}  // namespace mailtown::users
