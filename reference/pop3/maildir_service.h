// MaildirService: POP3's maildrops are the INBOXes of a directory's users.
//
// Each is the same Folder that IMAP's sessions of this program have open. POP3 alone locks it
// against other POP3 sessions; what IMAP does meanwhile, or another program, shows as a message
// that cannot be fetched any more. UIDLs are the files' names, so that they outlive the index.
//
// Departure: a message's size is its file's, which is right for files whose lines end with CRLF, as
// this system's do; files that another program filed with bare LF are sent with CRLF and so a
// little longer than LIST says.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "mailbox/mail_store.h"
#include "mailbox/maildrop_locks.h"
#include "mailbox/recorded_bodies.h"
#include "pop3/pop3_service.h"
#include "users/login.h"

namespace mailtown::pop3 {

// Told of each log-in that opened a maildrop, with the address that it came from.
using LoggedIn = std::function<void(const IpAddress& client)>;

class MaildirService : public MaildropService {
 public:
  // `logins` must outlive the object, and the object its maildrops.
  MaildirService(users::LoginCheck& logins, mailbox::MailStore mail, LoggedIn logged_in = {})
      : logins_(logins), mail_(std::move(mail)), logged_in_(std::move(logged_in)) {}

  // Records the decisions "login" and "maildrop".
  Task<Answer> log_in(CredentialsGiven credentials, SessionInfo session, Tracer tracer) override;

 private:
  Task<Answer> open(users::Account account, Tracer tracer);

  users::LoginCheck& logins_;
  mailbox::MailStore mail_;
  LoggedIn logged_in_;  // may be empty
  mailbox::MaildropLocks locks_;
  mailbox::RecordedBodies bodies_;
};

// The UIDL of a message: its name, or where that is too long or not printable, the name's SHA-256
// in 64 hexadecimal digits (RFC 1939 §7 allows 70 bytes).
std::string uid_of(const std::string& name);

}  // namespace mailtown::pop3
