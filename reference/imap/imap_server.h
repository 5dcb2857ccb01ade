// ServerConnection: one client's connection to an IMAP server, from greeting to end.
//
// The driver: it reads commands, asks the session machine and the mailbox, writes replies, and
// streams messages both ways. With its helpers (imap_*_driver.h, session_mailbox.h) it is the only
// place of the IMAP server that waits.
#pragma once

#include <memory>

#include "imap/imap_server_options.h"
#include "imap/imap_service.h"
#include "platform/platform.h"

namespace mailtown::imap {

class ServerConnection {
 public:
  // `service`, `tls.provider` and what `platform` refers to must outlive the object. `tls` decides
  // what the options say of TLS.
  ServerConnection(std::unique_ptr<ByteStream> stream, MailService& service, Platform& platform,
                   ServerOptions options, ServerTls tls = {});
  ~ServerConnection();

  // Serves the client; returns when the connection has ended. Never throws. Call once, and keep the
  // object until it has returned.
  Task<> run();
  // Ends the session with BYE, at once if it waits for a command, else after the command that is
  // being executed; run() returns soon after. For a clean stop.
  Task<> stop();
  // Ends the connection in the midst of whatever it does.
  void abort();

 private:
  class Driver;
  std::unique_ptr<Driver> driver_;
};

}  // namespace mailtown::imap
