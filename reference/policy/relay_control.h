// May this client send mail to that recipient through us?
//
// The rule that keeps a server from being an open relay (RFC 5321 §7.9). It stands outside every
// other policy: no verdict of another can bypass it.
#pragma once

#include <string>

#include "address/address.h"
#include "config/config.h"
#include "platform/endpoint.h"
#include "trace/evidence.h"

namespace mailtown::policy {

struct RelayQuestion {
  IpAddress client;
  std::string login;  // after AUTH, else empty
  Address recipient;
};

// True if the recipient's domain is ours, or the client may relay to any.
Decided<bool> may_relay(const RelayQuestion& question, const config::Config& config);

}  // namespace mailtown::policy
