// ServerConnection: one client's connection to a POP3 server, from greeting to end.
//
// The driver: it reads commands, asks the session machine and the service, writes replies and
// streams messages from their files. It is the only place of the POP3 server that waits.
#pragma once

#include <memory>

#include "platform/clock.h"
#include "platform/network.h"
#include "platform/tls.h"
#include "pop3/pop3_server_options.h"
#include "pop3/pop3_service.h"
#include "trace/tracer.h"

namespace mailtown::pop3 {

class ServerConnection {
 public:
  // `service`, `clock`, `tls.provider` and what `tracer` writes to must outlive the object. `tls`
  // decides what the options say of TLS.
  ServerConnection(std::unique_ptr<ByteStream> stream, MaildropService& service, Clock& clock,
                   ServerOptions options, Tracer tracer, ServerTls tls = {});
  ~ServerConnection();

  // Serves the client; returns when the connection has ended. Never throws. Call once, and keep the
  // object until it has returned.
  Task<> run();
  // Ends the session, at once if it waits for a command, else after the command that is being
  // executed; run() returns soon after. Nothing is removed from the maildrop. For a clean stop.
  void stop();
  // Ends the connection in the midst of whatever it does.
  void abort();

 private:
  class Driver;
  std::unique_ptr<Driver> driver_;
};

}  // namespace mailtown::pop3
