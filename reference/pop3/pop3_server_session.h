// Session: the server's side of one POP3 conversation, as a machine. Pure: no wait, no clock.
//
// Something happens (a client connects, a line comes, the maildrop is updated); the machine finds
// its row in the table and gives back either what to say and do (Step) or a Question, whose Answer
// leads to the Step.
#pragma once

#include <optional>
#include <variant>

#include "pop3/pop3_server_table.h"
#include "wire/line_buffer.h"

namespace mailtown::pop3::server {

// What the driver is to write, and then to do.
struct Step {
  std::optional<Reply> reply;
  Effect effect;
};
using Turn = std::variant<Step, Question>;

class Session {
 public:
  // `info` holds what is known before the first word: both endpoints.
  Session(ServerOptions options, SessionInfo info)
      : facts_{std::move(options), std::move(info), Connecting{}} {}

  // --- what may happen ---
  Turn connect();                                 // first of all, once
  Turn take_line(const wire::Line& line);         // a command
  void tls_started() { facts_.info.tls = true; }  // after the effect BeginTls, or at the start
  Turn updated(Result<> result);                  // after the effect UpdateMaildrop
  Step answer(const Answer& answer);              // to the question that came last
  // We are being shut down, or no command came in time: the connection ends without a word, and
  // nothing is removed (RFC 1939 §3).
  Step give_up();

  const SessionInfo& info() const { return facts_.info; }
  const ServerOptions& options() const { return facts_.options; }
  const char* state_name() const { return session::name_of(facts_.state); }
  // Whether the next line is a secret response and no command.
  bool expects_response() const { return std::holds_alternative<LoggingIn>(facts_.state); }
  std::size_t line_bytes_max() const {
    return expects_response() ? response_bytes_max : command_bytes_max;
  }
  bool is_closed() const { return std::holds_alternative<Closed>(facts_.state); }

 private:
  Turn begin(const Row& row, Event event);
  Step refuse(Reply reply);
  Step refuse_error(Reply reply);
  Step refuse_login(Reply reply);

  Facts facts_;
  std::uint64_t errors_ = 0;
  // What is being decided, between a question and its answer.
  const Row* row_ = nullptr;
  Event event_;
};

}  // namespace mailtown::pop3::server
