// Session: the client's side of one SMTP conversation, as a machine. Pure: no wait, no clock.
//
// It holds a plan of commands, says as many at once as the server lets it (one without PIPELINING),
// and matches the replies to them in order (RFC 2920 §3.1). The driver writes what Step::say holds,
// does the effect, and comes back with what it heard.
#pragma once

#include <deque>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "smtp/smtp_client_table.h"

namespace mailtown::smtp::client {

struct Saying {
  std::string line;
  bool is_secret = false;  // a response of AUTH
};

struct Connect {};
struct AwaitReply {
  Duration wait{};
};
struct BeginTls {};
struct SendText {
  bool is_wanted = true;  // false: no recipient is left, send only the dot (RFC 2920 §3.1)
};
struct Done {};  // every recipient has its outcome
using Effect = std::variant<Connect, AwaitReply, BeginTls, SendText, Done>;

struct Step {
  std::vector<Saying> say;
  Effect effect;
};

class Session {
 public:
  explicit Session(ClientOptions options);

  // --- what may happen ---
  Step begin(Envelope envelope, std::uint64_t text_bytes);  // a message is to be sent
  Step connected();                                         // after the effect Connect
  Step hear(const Reply& reply);                            // to the command said longest ago
  Step tls_started();                                       // after the effect BeginTls
  Step tls_failed(const Failure& failure);                  // or this: the stream is dead
  Step text_sent();                                         // after the effect SendText
  Step quit();                                              // when nothing is under way
  void fail(const Failure& failure);                        // the stream is dead

  // One a recipient, after Done or fail().
  std::vector<Outcome> outcomes() const;
  const char* state_name() const { return session::name_of(facts_.state); }
  bool is_closed() const { return std::holds_alternative<Closed>(facts_.state); }
  // What was decided since the last call about doing without TLS.
  std::optional<Decided<wire::TlsChoice>> take_tls_decision() {
    return std::exchange(facts_.tls_decision, std::nullopt);
  }
  // Whether another message has a chance.
  bool is_usable() const;

 private:
  Step react(Reaction reaction);
  Step go_on();
  bool may_say_more() const;
  Stage stage() const;

  Facts facts_;
  std::deque<Command> plan_;         // to be said
  std::deque<const Row*> awaiting_;  // said: their replies are due, in this order
};

}  // namespace mailtown::smtp::client
