#include "routing/host_check.h"

namespace mailtown::routing {

std::optional<Evidence> fault_of_host(const std::string& host, const HostAddresses& found) {
  Evidence evidence{.inputs = {{"host", host}}, .source = "RFC 5321 §5.1"};
  if (found.addresses.empty()) {
    evidence.rule = found.may_come ? "host.dns-failed" : "host.no-address";
  } else if (!found.alias_of.empty()) {
    evidence.rule = "host.alias";
    evidence.inputs.push_back({"target", found.alias_of});
    evidence.source = "RFC 2181 §10.3";
  } else {
    return std::nullopt;
  }
  return evidence;
}

}  // namespace mailtown::routing
