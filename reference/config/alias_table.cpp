#include "config/alias_table.h"

#include <algorithm>
#include <set>

#include "config/nearest.h"
#include "config/own_address.h"

namespace mailtown::config {

namespace {

const toml::table* table_of(const toml::node& node, const char* name, const char* line,
                            ErrorList& errors) {
  const auto* table = node.as_table();
  if (table == nullptr) {
    errors.add(line_of(node), fmt::format("'{0}' must be a table; write [{0}] and then lines such "
                                          "as {1}",
                                          name, line));
  }
  return table;
}

// Everybody at home who may be named, for suggestions.
std::vector<std::string> known_addresses(const Config& config) {
  std::vector<std::string> known;
  for (const auto& [login, user] : config.users) {
    known.push_back(login);
    known.insert(known.end(), user.addresses.begin(), user.addresses.end());
  }
  for (const auto& [alias, targets] : config.aliases) known.push_back(alias);
  return known;
}

// Follows aliases and catch-alls as the address book does, but only asks whether there is an end.
class Targets {
 public:
  explicit Targets(const Config& config) : config_(config), known_(known_addresses(config)) {}

  // Whether mail for the address comes to somebody here, or leaves for another domain.
  bool lead_somewhere(const std::string& address) {
    met_.clear();
    return leads_somewhere(address);
  }

  bool is_known(const std::string& address) const {
    const std::string domain = domain_of(address);
    if (!is_local_domain(domain, config_) || config_.catch_all.contains(domain)) return true;
    return address.starts_with("postmaster@") || stands_in_table(address) ||
           stands_in_table(without_detail(address));
  }

  std::optional<std::string> meant(const std::string& address) const {
    return nearest(address, known_);
  }

 private:
  bool stands_in_table(const std::string& address) const {
    return std::find(known_.begin(), known_.end(), address) != known_.end();
  }

  bool has_mailbox(const std::string& address) const {
    if (config_.users.contains(address) || address.starts_with("postmaster@")) return true;
    return std::any_of(config_.users.begin(), config_.users.end(), [&](const auto& user) {
      const auto& more = user.second.addresses;
      return std::find(more.begin(), more.end(), address) != more.end();
    });
  }

  std::string without_detail(const std::string& address) const {
    const std::string& delimiter = config_.subaddress_delimiter;
    const auto at = delimiter.empty() ? address.npos : address.find(delimiter, 1);
    if (at == address.npos || at > address.rfind('@')) return address;
    return address.substr(0, at) + address.substr(address.rfind('@'));
  }

  bool leads_somewhere(const std::string& address) {
    if (!is_local_domain(domain_of(address), config_)) return true;
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
    const auto rest = config_.catch_all.find(domain_of(address));
    return rest != config_.catch_all.end() && leads_somewhere(rest->second);
  }

  const Config& config_;
  std::vector<std::string> known_;
  std::set<std::string> met_;
};

void check_target(Targets& targets, const std::string& key, const std::string& target,
                  std::uint32_t line, ErrorList& errors) {
  if (targets.is_known(target)) return;
  const auto meant = targets.meant(target);
  errors.add(line, fmt::format("'{}': there is no user {} here; {}", key, target,
                               meant ? fmt::format("did you mean '{}'?", *meant)
                                     : "add the user, or name another address"));
}

std::uint32_t line_of_entry(const toml::table& document, std::string_view table,
                            std::string_view key) {
  const auto node = document[table][key];
  return node ? line_of(*node.node()) : 0;
}

}  // namespace

void read_aliases(const toml::node& node, ErrorList& errors, Config& config) {
  const auto* table =
      table_of(node, "aliases", R"("sales@example.org" = ["ivanov@example.org"])", errors);
  if (table == nullptr) return;
  ValueReader reader(errors);
  for (const auto& [key, value] : *table) {
    const std::uint32_t line = key.source().begin.line;
    const auto alias = mailbox_form().parse(key.str());
    if (!alias) {
      errors.add(line, fmt::format("alias '{}' must be {}; write for example {}", key.str(),
                                   mailbox_form().name, mailbox_form().example));
      continue;
    }
    check_own_address(*alias, line, config, errors);
    reader.at("aliases." + *alias);
    std::vector<std::string> targets(1);
    if (value.is_string()) {
      reader.one(value, mailbox_form(), targets.front());
    } else {
      reader.list(value, mailbox_form(), targets);
      if (targets.empty()) {
        errors.add(line,
                   fmt::format("alias '{}' leads to nobody; name an address at least", *alias));
      }
    }
    targets.erase(std::remove(targets.begin(), targets.end(), std::string()), targets.end());
    if (!targets.empty()) config.aliases[*alias] = std::move(targets);
  }
}

void read_catch_all(const toml::node& node, ErrorList& errors, Config& config) {
  const auto* table =
      table_of(node, "catch_all", R"("example.org" = "ivanov@example.org")", errors);
  if (table == nullptr) return;
  ValueReader reader(errors);
  for (const auto& [key, value] : *table) {
    const std::uint32_t line = key.source().begin.line;
    const auto domain = domain_form().parse(key.str());
    if (!domain) {
      errors.add(line, fmt::format("'catch_all': '{}' is not {}; write for example {}", key.str(),
                                   domain_form().name, domain_form().example));
      continue;
    }
    if (!is_local_domain(*domain, config)) {
      check_own_address(*domain, line, config, errors);
      continue;
    }
    reader.at("catch_all." + *domain);
    std::string target;
    reader.one(value, mailbox_form(), target);
    if (!target.empty()) config.catch_all[*domain] = std::move(target);
  }
}

void check_alias_targets(const toml::table& document, ErrorList& errors, const Config& config) {
  Targets targets(config);
  for (const auto& [alias, addresses] : config.aliases) {
    const auto line = line_of_entry(document, "aliases", alias);
    for (const auto& target : addresses) {
      check_target(targets, "aliases." + alias, target, line, errors);
    }
    if (std::all_of(addresses.begin(), addresses.end(),
                    [&](const auto& target) { return targets.is_known(target); }) &&
        !targets.lead_somewhere(alias)) {
      errors.add(line, fmt::format("alias '{}' leads in a circle and to no mailbox; let one of its "
                                   "addresses be a user or in another domain",
                                   alias));
    }
  }
  for (const auto& [domain, target] : config.catch_all) {
    if (targets.lead_somewhere(target)) continue;
    errors.add(
        line_of_entry(document, "catch_all", domain),
        fmt::format("'catch_all.{}': there is no user {} here; add the user, or name another "
                    "address",
                    domain, target));
  }
}

}  // namespace mailtown::config
