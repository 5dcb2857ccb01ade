#include "policy/relay_control.h"

#include <algorithm>

namespace mailtown::policy {

namespace {

bool is_in(const std::vector<std::string>& domains, const std::string& domain) {
  return std::find(domains.begin(), domains.end(), domain) != domains.end();
}

bool is_ours(const Address& recipient, const config::Config& config) {
  return recipient.domain.empty() || is_in(config.local_domains, recipient.domain);
}

// A way that the sender prescribes, in one of the notations of the time before DNS.
bool names_a_way(const std::string& local_part) {
  return local_part.find_first_of("%!@") != local_part.npos;
}

// The ways by which a client may come to relay, and why this one has none of them.
std::vector<Alternative> ways_not_open(const config::Config& config) {
  std::vector<Alternative> ways = {{"own-domain", "relay.not-ours", {}},
                                   {"relay-domain", "relay.not-backup-for", {}},
                                   {"logged-in", "relay.no-login", {}},
                                   {"trusted-network", "relay.not-trusted", {}}};
  if (config.pop_before_smtp > Duration::zero()) {
    ways.push_back({"popped-before", "relay.no-pop", {}});
  }
  return ways;
}

bool is_trusted(const IpAddress& client, const config::Config& config) {
  return std::any_of(config.relay_networks.begin(), config.relay_networks.end(),
                     [&](const IpNetwork& network) { return network.contains(client); });
}

}  // namespace

Decided<bool> may_relay(const RelayQuestion& question, const config::Config& config) {
  Evidence evidence{.inputs = {{"client", question.client.to_string()},
                               {"login", question.login},
                               {"recipient", question.recipient.to_string()},
                               {"domain", question.recipient.domain}},
                    .source = "RFC 5321 §7.9"};
  const auto because = [&](bool outcome, const char* rule) {
    evidence.rule = rule;
    return Decided<bool>{outcome, evidence};
  };
  const bool ours = is_ours(question.recipient, config);
  const bool backup = is_in(config.relay_domains, question.recipient.domain);
  if ((ours || backup) && names_a_way(question.recipient.local)) {
    return because(false, "relay.prescribed-way");
  }
  if (ours) return because(true, "relay.own-domain");
  if (backup) return because(true, "relay.backup-domain");
  if (!question.login.empty()) return because(true, "relay.logged-in");
  if (is_trusted(question.client, config)) return because(true, "relay.trusted-network");
  if (question.popped_before) return because(true, "relay.popped-before");
  evidence.alternatives = ways_not_open(config);
  return because(false, "relay.stranger");
}

}  // namespace mailtown::policy
