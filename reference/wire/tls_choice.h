// What a client does where it gets no TLS: the decision that every mail protocol shares.
#pragma once

#include <string>

#include "platform/tls.h"
#include "trace/tracer.h"

namespace mailtown::wire {

enum class TlsObstacle {
  not_offered,  // the server's list of abilities has no TLS
  refused,      // it offers it, and does not begin (RFC 3207 §4: 454)
  failed,       // the handshake did
  unproven,     // the handshake, since the server did not prove its name
};

enum class TlsChoice { clear, give_up };
const char* to_string(TlsChoice choice);  // "clear", "not-at-all"

// With opportunistic use the client goes on in the clear: mail that arrives read by others was held
// better than mail that does not arrive (RFC 7435). With required use it gives up. `server`: its
// name; `reason`: the reply or failure, may be empty. Not for TlsUse::none.
Decided<TlsChoice> choose_without_tls(TlsUse use, TlsObstacle obstacle, std::string server,
                                      std::string reason);

// How it is recorded.
trace::Decision tls_decision(std::string server, Decided<TlsChoice> decided);

// The obstacle that a failed handshake is.
TlsObstacle obstacle_of(const Failure& failure);

}  // namespace mailtown::wire
