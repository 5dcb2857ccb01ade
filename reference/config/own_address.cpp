#include "config/own_address.h"

#include <algorithm>

#include <fmt/format.h>

#include "config/nearest.h"

namespace mailtown::config {

std::string domain_of(const std::string& address) {
  return address.substr(address.rfind('@') + 1);
}

bool is_local_domain(const std::string& domain, const Config& config) {
  const auto& ours = config.local_domains;
  return std::find(ours.begin(), ours.end(), domain) != ours.end();
}

void check_own_address(const std::string& address, std::uint32_t line, const Config& config,
                       ErrorList& errors) {
  const std::string domain = domain_of(address);
  if (is_local_domain(domain, config)) return;
  std::string what = fmt::format("'{}' is not in a local domain", address);
  const auto meant = nearest(domain, config.local_domains);
  what += meant ? fmt::format("; did you mean '{}'?", *meant)
                : fmt::format("; add \"{}\" to local_domains", domain);
  errors.add(line, std::move(what));
}

}  // namespace mailtown::config
