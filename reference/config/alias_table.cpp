#include "config/alias_table.h"

#include <algorithm>

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

}  // namespace mailtown::config
