#include "simulator/scenario/names.h"

#include <array>

#include "simulator/scenario/scenario.h"

namespace mailtown::scenario {
namespace {

constexpr std::array<std::string_view, 4> trees = {"example.org", "example.com", "example.net",
                                                   "test"};

bool is_under(std::string_view name, std::string_view tree) {
  return name.size() > tree.size() && name.substr(name.size() - tree.size()) == tree &&
         name[name.size() - tree.size() - 1] == '.';
}

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-')
    return false;
  return label.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

}  // namespace

std::string why_no_host_name(std::string_view name) {
  if (name.size() > 253) return "it is longer than 253 characters";
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('.', begin), name.size());
    if (!is_label(name.substr(begin, end - begin)))
      return "between dots stand lower-case letters, digits and hyphens, 1 to 63 of them";
    begin = end + 1;
  }
  return {};
}

std::string why_not_for_documentation(std::string_view domain) {
  for (const std::string_view tree : trees)
    if (is_under(domain, tree) || (domain == tree && tree != "test")) return {};
  return "it may belong to somebody; scenarios use example.org, example.com, example.net, names "
         "under them, and names under test (RFC 2606)";
}

std::string why_not_for_documentation(const IpAddress& address) {
  for (const char* text : {"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"})
    if (const auto network = IpNetwork::parse(text); network && network->contains(address)) {
      const std::uint8_t host = address.v4_bytes()[3];
      return host == 0 || host == 255 ? "it is the network's own or its broadcast address" : "";
    }
  return "it may belong to somebody; scenarios use 192.0.2.0/24, 198.51.100.0/24 and "
         "203.0.113.0/24 (RFC 5737)";
}

std::string why_no_address(std::string_view address) {
  const auto at = address.rfind('@');
  if (at == std::string_view::npos || at == 0) return "it needs a name, '@' and a domain";
  if (address.find_first_of(" \t\r\n<>") != std::string_view::npos)
    return "it must not have blanks or angle brackets";
  return why_no_host_name(address.substr(at + 1));
}

std::string pc_name(std::string_view login) {
  const std::string_view domain = domain_of(login);
  const std::string_view local = login.substr(0, login.size() - domain.size() - 1);
  return "pc-" + std::string(local) + "." + std::string(domain);
}

}  // namespace mailtown::scenario
