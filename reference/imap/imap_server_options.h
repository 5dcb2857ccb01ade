// How the IMAP service of a machine behaves. Part of the configuration, as the session knows it.
#pragma once

#include <cstdint>
#include <string>

#include "platform/clock.h"

namespace mailtown::imap {

struct ServerOptions {
  std::string hostname;                                // what the greeting calls us
  bool offers_tls = false;                             // STARTTLS
  bool allow_passwords_in_clear = false;               // take LOGIN and AUTHENTICATE without TLS
  std::uint64_t message_bytes_max = 25 * 1024 * 1024;  // what APPEND takes (RFC 7889)
  std::uint64_t errors_max = 20;  // bad commands and passwords before the session ends
  Duration login_wait = std::chrono::minutes(3);           // for somebody who does not log in
  Duration command_wait = std::chrono::minutes(30);        // at least that long: RFC 3501 §5.4
  Duration wrong_password_wait = std::chrono::seconds(1);  // what each guess costs
};

}  // namespace mailtown::imap
