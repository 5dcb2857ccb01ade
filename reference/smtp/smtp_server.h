// ServerConnection: one client's connection to an SMTP server, from greeting to end.
//
// The driver: it reads lines, asks the session machine and the service, writes replies, and streams
// message texts into the spool. It is the only place of the SMTP server that waits.
#pragma once

#include <memory>

#include "platform/clock.h"
#include "platform/network.h"
#include "platform/tls.h"
#include "smtp/smtp_server_options.h"
#include "smtp/smtp_service.h"

namespace mailtown::smtp {

class ServerConnection {
 public:
  // `service`, `clock`, `tls.provider` and what `tracer` writes to must outlive the object. `tls`
  // decides what the options say of TLS.
  ServerConnection(std::unique_ptr<ByteStream> stream, MailService& service, const Clock& clock,
                   ServerOptions options, Tracer tracer, ServerTls tls = {});
  ~ServerConnection();

  // Serves the client; returns when the connection has ended. Never throws. Call once, and keep the
  // object until it has returned.
  Task<> run();
  // Ends the session: says 421 (RFC 5321 §3.8) and closes, at once if it waits for a command, else
  // after the command that is being executed. run() returns soon after. For a clean stop.
  Task<> stop();
  // Ends the connection in the midst of whatever it does, without a word.
  void abort();

 private:
  class Driver;
  std::unique_ptr<Driver> driver_;
};

}  // namespace mailtown::smtp
