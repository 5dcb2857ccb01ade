// What responses say about delegations: who is asked next, and who is of no use.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dns/message.h"
#include "trace/tracer.h"

namespace mailtown::dns {

// A zone and the hosts that serve it, or the addresses that the configuration gives: the root's
// hints, a stub zone's servers.
struct Delegation {
  Name zone;
  std::vector<Name> hosts;
  std::vector<Endpoint> servers;  // only where `hosts` is empty
};

Delegation delegation_of(const Name& zone, const std::vector<Record>& servers);

// The NS records by which `response`, from a server of `zone`, refers us to a zone further down the
// way to `name`; nothing if it is no such referral.
std::optional<std::vector<Record>> referral(const Message& response, const Name& zone,
                                            const Name& name);
// Why a response from a server of `zone` does not help with `name`: "servfail", "refused", "lame"
// (refers us nowhere, or upwards), ...; empty if it does. Whoever was asked for recursion and
// offers it may answer without being responsible.
std::string why_useless(const Message& response, const Name& zone, const Name& name,
                        bool recursion_desired);
// The address records of that type that `response`, from a server of `zone`, has for `host`. None
// if the host lies outside the zone: that server has no say about it (RFC 5452 §6).
std::vector<Record> glue_for(const Name& host, RecordType type, const Message& response,
                             const Name& zone);
// The SOA record by which a server of `zone` bounds how long "no" may be kept; nothing if it gave
// none, or one of a zone that it has no say about.
std::vector<Record> soa_of(const Message& response, const Name& zone);

// For the trace: which zone is asked now and why; why a server was passed over; that a question
// waits for the same one.
trace::Decision start_decision(const Name& name, RecordType type, const Delegation& zone);
trace::Decision forward_decision(const Name& name, RecordType type, const Name& zone);
trace::Decision joined_decision(const Name& name, RecordType type);
trace::Decision pass_over_decision(const Name& zone, const Endpoint& server,
                                   const std::string& why);

}  // namespace mailtown::dns
