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
  if (is_ours(question.recipient, config)) return because(true, "relay.own-domain");
  if (is_in(config.relay_domains, question.recipient.domain)) {
    return because(true, "relay.backup-domain");
  }
  if (!question.login.empty()) return because(true, "relay.logged-in");
  if (is_trusted(question.client, config)) return because(true, "relay.trusted-network");
  if (question.popped_before) return because(true, "relay.popped-before");
  return because(false, "relay.stranger");
}

}  // namespace mailtown::policy
