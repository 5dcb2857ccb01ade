// Session: the server's side of one IMAP conversation, as a machine. Pure: no wait, no clock.
//
// Something happens (a client connects, a line or a literal comes, messages were sent); the machine
// finds its row in the table and gives back either what to say and do (Step) or a Question, whose
// Answer leads to the Step.
//
// A command is one line, or several with literals between them (RFC 3501 §4.3); the machine puts it
// together, and refuses at the first literal what would be refused at the end: a stranger's, a too
// long one. So at most command_bytes_max bytes of a command are ever kept.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "imap/imap_server_table.h"
#include "wire/line_buffer.h"

namespace mailtown::imap::server {

// What the driver is to write, and then to do.
struct Step {
  std::vector<std::string> lines;  // first of all
  Tells tells = Tells::nothing;    // then what has changed in the mailbox
  std::string reply;               // then this line; empty: none
  Effect effect;
};
using Turn = std::variant<Step, Question>;

class Session {
 public:
  // `info` holds what is known before the first word: both endpoints.
  Session(ServerOptions options, SessionInfo info)
      : facts_{std::move(options), std::move(info), Connecting{}} {}

  // --- what may happen ---
  Turn connect();                             // first of all, once
  Turn take_line(const wire::Line& line);     // a command, its beginning, or its next part
  void take_literal(std::string_view bytes);  // after the effect ReadLiteral
  // After the effects BeginTls, SendMessages, SearchMessages, ReceiveMessage.
  Turn tls_started();
  Turn messages_sent(std::size_t gone);
  Turn messages_found(std::vector<std::uint32_t> numbers);
  Turn message_came(MessageCame came);
  Step answer(const Answer& answer);  // to the question that came last
  // We are being shut down, or no command came in time.
  Step say_bye(std::string why);

  // The lines that tell what has changed in the selected mailbox. `recent`: what this session has
  // claimed since the last time.
  std::vector<std::string> tell(Tells what, const Snapshot& folder, const std::vector<Uid>& recent);

  const SessionInfo& info() const { return facts_.info; }
  const ServerOptions& options() const { return facts_.options; }
  const char* state_name() const;
  bool is_closed() const { return std::holds_alternative<Closed>(facts_.state); }
  bool is_logged_in() const { return !facts_.info.login.empty(); }
  bool expects_secret() const;  // the next line is no command but holds a password
  const Selection* selection() const { return selection_of(facts_.state); }

 private:
  Turn begin(const Row& row, Event event);
  Turn finish_command();
  Turn take_mark(const LiteralMark& mark);
  Turn refuse_literal(const LiteralMark& mark, Reply reply);
  Turn take_damaged(const wire::Line& line);
  std::optional<Reply> fault_of(const Row* row) const;
  Step refuse(Reply reply);        // what the client asks for cannot be
  Step refuse_error(Reply reply);  // what it says is wrong: counts against it
  Step finish(Transition transition, Tells tells);

  Facts facts_;
  std::uint64_t errors_ = 0;
  std::string command_;           // its parts so far, with their literals
  std::optional<Reply> refused_;  // the command is refused; its rest is being skipped
  std::string tag_ = "*";         // of the command at hand
  // What is being decided, between a question and its answer.
  const Row* row_ = nullptr;
  Event event_;
};

}  // namespace mailtown::imap::server
