// ServerConnection: one client's connection to an SMTP server, from greeting to end.
//
// The driver: it reads lines, asks the session machine and the service, writes replies, and streams
// message texts into the spool. It is the only place of the SMTP server that waits.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "platform/clock.h"
#include "platform/network.h"
#include "smtp/smtp_service.h"

namespace mailtown::smtp {

struct ServerOptions {
  std::string hostname;                   // what the greeting and the replies call us
  bool submission = false;                // the submission service: AUTH offered, and required
  bool allow_passwords_in_clear = false;  // offer AUTH without TLS
  std::uint64_t message_bytes_max = 25 * 1024 * 1024;
  std::uint64_t recipients_max = 100;  // a message; at least 100 (RFC 5321 §4.5.3.1.8)
  std::uint64_t errors_max = 20;       // bad commands before the session ends with 421
  Duration command_wait = std::chrono::minutes(5);  // for the next command (RFC 5321 §4.5.3.2.7)
};

class ServerConnection {
 public:
  // `service`, `clock` and what `tracer` writes to must outlive the object.
  ServerConnection(std::unique_ptr<ByteStream> stream, MailService& service, const Clock& clock,
                   ServerOptions options, Tracer tracer);
  ~ServerConnection();

  // Serves the client; returns when the connection has ended. Never throws. Call once, and keep the
  // object until it has returned.
  Task<> run();
  // Ends the session: says 421 (RFC 5321 §3.8) and closes, at once if it waits for a command, else
  // after the command that is being executed. run() returns soon after. For a clean stop.
  Task<> stop();

 private:
  class Driver;
  std::unique_ptr<Driver> driver_;
};

}  // namespace mailtown::smtp
