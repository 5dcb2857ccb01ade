#include "policy/client_name.h"

#include <algorithm>

namespace mailtown::policy {

namespace {

Decided<ClientName> noted(const IpAddress& client, ClientName name, std::string rule) {
  Evidence evidence{.rule = std::move(rule),
                    .inputs = {{"client", client.to_string()}, {"name", name.name}},
                    .source = "RFC 1912 §2.1"};
  return {std::move(name), std::move(evidence)};
}

bool has_address(const dns::Resolution& forward, const IpAddress& client) {
  return std::any_of(forward.records.begin(), forward.records.end(),
                     [&](const dns::Record& record) { return dns::address_of(record) == client; });
}

}  // namespace

Task<Decided<ClientName>> look_up_client_name(IpAddress client, dns::Resolver& resolver,
                                              Tracer tracer, Deadline deadline) {
  const auto reverse =
      co_await resolver.resolve(dns::reverse_name(client), dns::RecordType::PTR, tracer, deadline);
  if (reverse.outcome == dns::Outcome::failed) {
    co_return noted(client, ClientName{.name = {}, .confirmed = false, .unknown = true},
                    "ptr.dns-failed");
  }
  const auto* pointer =
      reverse.records.empty() ? nullptr : std::get_if<dns::PtrData>(&reverse.records.front().data);
  if (!pointer) co_return noted(client, {}, "ptr.no-name");
  const auto type = client.is_v6() ? dns::RecordType::AAAA : dns::RecordType::A;
  const auto forward = co_await resolver.resolve(pointer->name, type, tracer, deadline);
  const bool confirmed = has_address(forward, client);
  ClientName found{.name = pointer->name.to_string(),
                   .confirmed = confirmed,
                   .unknown = !confirmed && forward.outcome == dns::Outcome::failed};
  co_return noted(client, std::move(found), confirmed ? "ptr.confirmed" : "ptr.unconfirmed");
}

}  // namespace mailtown::policy
