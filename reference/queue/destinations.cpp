#include "queue/destinations.h"

#include <algorithm>
#include <set>

namespace mailtown::queue {

namespace {

// Filing costs little, and the more letters are filed together, the fewer syncs they need.
constexpr std::size_t own_limit = 200;
constexpr const char* own_mailboxes = "(own)";  // no domain is called that

}  // namespace

const std::string* Destinations::full_one(const Domains& domains) const {
  for (const auto& domain : domains) {
    const auto found = all_.find(domain);
    const auto limit = domain == own_mailboxes ? own_limit : limit_;
    if (found != all_.end() && found->second.underway >= limit) return &domain;
  }
  return nullptr;
}

void Destinations::enter(const Domains& domains) {
  for (const auto& domain : domains) ++all_[domain].underway;
}

void Destinations::leave(const Domains& domains) {
  for (const auto& domain : domains) {
    auto& destination = all_[domain];
    if (--destination.underway == 0 && destination.parked.empty()) all_.erase(domain);
  }
}

void Destinations::park(const std::string& domain, std::string id) {
  all_[domain].parked.push_back(std::move(id));
}

bool Destinations::has_parked(const std::string& domain) const {
  const auto found = all_.find(domain);
  return found != all_.end() && !found->second.parked.empty();
}

std::string Destinations::unpark(const std::string& domain) {
  const auto found = all_.find(domain);
  if (found == all_.end() || found->second.parked.empty()) return {};
  if (full_one({domain}) != nullptr) return {};
  auto id = std::move(found->second.parked.front());
  found->second.parked.pop_front();
  if (found->second.parked.empty() && found->second.underway == 0) all_.erase(found);
  return id;
}

Destinations::Domains domains_of(const Letter& letter, const std::vector<std::string>& own) {
  std::set<std::string> domains;
  for (const auto& recipient : letter.recipients) {
    if (recipient.done) continue;
    const auto& domain = recipient.address.domain;
    const bool is_own = domain.empty() || std::find(own.begin(), own.end(), domain) != own.end();
    domains.insert(is_own ? own_mailboxes : domain);
  }
  return {domains.begin(), domains.end()};
}

}  // namespace mailtown::queue
