// How the POP3 service of a machine behaves. Part of the configuration, as the session knows it.
#pragma once

#include <cstdint>
#include <string>

#include "platform/clock.h"

namespace mailtown::pop3 {

struct ServerOptions {
  std::string hostname;                   // what the greeting calls us
  bool allow_passwords_in_clear = false;  // take USER and PASS without TLS
  bool offers_tls = false;                // STLS
  std::uint64_t errors_max = 20;          // bad commands and passwords before the session ends
  Duration command_wait = std::chrono::minutes(10);        // at least that long: RFC 1939 §3
  Duration wrong_password_wait = std::chrono::seconds(1);  // what each guess costs
};

}  // namespace mailtown::pop3
