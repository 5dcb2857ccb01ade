// Session: the client's side of one POP3 conversation, as a machine. Pure: no wait, no clock.
//
// Each state has one command, and each reply leads to the next state; the table in
// pop3_client_session.cpp is all there is to it. Whatever is refused leads to QUIT.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "pop3/command.h"
#include "pop3/reply.h"
#include "wire/tls_choice.h"

namespace mailtown::pop3 {

// What the client is to do.
struct FetchOrder {
  std::string login, password;
  bool remove = false;  // what was retrieved is deleted from the server
  TlsUse tls = TlsUse::none;
  std::string tls_name;                 // that the server is to prove
  TlsProvider* tls_provider = nullptr;  // unless tls is none; must outlive the fetch
};

// How far a client came.
enum class Stage { connect, greeting, tls, login, list, retrieve, remove, quit, done };
const char* to_string(Stage stage);

namespace client {

// --- states: what the client is about to say, or waits for ---------------------------------------

struct Connecting {
  static constexpr const char* name = "connecting";
  static constexpr Stage stage = Stage::greeting;
};
struct StartingTls {
  static constexpr const char* name = "starting-tls";
  static constexpr Stage stage = Stage::tls;
  bool agreed = false;  // the server has said +OK: the handshake is next
};
struct Authorization {
  static constexpr const char* name = "authorization";
  static constexpr Stage stage = Stage::login;
};
struct UserGiven {
  static constexpr const char* name = "user-given";
  static constexpr Stage stage = Stage::login;
};
struct Listing {
  static constexpr const char* name = "listing";
  static constexpr Stage stage = Stage::list;
};
struct Retrieving {
  static constexpr const char* name = "retrieving";
  static constexpr Stage stage = Stage::retrieve;
  std::size_t index = 0;  // into the list of messages
};
struct Removing {
  static constexpr const char* name = "removing";
  static constexpr Stage stage = Stage::remove;
  std::size_t index = 0;
};
struct Leaving {
  static constexpr const char* name = "leaving";
  static constexpr Stage stage = Stage::quit;
};
struct Closed {
  static constexpr const char* name = "closed";
  static constexpr Stage stage = Stage::done;
};
using State = std::variant<Connecting, StartingTls, Authorization, UserGiven, Listing, Retrieving,
                           Removing, Leaving, Closed>;

// What follows the first line of a positive reply.
enum class Body { none, listing, message };

struct Listed {
  MessageNumber number = 0;
  std::string uid;
};

class Session {
 public:
  explicit Session(FetchOrder order) : order_(std::move(order)) {}

  // The command to send now; none while the greeting is awaited, and at the end.
  std::optional<Command> next_command() const;
  Body expected_body() const;
  // The reply to it, its body included: the listing's lines without the dot.
  void take_reply(const Reply& reply);
  // Whether the handshake is to be done now.
  bool begins_tls() const;
  void tls_started() { state_ = Authorization{}; }
  // What was decided since the last call about doing without TLS.
  std::optional<Decided<wire::TlsChoice>> take_tls_decision() {
    return std::exchange(tls_decision_, std::nullopt);
  }
  // The message just retrieved could not be kept: it is not removed, and the session ends.
  void sink_failed();

  const State& state() const { return state_; }
  const char* state_name() const;
  Stage stage() const;
  bool is_closed() const { return std::holds_alternative<Closed>(state_); }
  // The message being retrieved; only in that state.
  const Listed& current() const { return messages_[std::get<Retrieving>(state_).index]; }
  // The first refusal, and the stage in which it fell.
  struct Refusal {
    Stage stage;
    Reply reply;
  };
  const std::optional<Refusal>& refusal() const { return refusal_; }

 private:
  State after(const Reply& reply) const;
  State at_message(std::size_t index) const;
  void take_listing(const Reply& reply);

  FetchOrder order_;
  State state_ = Connecting{};
  std::vector<Listed> messages_;
  std::optional<Refusal> refusal_;
  std::optional<Decided<wire::TlsChoice>> tls_decision_;
};

}  // namespace client
}  // namespace mailtown::pop3
