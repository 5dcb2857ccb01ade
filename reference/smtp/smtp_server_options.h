// How one SMTP service of a machine behaves. Part of the configuration, as the session knows it.
#pragma once

#include <cstdint>
#include <string>

#include "platform/clock.h"

namespace mailtown::smtp {

// Whether TLS can begin in the midst of a session (RFC 3207).
enum class TlsOffer {
  none,
  on_demand,
  out_of_order,  // there should be a certificate, and there is none to be had now
};

struct ServerOptions {
  std::string hostname;                   // what the greeting and the replies call us
  bool submission = false;                // the submission service: AUTH offered, and required
  bool allow_passwords_in_clear = false;  // offer AUTH without TLS
  TlsOffer tls = TlsOffer::none;          // STARTTLS
  std::uint64_t message_bytes_max = 25 * 1024 * 1024;
  std::uint64_t recipients_max = 100;  // a message; at least 100 (RFC 5321 §4.5.3.1.8)
  std::uint64_t errors_max = 20;       // bad commands before the session ends with 421
  Duration command_wait = std::chrono::minutes(5);  // for the next command (RFC 5321 §4.5.3.2.7)
  Duration text_wait = std::chrono::minutes(3);     // for the next piece of a text (§4.5.3.2.5)
};

}  // namespace mailtown::smtp
