// Which names, addresses and networks a scenario may use.
//
// Only those that are set aside for documentation and tests (RFC 2606, RFC 6761, RFC 5737): a
// scenario must never, by a slip, speak of somebody real.
#pragma once

#include <string>
#include <string_view>

#include "platform/endpoint.h"

namespace mailtown::scenario {

// Each returns what is wrong and how to mend it, or "" if all is well.

// A host or domain name: labels of letters, digits and hyphens (RFC 1123 §2.1).
std::string why_no_host_name(std::string_view name);
// A domain of a scenario: example.org, example.com, example.net, what is under them, or *.test.
std::string why_not_for_documentation(std::string_view domain);
std::string why_not_for_documentation(const IpAddress& address);
// An address that users write to: local part, '@', domain.
std::string why_no_address(std::string_view address);

// The name of a user's own machine: "pc-ivanov.example.org".
std::string pc_name(std::string_view login);

}  // namespace mailtown::scenario
