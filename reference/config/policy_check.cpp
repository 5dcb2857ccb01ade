#include "config/policy_check.h"

#include <algorithm>

#include <fmt/format.h>

#include "config/value_reader.h"

namespace mailtown::config {

namespace {

using Names = std::vector<std::string>;

bool has(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The line of a key, or 0 if the file does not have it.
std::uint32_t line_at(const toml::table& document, std::string_view path) {
  const auto node = document.at_path(path);
  return node ? line_of(*node.node()) : 0;
}

void check_twice(const toml::table& document, const char* key, const Names& names,
                 ErrorList& errors) {
  for (auto name = names.begin(); name != names.end(); ++name) {
    if (name->empty() || std::find(names.begin(), name, *name) == name) continue;
    errors.add(line_at(document, key),
               fmt::format("'{}' names {} twice; a policy is asked once a stage: keep the place "
                           "where it shall stand",
                           key, *name));
  }
}

}  // namespace

void check_policies(const toml::table& document, const Config& config, ErrorList& errors) {
  check_twice(document, "policies", config.policies, errors);
  check_twice(document, "submission_policies", config.submission_policies, errors);
  for (const auto& [key, names] : {std::pair("policies", &config.policies),
                                   std::pair("submission_policies", &config.submission_policies)}) {
    if (!has(*names, "dnsbl") || !config.dnsbl.zones.empty()) continue;
    errors.add(line_at(document, key),
               fmt::format("'{}' names dnsbl, which has no list to ask; add zones = "
                           "[\"bl.example.test\"] below [dnsbl]",
                           key));
  }
  if (config.greylist.wait >= config.greylist.window) {
    const auto window = line_at(document, "greylist.window");
    errors.add(window != 0 ? window : line_at(document, "greylist.wait"),
               "'greylist.window' must be longer than 'greylist.wait', or nobody could come again "
               "in time; write for example wait = \"5m\" and window = \"2d\"");
  }
  for (const auto& domain : config.relay_domains) {
    if (!has(config.local_domains, domain)) continue;
    errors.add(line_at(document, "relay_domains"),
               fmt::format("'relay_domains': {} is in local_domains already; mail for it is filed "
                           "here, or passed on, but not both: keep one",
                           domain));
  }
}

}  // namespace mailtown::config
