#include "users/address_book.h"

#include <algorithm>
#include <deque>
#include <set>

#include "config/own_address.h"
#include "text/ascii.h"
#include "users/login_name.h"
#include "users/subaddress.h"

namespace mailtown::users {

namespace {

std::string list_of(const std::vector<Address>& addresses) {
  std::string text;
  for (const auto& address : addresses) text += (text.empty() ? "" : ", ") + address.to_string();
  return text;
}

}  // namespace

struct AddressBook::Search {
  std::vector<Address> ends;
  Evidence evidence;  // of the address that was asked about; later ones only add alternatives
  std::deque<Address> open;
  std::set<std::string> met;  // as keys

  void lost(const std::string& address, const char* why) {
    evidence.alternatives.push_back(
        {.choice = address, .lost_because = why, .facts = {{"address", address}}});
  }
  void decide(Evidence why) {
    if (evidence.rule.empty()) evidence = std::move(why);
  }
  void end(Address address) {
    const auto text = address.to_string();
    evidence.alternatives.push_back({.choice = text, .facts = {{"address", text}}});
    ends.push_back(std::move(address));
  }
};

bool AddressBook::is_ours(const Address& address) const {
  return address.domain.empty() || config::is_local_domain(address.domain, config_);
}

// How an address at home stands in the tables; an address elsewhere as it is, for only its own
// server knows whether case matters (RFC 5321 §2.4).
std::string AddressBook::key_of(Address address) const {
  if (!is_ours(address)) return address.to_string();
  if (address.domain.empty() && !config_.local_domains.empty()) {
    address.domain = config_.local_domains.front();
  }
  return lower_case(address.to_string());
}

const std::vector<std::string>* AddressBook::alias_of(const std::string& key) const {
  const auto alias = config_.aliases.find(key);
  return alias == config_.aliases.end() ? nullptr : &alias->second;
}

void AddressBook::go_on_to(const std::vector<std::string>& targets, const std::string& alias,
                           bool has_mailbox, const Address& address, Search& search) const {
  for (const auto& target : targets) {
    auto next = parse_address(target);
    if (next && target == alias && has_mailbox) {
      search.end(address);
    } else if (next) {
      search.open.push_back(std::move(*next));
    }
  }
}

// Takes one address a step further: to its end, or to the addresses that stand for it.
Task<> AddressBook::follow(Address address, Search& search) {
  const auto text = address.to_string();
  const auto key = key_of(address);
  if (!search.met.insert(key).second) {
    search.lost(text, "recipient.named-before");
    co_return;
  }
  if (!is_ours(address)) {
    search.decide({"recipient.elsewhere", {{"recipient", text}}, {}, "RFC 5321 §3.3"});
    search.end(std::move(address));
    co_return;
  }
  auto found = co_await directory_.find(address);
  auto alias = key;
  auto targets = alias_of(alias);
  const auto divided = divide(key, config_.subaddress_delimiter);
  const bool exact = found.outcome && found.outcome->detail.empty();
  if (targets == nullptr && !exact && divided) {
    alias = divided->address;
    targets = alias_of(alias);
  }
  const auto rest = config_.catch_all.find(key.substr(key.rfind('@') + 1));
  if (targets != nullptr) {
    search.decide(
        {"recipient.alias", {{"recipient", text}, {"alias_name", alias}}, {}, "RFC 5321 §3.9.1"});
    go_on_to(*targets, alias, found.outcome.has_value(), address, search);
  } else if (found.outcome) {
    search.decide(std::move(found.evidence));
    search.end(std::move(address));
  } else if (rest != config_.catch_all.end()) {
    search.decide({"recipient.catch-all",
                   {{"recipient", text}, {"domain", rest->first}},
                   {},
                   "RFC 5321 §2.3.11"});
    go_on_to({rest->second}, "", false, address, search);
  } else {
    search.decide(std::move(found.evidence));
    search.lost(text, "recipient.nobody");
  }
}

Task<Decided<std::vector<Address>>> AddressBook::look_up(Address address) {
  Search search;
  search.open.push_back(std::move(address));
  while (!search.open.empty() && search.met.size() <= addresses_for_one_max) {
    auto next = std::move(search.open.front());
    search.open.pop_front();
    co_await follow(std::move(next), search);
  }
  auto& evidence = search.evidence;
  if (!search.open.empty()) {
    evidence.rule = "recipient.too-many-addresses";
    evidence.inputs.push_back({"limit", std::to_string(addresses_for_one_max)});
    evidence.alternatives.clear();
    search.ends.clear();
  } else if (search.ends.empty() && evidence.rule != "recipient.unknown") {
    evidence.rule = "recipient.alias-loop";
  } else if (evidence.rule == "recipient.alias" || evidence.rule == "recipient.catch-all") {
    evidence.inputs.push_back({"addresses", list_of(search.ends)});
  }
  const bool one_step = evidence.rule != "recipient.alias" &&
                        evidence.rule != "recipient.catch-all" &&
                        evidence.rule != "recipient.alias-loop";
  if (one_step) evidence.alternatives.clear();  // they would only repeat the address itself
  co_return Decided<std::vector<Address>>{std::move(search.ends), std::move(search.evidence)};
}

Task<std::vector<Address>> AddressBook::expand(std::vector<Address> recipients, Tracer tracer) {
  std::vector<Address> expanded;
  std::set<std::string> met;
  for (auto& recipient : recipients) {
    auto ends = co_await look_up(recipient);
    const bool stays = ends.outcome.empty() || ends.outcome == std::vector<Address>{recipient};
    if (!stays) {
      auto outcome = list_of(ends.outcome);
      tracer.note(
          decision("alias", recipient.to_string(), std::move(outcome), std::move(ends.evidence)));
    }
    if (stays) ends.outcome.assign(1, std::move(recipient));
    for (auto& end : ends.outcome) {
      if (met.insert(key_of(end)).second) expanded.push_back(std::move(end));
    }
  }
  co_return expanded;
}

}  // namespace mailtown::users
