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
  std::string login;           // after AUTH, else empty
  bool popped_before = false;  // a POP3 log-in came from this address shortly before
  Address recipient;
};

// True if the recipient's domain is ours or one that we are a backup for, or the client may relay
// to any. The domain is what stands behind the last @ (RFC 5321 §4.1.2).
//
// False for a local part that prescribes a way to elsewhere: "user%example.com@example.org",
// "example.com!user@example.org", a quoted "user@example.com"@example.org. It is no mailbox here,
// and a host that we are a backup for might follow it: together we would be an open relay.
Decided<bool> may_relay(const RelayQuestion& question, const config::Config& config);

}  // namespace mailtown::policy
