// MailService: what an SMTP server asks the mail system behind it.
//
// The session machine knows the protocol and nothing of users, routes or queues. Where the protocol
// leaves a choice, it puts a Question; the driver hands it to the service, which may wait (for DNS,
// for a directory), decides, records its decisions in the trace, and answers.
//
// Departure from production practice: the questions are few and fixed. A production server
// (milters, policy daemons) lets filters speak at every step and change the message too.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>

#include "platform/result.h"
#include "platform/task.h"
#include "smtp/envelope.h"
#include "smtp/reply.h"
#include "trace/tracer.h"

namespace mailtown::smtp {

// --- questions, in the order in which a session puts them ----------------------------------------

// A client has connected: may it speak at all? A refusal becomes the greeting (RFC 5321 §3.1: 554);
// with 421 the connection ends at once.
struct ClientConnected {};

// HELO or EHLO: may a client of that name go on? (RFC 5321 §4.1.4)
struct HelloGiven {
  std::string name;  // as the client wrote it: a host name or an address literal
};

// AUTH gave a login and a password: are they right? The usual refusal is 535 5.7.8 (RFC 4954 §6).
struct CredentialsGiven {
  std::string login, password;
};

// MAIL FROM: may this client send as that sender? Syntax, size and the need to log in are checked.
struct SenderGiven {
  Address sender;                    // the null sender for reports
  std::uint64_t declared_bytes = 0;  // SIZE= (RFC 1870); 0 if it was not given
};

// RCPT TO: is that mailbox ours, or may this client relay to it? The limit on recipients is
// checked.
struct RecipientGiven {
  Address sender;
  Address recipient;                 // the final address, also where a source route was given
  std::uint64_t declared_bytes = 0;  // SIZE= of MAIL (RFC 1870); 0: not given
};

// DATA: shall the message come? Asked once all recipients are known; never with none.
struct MessageAnnounced {
  Envelope envelope;
};

using Question = std::variant<ClientConnected, HelloGiven, CredentialsGiven, SenderGiven,
                              RecipientGiven, MessageAnnounced>;

// --- the answer ----------------------------------------------------------------------------------

struct Answer {
  std::optional<Reply> refusal;     // none: accepted. A code of 4yz or 5yz; 421 ends the connection
  trace::EventNumber decision = 0;  // the recorded decision: the reply's cause in the trace
  std::string login;                // to CredentialsGiven: the account that logged in
  std::string ptr_name;             // to ClientConnected: the peer's name in DNS, if one was found
  bool ptr_unknown = false;         // to ClientConnected: DNS could not say
  // To MessageAnnounced: the most bytes that this message may have; 0: the server's own limit.
  std::uint64_t message_bytes_max = 0;

  bool accepted() const { return !refusal; }
  static Answer accept(trace::EventNumber decision = 0) {
    return {std::nullopt, decision, {}, {}, false};
  }
  static Answer refuse(Reply reply, trace::EventNumber decision = 0) {
    return {std::move(reply), decision, {}, {}, false};
  }
};

// --- where a message goes ------------------------------------------------------------------------

// Takes one message's text. Destroying it without a successful commit() abandons the message and
// removes what was stored of it.
class Spool {
 public:
  virtual ~Spool() = default;
  // The queue id that the message has or will have; constant from the start.
  virtual const std::string& id() const = 0;
  // The next bytes of the text: dots unstuffed, line ends CRLF. Pieces end anywhere. After a
  // failure (`full`, `io`) the driver reads on to the end of the message but stores no more.
  virtual Result<> append(std::span<const char> bytes) = 0;
  // Whether the message may stay, now that all of it is here; a refusal is the answer to its end.
  // Called once after the last byte, before commit(), which is not called after a refusal.
  virtual Task<Answer> examine(Tracer tracer) = 0;
  // Takes responsibility for the message: when it returns success, the message survives a power
  // loss, and only then may 250 be said (RFC 5321 §4.2.5, §6.1). Called once, after the last byte.
  virtual Task<Result<>> commit(Tracer tracer) = 0;
};

class MailService {
 public:
  virtual ~MailService() = default;
  // `session` stays valid and unchanged until the answer is there. `tracer` carries the cause: the
  // line that led to the question. Never throws StreamError.
  virtual Task<Answer> ask(Question question, const SessionInfo& session, Tracer tracer) = 0;
  // A place for the message that was just announced and accepted. A failure `full` is answered with
  // 452 4.3.1, any other with 451 4.3.0, and the message is not asked for.
  virtual Result<std::unique_ptr<Spool>> open_spool(const Envelope& envelope,
                                                    const SessionInfo& session, Tracer tracer) = 0;
};

}  // namespace mailtown::smtp
