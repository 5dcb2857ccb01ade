// Where mail for a domain goes next (RFC 5321 §5.1): the decision alone, without any waiting.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dns/resolver.h"
#include "platform/random.h"
#include "platform/tls_files.h"
#include "trace/evidence.h"

namespace mailtown::routing {

struct MailHost {
  std::string name;                  // "mx1.example.com", or an address literal's text
  std::uint16_t preference = 0;      // the lowest is tried first
  std::optional<IpAddress> address;  // known already: an address literal needs no look-up
};

enum class RouteKind {
  local,          // the domain is ours: find the user, file the message
  hosts,          // try these in order
  undeliverable,  // nothing to wait for: bounce with `reply`
  try_later,      // DNS could not say; never a reason to bounce at once
};

struct Route {
  RouteKind kind = RouteKind::try_later;
  std::vector<MailHost> hosts;
  std::uint16_t port = 0;      // of all hosts; 0: the usual one
  std::string user, password;  // to log in with there, or both empty
  std::optional<TlsUse> tls;   // by default that of the delivery
  std::string reply;  // of undeliverable and try_later: code, enhanced code (RFC 3463), text
};

// The route home, if the domain is ours.
std::optional<Decided<Route>> route_home(const std::string& domain,
                                         const std::vector<std::string>& local_domains);

// The route of an address literal ("[192.0.2.1]", RFC 5321 §4.1.3), which needs no DNS; nothing
// for a domain.
std::optional<Decided<Route>> route_by_literal(const std::string& domain);

// What the configuration's route for `domain` comes to, when DNS said `found` about its host. A
// host that does not exist or takes no mail is a mistake of ours, which no letter shall suffer
// for: the letter waits.
Route route_by_relay(const std::string& domain, const std::string& host, Route found);

// The route that the MX answer gives. Equal preferences are shuffled with `random`, the rest is
// in order; hosts as little or less preferred than `own_name` are left out, so that mail never
// goes backwards (RFC 5321 §5.1). No MX at all makes the domain its own mail host.
Decided<Route> route_by_mx(const std::string& domain, const dns::Resolution& mx,
                           const std::string& own_name, Random& random);

// What an alternative is called in the evidence: "route.<kind>" is decided, "why" it lost.
std::string to_string(RouteKind kind);

}  // namespace mailtown::routing
