// Policy: one opinion about a client, a sender or a recipient, asked at the stages of a session.
//
// Each policy is a file of its own and knows nothing of the others. A chain (chain.h) asks them in
// the order that the configuration gives. Two checks are no policies and stand outside of the
// chain, since no verdict may bypass them: who may relay (relay_control.h), and whether the
// recipient exists. Nor is guessing at passwords a policy's business (users/login.h).
//
// Departure from production practice: a policy sees the envelope only, never the text. Content
// filters would be one more stage.
#pragma once

#include <memory>
#include <string_view>

#include "address/address.h"
#include "platform/clock.h"
#include "policy/client_name.h"
#include "smtp/reply.h"
#include "trace/evidence.h"
#include "trace/tracer.h"

namespace mailtown::policy {

enum class Stage {
  connect,  // before the greeting
  helo,     // HELO or EHLO
  mail,     // MAIL FROM
  rcpt,     // RCPT TO, after relay control and recipient check have accepted
  refused,  // RCPT TO, after they have refused: nothing can be changed, but delayed
  data,     // DATA, before the text
};
std::string_view to_string(Stage stage);  // "connect"

// What is known so far; what belongs to later stages is empty.
struct Facts {
  IpAddress client;
  ClientName client_name;  // known from connect on, if names are looked up
  std::string helo;        // as the client wrote it
  std::string login;       // the account that logged in
  Address sender;
  Address recipient;
  std::uint64_t declared_bytes = 0;  // SIZE= of MAIL (RFC 1870); 0: not given
};

enum class Ruling {
  pass,    // no opinion: the next policy is asked
  accept,  // later policies of this stage are skipped, and nothing more
  reject,  // never: `reply` is 5yz
  defer,   // not now: `reply` is 4yz
  delay,   // wait for `wait`, then ask the next policy
};
std::string_view to_string(Ruling ruling);  // "pass"

struct Verdict {
  Ruling ruling = Ruling::pass;
  smtp::Reply reply;  // of reject and defer
  Duration wait{};    // of delay
  // At Stage::data: the most bytes that this letter may have; 0: no opinion.
  std::uint64_t message_bytes_max = 0;
};

// What happened afterwards, for policies that count.
enum class Happening { refused };

class Policy {
 public:
  virtual ~Policy() = default;
  virtual std::string_view name() const = 0;           // as in the configuration: "ptr"
  virtual bool has_opinion_at(Stage stage) const = 0;  // else it is not asked
  // `tracer` carries the cause, for look-ups. Never throws; a source that is down or slow is part
  // of the verdict: each policy says whether it then fails open (pass) or closed (defer).
  virtual Task<Decided<Verdict>> judge(Stage stage, const Facts& facts, Tracer tracer) = 0;
  virtual void note(Happening, const Facts&) {}
};

// --- for those who write policies ----------------------------------------------------------------

inline Decided<Verdict> pass(Evidence evidence) {
  return {Verdict{}, std::move(evidence)};
}
inline Decided<Verdict> accept(Evidence evidence) {
  return {Verdict{.ruling = Ruling::accept, .reply = {}, .wait = {}}, std::move(evidence)};
}
// reject or defer, by the reply's first digit (RFC 5321 §4.2.1).
inline Decided<Verdict> refuse(smtp::Reply reply, Evidence evidence) {
  const auto ruling = reply.is_permanent() ? Ruling::reject : Ruling::defer;
  return {Verdict{.ruling = ruling, .reply = std::move(reply), .wait = {}}, std::move(evidence)};
}
inline Decided<Verdict> delay(Duration wait, Evidence evidence) {
  return {Verdict{.ruling = Ruling::delay, .reply = {}, .wait = wait}, std::move(evidence)};
}

}  // namespace mailtown::policy
