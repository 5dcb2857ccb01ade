#include "queue/delivery.h"

#include <map>

namespace mailtown::queue {

Task<std::vector<Attempt>> Delivery::deliver_to_domain(const Letter& letter,
                                                       std::vector<std::size_t> recipients,
                                                       Tracer tracer) {
  const auto& domain = letter.recipients[recipients.front()].address.domain;
  auto route = co_await router_.route(domain, tracer);
  switch (route.kind) {
    case routing::RouteKind::local:
      co_return co_await local_.deliver(letter, std::move(recipients), tracer);
    case routing::RouteKind::hosts:
      co_return co_await remote_.deliver(letter, std::move(recipients), std::move(route), tracer);
    case routing::RouteKind::undeliverable:
    case routing::RouteKind::try_later:
      break;
  }
  const auto ending =
      route.kind == routing::RouteKind::undeliverable ? Ending::failed : Ending::deferred;
  std::vector<Attempt> attempts;
  for (const auto index : recipients) attempts.push_back({index, ending, "none", route.reply});
  co_return attempts;
}

Task<std::vector<Attempt>> Delivery::deliver(const Letter& letter, Tracer tracer) {
  std::map<std::string, std::vector<std::size_t>> by_domain;
  for (std::size_t i = 0; i < letter.recipients.size(); ++i) {
    if (!letter.recipients[i].done) by_domain[letter.recipients[i].address.domain].push_back(i);
  }
  std::vector<Attempt> all;
  for (auto& [domain, recipients] : by_domain) {
    const auto attempts = co_await deliver_to_domain(letter, std::move(recipients), tracer);
    all.insert(all.end(), attempts.begin(), attempts.end());
  }
  co_return all;
}

}  // namespace mailtown::queue
