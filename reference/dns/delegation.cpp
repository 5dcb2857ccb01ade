#include "dns/delegation.h"

#include <algorithm>

namespace mailtown::dns {

Delegation delegation_of(const Name& zone, const std::vector<Record>& servers) {
  Delegation delegation{.zone = zone};
  for (const auto& server : servers) {
    if (const auto* host = target_of(server)) delegation.hosts.push_back(*host);
  }
  return delegation;
}

std::optional<std::vector<Record>> referral(const Message& response, const Name& zone,
                                            const Name& name) {
  if (response.rcode != Rcode::no_error || response.authoritative || !response.answer.empty()) {
    return std::nullopt;
  }
  std::vector<Record> servers;
  for (const auto& record : response.authority) {
    // Downwards and on the way only: else a server could send us in circles.
    const bool further = record.name != zone && record.name.is_subdomain_of(zone) &&
                         name.is_subdomain_of(record.name);
    const bool same_zone = servers.empty() || servers.front().name == record.name;
    if (record.type == RecordType::NS && further && same_zone) servers.push_back(record);
  }
  if (servers.empty()) return std::nullopt;
  return servers;
}

std::string why_useless(const Message& response, const Name& zone, const Name& name,
                        bool recursion_desired) {
  const bool speaks = response.rcode == Rcode::no_error || response.rcode == Rcode::name_error;
  // Cut off even over TCP: what is missing may be all that matters.
  if (!speaks || response.truncated) return outcome_word(response);
  const bool asked_around = recursion_desired && response.recursion_available;
  if (response.authoritative || asked_around || referral(response, zone, name)) return {};
  return "lame";
}

std::vector<Record> glue_for(const Name& host, RecordType type, const Message& response,
                             const Name& zone) {
  std::vector<Record> addresses;
  if (!host.is_subdomain_of(zone)) return addresses;
  for (const auto& record : response.additional) {
    if (record.type == type && record.name == host) addresses.push_back(record);
  }
  return addresses;
}

std::vector<Record> soa_of(const Message& response, const Name& zone) {
  for (const auto& record : response.authority) {
    if (record.type == RecordType::SOA && record.name.is_subdomain_of(zone)) return {record};
  }
  return {};
}

trace::Decision start_decision(const Name& name, RecordType type, const Delegation& zone) {
  const bool root = zone.zone.is_root();
  const bool stub = !root && zone.hosts.empty();
  std::string hosts;
  for (const auto& host : zone.hosts) hosts += (hosts.empty() ? "" : ", ") + host.to_string();
  for (const auto& server : zone.servers) {
    hosts += (hosts.empty() ? "" : ", ") + server.to_string();
  }
  Evidence evidence{.rule = root   ? "resolver.ask-root"
                            : stub ? "resolver.ask-stub"
                                   : "resolver.ask-zone",
                    .inputs = {{"name", name.to_string()},
                               {"type", to_string(type)},
                               {"zone", zone.zone.to_string()},
                               {"servers", hosts}},
                    .source = "RFC 1034 §5.3.3"};
  return decision("dns.next", name.to_string(), zone.zone.to_string(), std::move(evidence));
}

trace::Decision forward_decision(const Name& name, RecordType type, const Name& zone) {
  Evidence evidence{
      .rule = "resolver.forwards",
      .inputs = {{"name", name.to_string()}, {"type", to_string(type)}, {"zone", zone.to_string()}},
      .source = "RFC 8499 §6"};
  return decision("dns.next", name.to_string(), zone.to_string(), std::move(evidence));
}

trace::Decision joined_decision(const Name& name, RecordType type) {
  Evidence evidence{.rule = "resolver.joined",
                    .inputs = {{"name", name.to_string()}, {"type", to_string(type)}},
                    .source = "RFC 5452 §5"};
  return decision("dns.next", name.to_string(), "wait", std::move(evidence));
}

namespace {

std::string pass_over_rule(const std::string& why) {
  if (why == "timed-out") return "resolver.silent-server";
  if (why == "unreachable") return "resolver.unreachable-server";
  if (why == "lame") return "resolver.lame-server";
  return "resolver.failing-server";
}

}  // namespace

trace::Decision pass_over_decision(const Name& zone, const Endpoint& server,
                                   const std::string& why) {
  Evidence evidence{
      .rule = pass_over_rule(why),
      .inputs = {{"zone", zone.to_string()}, {"server", server.to_string()}, {"why", why}},
      .source = "RFC 1034 §5.3.3"};
  return decision("dns.server", server.to_string(), "next-server", std::move(evidence));
}

}  // namespace mailtown::dns
