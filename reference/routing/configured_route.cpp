#include "routing/configured_route.h"

namespace mailtown::routing {

namespace {

// How exact a pattern is for a domain, by the bytes that it names; nothing if it does not fit.
std::optional<std::size_t> exactness(const std::string& pattern, const std::string& domain) {
  if (pattern == "*") return 0;
  const bool below = pattern.starts_with('.') && domain.ends_with(pattern) && domain != pattern;
  return below || pattern == domain ? std::optional(pattern.size()) : std::nullopt;
}

Alternative less_exact(const config::Route& route) {
  return {.choice = route.host,
          .lost_because = "route.less-exact",
          .facts = {{"pattern", route.domain}, {"host", route.host}}};
}

}  // namespace

bool is_in_brackets(const std::string& host) {
  return host.starts_with('[');
}

std::optional<Decided<config::Route>> find_configured_route(
    const std::string& domain, const std::vector<config::Route>& routes) {
  const config::Route* best = nullptr;
  std::size_t best_exactness = 0;
  for (const auto& route : routes) {
    const auto exact = exactness(route.domain, domain);
    if (!exact || (best != nullptr && *exact <= best_exactness)) continue;
    best = &route;
    best_exactness = *exact;
  }
  if (best == nullptr) return std::nullopt;
  Evidence evidence{.rule = best->domain == "*" ? "route.smart-host" : "route.configured",
                    .inputs = {{"domain", domain}, {"pattern", best->domain}, {"host", best->host}},
                    .source = "RFC 5321 §3.6.3"};
  if (!best->user.empty()) evidence.inputs.push_back({"login", best->user});
  evidence.alternatives.push_back({.choice = best->host, .facts = {{"host", best->host}}});
  for (const auto& route : routes) {
    if (&route != best && exactness(route.domain, domain)) {
      evidence.alternatives.push_back(less_exact(route));
    }
  }
  evidence.alternatives.push_back(
      {.choice = "MX", .lost_because = "route.mx-not-asked", .facts = {{"domain", domain}}});
  return Decided<config::Route>{*best, std::move(evidence)};
}

}  // namespace mailtown::routing
