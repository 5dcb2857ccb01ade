// Delivery: one try to bring a letter to all recipients that still wait for it.
#pragma once

#include <vector>

#include "queue/deliverer.h"
#include "queue/local_delivery.h"
#include "queue/queue_store.h"
#include "queue/remote_delivery.h"
#include "routing/router.h"

namespace mailtown::queue {

// What it refers to must outlive it.
class Delivery : public Deliverer {
 public:
  Delivery(routing::Router& router, LocalDelivery& local, RemoteDelivery& remote)
      : router_(router), local_(local), remote_(remote) {}

  // One attempt for each recipient that is not done. Recipients of one domain go together, so that
  // a host gets the text once (RFC 5321 §4.5.4.1).
  Task<std::vector<Attempt>> deliver(const Letter& letter, Tracer tracer) override;

 private:
  Task<std::vector<Attempt>> deliver_to_domain(const Letter& letter,
                                               std::vector<std::size_t> recipients, Tracer tracer);

  routing::Router& router_;
  LocalDelivery& local_;
  RemoteDelivery& remote_;
};

}  // namespace mailtown::queue
