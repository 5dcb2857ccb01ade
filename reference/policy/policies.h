// Every policy's maker, and the one that reads the configuration. Each maker stands in a file of
// its own, which may be replaced at link time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "config/config.h"
#include "dns/resolver.h"
#include "platform/platform.h"
#include "policy/policy.h"

namespace mailtown::policy {

// PTR, the name that DNS gives to the client's address, in four strictnesses.
std::unique_ptr<Policy> make_ptr(const config::Ptr& options);
// HELO: what the client calls itself.
std::unique_ptr<Policy> make_helo(const config::Config& config, dns::Resolver& resolver,
                                  Clock& clock);
// Who is always welcome, and who never.
std::unique_ptr<Policy> make_lists(const config::Lists& options);
// Blocklists that are asked over DNS (RFC 5782).
std::unique_ptr<Policy> make_dnsbl(const config::Dnsbl& options, dns::Resolver& resolver,
                                   Clock& clock);
// A stranger's first letter has to come again. Remembers in `file` on `disk`.
std::unique_ptr<Policy> make_greylist(const config::Greylist& options, Disk& disk, Clock& clock,
                                      std::string file);
// Who errs is made to wait.
std::unique_ptr<Policy> make_tarpit(const config::Tarpit& options, Clock& clock);
// So many connections, letters and recipients of one client in a time.
std::unique_ptr<Policy> make_rate(const config::Rate& options, Clock& clock);
// Large letters only from those who log in.
std::unique_ptr<Policy> make_size(const config::Size& options);

// The policies that `names` lists, in that order. All names are known: the configuration's parser
// has checked them. What is passed must outlive the policies.
std::vector<std::unique_ptr<Policy>> make_policies(const std::vector<std::string>& names,
                                                   const config::Config& config, Platform& platform,
                                                   dns::Resolver& resolver);

}  // namespace mailtown::policy
