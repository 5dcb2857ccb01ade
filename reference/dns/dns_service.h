// What a nameserver answers: from its zones, or by resolving for the clients that may ask for that.
#pragma once

#include <string>

#include "config/config.h"
#include "dns/authority.h"
#include "dns/resolver.h"
#include "platform/clock.h"

namespace mailtown::dns {

// How a question came in.
struct Arrival {
  Endpoint local, peer;
  bool tcp = false;
};

// What it refers to must outlive it.
class DnsService {
 public:
  DnsService(const Zones& zones, Resolver& resolver, const config::Nameserver& config, Clock& clock)
      : zones_(zones), resolver_(resolver), config_(config), clock_(clock) {}

  // The response to the message `query`, as bytes that fit the transport; empty if none is due
  // (what came is no question at all). Records question, decision and answer.
  Task<std::string> respond(std::string query, Arrival arrival, Tracer tracer);

 private:
  Task<Decided<Message>> decide(const Message& query, const Arrival& arrival, Tracer tracer);
  // By asking around for a client.
  Task<Decided<Message>> resolve(const Message& query, const Arrival& arrival, Tracer tracer);
  // Our zones know that the name is an alias of a name elsewhere: finds that out too.
  Task<Decided<Message>> finish_alias(Decided<Message> own, const Message& query,
                                      const Arrival& arrival, Tracer tracer);
  bool may_recurse(const IpAddress& client) const;

  const Zones& zones_;
  Resolver& resolver_;
  const config::Nameserver& config_;
  Clock& clock_;
};

}  // namespace mailtown::dns
