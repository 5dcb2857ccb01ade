// ImapPart: what mda does for IMAP.
#pragma once

#include "config/config.h"
#include "imap/mailbox_service.h"
#include "programs/certificates.h"
#include "programs/stream_server.h"

namespace mailtown::programs {

class ImapPart {
 public:
  // What is passed must outlive the object.
  ImapPart(Platform& platform, users::LoginCheck& logins, mailbox::MailStore& mail,
           const Certificates& certificates, const config::Config& config);

  Result<> listen(const config::Config& config);
  void start();
  // Says good-bye; who is still there after `grace` is cut off.
  Task<> stop(Duration grace);

 private:
  Service service(std::string name, const config::Config& config, ServerTls tls);

  Platform& platform_;
  imap::MailboxService mailboxes_;
  StreamServer imap_, imaps_;
};

}  // namespace mailtown::programs
