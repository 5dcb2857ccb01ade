// MaildropService: what a POP3 server asks the mail system behind it.
//
// The session machine knows the protocol and nothing of users or files. Where the protocol needs to
// know more, it puts a Question, and the driver gets the answer.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/disk.h"
#include "pop3/command.h"
#include "pop3/reply.h"
#include "trace/tracer.h"

namespace mailtown::pop3 {

struct SessionInfo {
  Endpoint remote, local;
  std::string login;  // once logged in: the account
  bool tls = false;   // encrypted
};

// A message as the session lists it.
struct MaildropMessage {
  std::string uid;          // RFC 1939 §7 (UIDL): 1 to 70 printable bytes, the same for good
  std::uint64_t bytes = 0;  // on the wire, without doubled dots and the end (RFC 1939 §11)
};

// What QUIT makes of the maildrop (RFC 1939 §6); indices into its messages, from 0.
struct MaildropUpdate {
  std::vector<std::size_t> removed;
  std::vector<std::size_t> retrieved;  // and kept
};

// One mailbox, locked for one session. Destroying it unlocks and changes nothing.
class Maildrop {
 public:
  virtual ~Maildrop() = default;
  // As they were when it was opened: new mail waits for the next session (RFC 1939 §4).
  virtual const std::vector<MaildropMessage>& messages() const = 0;
  // Its text. `tracer` carries the cause.
  virtual Result<std::unique_ptr<File>> open(std::size_t index, Tracer tracer) = 0;
  // Removes and marks; returns when that would survive a power loss.
  virtual Task<Result<>> update(MaildropUpdate update, Tracer tracer) = 0;
};

// --- questions -----------------------------------------------------------------------------------

// PASS: are they right, and is the maildrop free?
struct CredentialsGiven {
  std::string login, password;
};
// RETR or TOP: the message's file, from the maildrop at hand. The driver answers this one itself.
struct MessageWanted {
  MessageNumber number = 0;
};
using Question = std::variant<CredentialsGiven, MessageWanted>;

struct Answer {
  std::optional<Reply> refusal;        // none: accepted
  trace::EventNumber decision = 0;     // the recorded decision: the reply's cause in the trace
  std::string login;                   // to CredentialsGiven: the account...
  std::unique_ptr<Maildrop> maildrop;  // ...and its maildrop
};

class MaildropService {
 public:
  virtual ~MaildropService() = default;
  // `tracer` carries the cause: the line that led to the question. Never throws StreamError.
  virtual Task<Answer> log_in(CredentialsGiven credentials, SessionInfo session, Tracer tracer) = 0;
};

}  // namespace mailtown::pop3
