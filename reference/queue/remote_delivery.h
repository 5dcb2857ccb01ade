// Delivery to other domains: choose a host, connect, hand over; and if that fails, the next host.
#pragma once

#include <string>
#include <vector>

#include "config/config.h"
#include "platform/platform.h"
#include "queue/attempt.h"
#include "queue/connections.h"
#include "queue/queue_store.h"
#include "routing/router.h"
#include "smtp/smtp_client.h"

namespace mailtown::queue {

// What it refers to must outlive it.
class RemoteDelivery {
 public:
  RemoteDelivery(const config::Config& config, QueueStore& store, routing::Router& router,
                 Connections& connections)
      : config_(config), store_(store), router_(router), connections_(connections) {}

  // Tries the hosts of `route` in order, and each host's addresses, until every one of `recipients`
  // (indices into the letter's) is sent or refused for good, or no host is left.
  Task<std::vector<Attempt>> deliver(const Letter& letter, std::vector<std::size_t> recipients,
                                     routing::Route route, Tracer tracer);

 private:
  struct Round;

  Task<> try_address(Round& round, IpAddress address);
  Task<Result<Sent>> hand_over(Round& round, IpAddress address);
  void record(Round& round, const std::string& domain, const std::string& relay,
              const smtp::Outcome& outcome);
  std::uint16_t port_of(const routing::Route& route) const;

  const config::Config& config_;
  QueueStore& store_;
  routing::Router& router_;
  Connections& connections_;
};

}  // namespace mailtown::queue
