// Session: the server's side of one SMTP conversation, as a machine. Pure: no wait, no clock.
//
// Something happens (a client connects, a line comes, a text ends); the machine finds its row in
// the table and gives back either what to say and do (Step) or a Question, which the driver puts to
// the service and whose Answer leads to the Step.
//
//   Turn turn = session.connect();
//   Step step = ... std::get<Question>(turn) -> service -> session.answer(answer)
//   write step.reply, do step.effect, and on with the next line.
#pragma once

#include <variant>

#include "smtp/smtp_server_table.h"
#include "wire/line_buffer.h"

namespace mailtown::smtp::server {

// What the driver is to write, and then to do.
struct Step {
  Reply reply;
  Effect effect;
};
using Turn = std::variant<Step, Question>;

class Session {
 public:
  Session(ServerOptions options, Endpoint peer, Endpoint local);

  // --- what may happen ---
  Turn connect();                                 // first of all, once
  Turn take_line(const wire::Line& line);         // a command, or a response in the midst of AUTH
  Turn text_ended(TextEnded text);                // after the effect ReceiveText
  void tls_started() { facts_.info.tls = true; }  // after the effect BeginTls, or at the start
  Step answer(const Answer& answer);              // to the question that came last
  Step stop();                                    // we are being shut down (RFC 5321 §3.8)
  Step time_out();                                // no command came in time

  const SessionInfo& info() const { return facts_.info; }
  const ServerOptions& options() const { return facts_.options; }
  const char* state_name() const { return session::name_of(facts_.state); }
  bool is_closed() const { return std::holds_alternative<Closed>(facts_.state); }
  // The most bytes that the message may have whose text is being received.
  std::uint64_t text_bytes_max() const { return std::get<ReceivingText>(facts_.state).bytes_max; }
  // The next line is a response of AUTH: nobody should see it.
  bool expects_secret() const { return std::holds_alternative<LoggingIn>(facts_.state); }

 private:
  Turn begin(const Row& row, Event event);
  Step refuse(Reply reply);
  Step end(Reply farewell);

  Facts facts_;
  std::uint64_t errors_ = 0;
  // What is being decided, between a question and its answer.
  const Row* row_ = nullptr;
  Event event_;
};

}  // namespace mailtown::smtp::server
