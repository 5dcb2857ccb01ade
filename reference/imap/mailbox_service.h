// MailboxService: IMAP's log-ins are the directory's, and its mailboxes the mail store's.
#pragma once

#include <string>

#include "imap/imap_service.h"
#include "mailbox/mail_store.h"
#include "mailbox/recorded_bodies.h"
#include "users/login.h"

namespace mailtown::imap {

class MailboxService : public MailService {
 public:
  // `check` and `mail` must outlive the object, and the object its sessions.
  MailboxService(users::LoginCheck& check, mailbox::MailStore& mail) : check_(check), mail_(mail) {}

  // Records the decision "login", whose evidence never holds the password.
  Task<Answer> log_in(CredentialsGiven credentials, SessionInfo session, Tracer tracer) override;
  void note_body(const std::string& name, File& file, const Tracer& tracer) override;

 private:
  users::LoginCheck& check_;
  mailbox::MailStore& mail_;
  mailbox::RecordedBodies bodies_;
};

}  // namespace mailtown::imap
