// Whether aliases and catch-alls lead to somebody: known once both the configuration and the users
// are.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "config/nearest.h"
#include "config/own_address.h"
#include "users/subaddress.h"
#include "users/user_table.h"

namespace mailtown::users {

namespace {

// Everybody at home who may be named, for suggestions.
std::vector<std::string> known_addresses(const config::Config& config, const UserTable& table) {
  std::vector<std::string> known;
  for (const auto& [login, user] : table) {
    known.push_back(login);
    known.insert(known.end(), user.addresses.begin(), user.addresses.end());
  }
  for (const auto& [alias, targets] : config.aliases) known.push_back(alias);
  return known;
}

// Follows aliases and catch-alls as the address book does, but only asks whether there is an end.
class Targets {
 public:
  Targets(const config::Config& config, const UserTable& table)
      : config_(config), table_(table), known_(known_addresses(config, table)) {}

  // Whether mail for the address comes to somebody here, or leaves for another domain.
  bool lead_somewhere(const std::string& address) {
    met_.clear();
    return leads_somewhere(address);
  }

  bool is_known(const std::string& address) const {
    const std::string domain = config::domain_of(address);
    if (!config::is_local_domain(domain, config_) || config_.catch_all.contains(domain))
      return true;
    return address.starts_with("postmaster@") || stands_in_table(address) ||
           stands_in_table(without_detail(address));
  }

  std::optional<std::string> meant(const std::string& address) const {
    return config::nearest(address, known_);
  }

 private:
  bool stands_in_table(const std::string& address) const {
    return std::find(known_.begin(), known_.end(), address) != known_.end();
  }

  bool has_mailbox(const std::string& address) const {
    if (table_.contains(address) || address.starts_with("postmaster@")) return true;
    return std::any_of(table_.begin(), table_.end(), [&](const auto& user) {
      const auto& more = user.second.addresses;
      return std::find(more.begin(), more.end(), address) != more.end();
    });
  }

  std::string without_detail(const std::string& address) const {
    const auto divided = divide(address, config_.subaddress_delimiter);
    return divided ? divided->address : address;
  }

  bool leads_somewhere(const std::string& address) {
    if (!config::is_local_domain(config::domain_of(address), config_)) return true;
    if (!met_.insert(address).second) return false;
    auto alias = config_.aliases.find(address);
    if (alias == config_.aliases.end() && !has_mailbox(address)) {
      alias = config_.aliases.find(without_detail(address));
    }
    if (alias != config_.aliases.end()) {
      return std::any_of(alias->second.begin(), alias->second.end(), [&](const auto& target) {
        return target == alias->first ? has_mailbox(target) : leads_somewhere(target);
      });
    }
    if (has_mailbox(address) || has_mailbox(without_detail(address))) return true;
    const auto rest = config_.catch_all.find(config::domain_of(address));
    return rest != config_.catch_all.end() && leads_somewhere(rest->second);
  }

  const config::Config& config_;
  const UserTable& table_;
  std::vector<std::string> known_;
  std::set<std::string> met_;
};

void check_target(Targets& targets, const std::string& key, const std::string& target,
                  std::string& errors) {
  if (targets.is_known(target)) return;
  const auto meant = targets.meant(target);
  errors += fmt::format(
      "'{}': there is no user {} here; {}\n", key, target,
      meant ? fmt::format("did you mean '{}'?", *meant) : "add the user, or name another address");
}

}  // namespace

Result<> check_aliases(const config::Config& config, const UserTable& table) {
  Targets targets(config, table);
  std::string errors;
  for (const auto& [alias, addresses] : config.aliases) {
    for (const auto& target : addresses) {
      check_target(targets, "aliases." + alias, target, errors);
    }
    const auto is_known = [&](const auto& target) { return targets.is_known(target); };
    if (std::all_of(addresses.begin(), addresses.end(), is_known) &&
        !targets.lead_somewhere(alias)) {
      errors += fmt::format(
          "alias '{}' leads in a circle and to no mailbox; let one of its addresses be a user or "
          "in "
          "another domain\n",
          alias);
    }
  }
  for (const auto& [domain, target] : config.catch_all) {
    if (targets.lead_somewhere(target)) continue;
    errors += fmt::format(
        "'catch_all.{}': there is no user {} here; add the user, or name another address\n", domain,
        target);
  }
  if (errors.empty()) return {};
  errors.pop_back();
  return Failure{FailureKind::invalid, std::move(errors)};
}

}  // namespace mailtown::users
