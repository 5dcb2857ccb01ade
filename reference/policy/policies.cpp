#include "policy/policies.h"

namespace mailtown::policy {

namespace {

std::unique_ptr<Policy> make_policy(const std::string& name, const config::Config& config,
                                    Platform& platform, dns::Resolver& resolver) {
  Clock& clock = platform.clock;
  if (name == "ptr") return make_ptr(config.ptr);
  if (name == "helo") return make_helo(config, resolver, clock);
  if (name == "lists") return make_lists(config.lists);
  if (name == "dnsbl") return make_dnsbl(config.dnsbl, resolver, clock);
  if (name == "greylist") {
    return make_greylist(config.greylist, platform.disk, clock,
                         config::data_path(config, "greylist"));
  }
  if (name == "tarpit") return make_tarpit(config.tarpit, clock);
  if (name == "rate") return make_rate(config.rate, clock);
  if (name == "size") return make_size(config.size);
  return nullptr;
}

}  // namespace

std::vector<std::unique_ptr<Policy>> make_policies(const std::vector<std::string>& names,
                                                   const config::Config& config, Platform& platform,
                                                   dns::Resolver& resolver) {
  std::vector<std::unique_ptr<Policy>> policies;
  for (const auto& name : names) {
    if (auto made = make_policy(name, config, platform, resolver)) {
      policies.push_back(std::move(made));
    }
  }
  return policies;
}

}  // namespace mailtown::policy
