// The header fields by which a message remembers its way (RFC 5321 §4.4).
#pragma once

#include <string>

#include "address/address.h"
#include "platform/clock.h"
#include "platform/endpoint.h"

namespace mailtown::message {

// One hop, as the server that took the message saw it.
struct Hop {
  std::string helo;       // what the client called itself
  std::string ptr_name;   // what DNS calls its address; may be empty
  IpAddress peer;         // the address it came from: the one thing that it cannot invent
  std::string by;         // our host name
  std::string with;       // see protocol_name()
  std::string id;         // our queue id
  Address for_recipient;  // the only recipient; null if there are several: they shall not learn of
                          // each other (RFC 5321 §7.6)
  WallTime time;
};

// The protocol's name after "with" (RFC 3848): SMTP, or ESMTP with an S for TLS and an A for a
// log-in behind it.
std::string protocol_name(bool extended, bool encrypted, bool authenticated);

// "Received: from ... by ... with ESMTP id ...; date", folded, with its CRLF. Goes on top of the
// message.
std::string received_field(const Hop& hop);

// "Return-Path: <...>" with its CRLF, which the server that makes the final delivery puts on top.
std::string return_path_field(const Address& reverse_path);

}  // namespace mailtown::message
