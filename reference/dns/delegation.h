// What responses say about delegations: who is asked next, and who is of no use.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dns/message.h"
#include "trace/tracer.h"

namespace mailtown::dns {

// A zone and the hosts that serve it. The default value is the root, known from hints.
struct Delegation {
  Name zone;
  std::vector<Name> hosts;
};

Delegation delegation_of(const Name& zone, const std::vector<Record>& servers);

// The NS records by which `response`, from a server of `zone`, refers us to a zone further down the
// way to `name`; nothing if it is no such referral.
std::optional<std::vector<Record>> referral(const Message& response, const Name& zone,
                                            const Name& name);
// Why a response from a server of `zone` does not help with `name`: "servfail", "refused", "lame"
// (refers us nowhere, or upwards), ...; empty if it does.
std::string why_useless(const Message& response, const Name& zone, const Name& name);
// The A records of `host` in the additional section.
std::vector<Record> glue_for(const Name& host, const Message& response);
// How long "there is no such thing" may be kept, in seconds: the smaller of the SOA's TTL and its
// MINIMUM (RFC 2308 §5). Nothing without SOA.
std::optional<std::uint32_t> negative_ttl(const Message& response);

// For the trace: which zone is asked now and why; why a server was passed over.
trace::Decision start_decision(const Name& name, RecordType type, const Delegation& zone);
trace::Decision pass_over_decision(const Name& zone, const Endpoint& server,
                                   const std::string& why);

}  // namespace mailtown::dns
