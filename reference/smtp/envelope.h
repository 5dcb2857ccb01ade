// What both ends of an SMTP session speak about: the envelope of a message, and who is talking.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "address/address.h"
#include "platform/endpoint.h"

namespace mailtown::smtp {

// RFC 5321 §2.3.1: what the servers on the way go by; the header is none of their business.
struct Envelope {
  Address reverse_path;             // where reports go; the null sender for reports themselves
  std::vector<Address> recipients;  // in the order given
  std::uint64_t declared_size = 0;  // SIZE= of MAIL, in bytes; 0: not declared (RFC 1870)
  bool eight_bit = false;           // BODY=8BITMIME (RFC 6152)
};

// What a server knows of the client it serves.
struct SessionInfo {
  Endpoint peer, local;
  bool submission =
      false;              // a user's client hands in mail (RFC 6409); else another server sends it
  std::string helo;       // what the client calls itself, as written; empty before HELO or EHLO
  bool extended = false;  // said EHLO: ESMTP
  bool tls = false;       // encrypted
  std::string login;      // the account after AUTH, else empty
  std::string ptr_name;   // the name that the peer's address has in DNS, if the service found one
  bool ptr_unknown = false;  // DNS could not say
};

}  // namespace mailtown::smtp
