#include "queue/control_server.h"

namespace mailtown::queue {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t command_bytes_max = 200;
constexpr Duration command_wait = 1min;

const char* word_of(QueuedLetter::State state) {
  switch (state) {
    case QueuedLetter::State::waiting:
      return "waiting";
    case QueuedLetter::State::trying:
      return "trying";
    case QueuedLetter::State::held:
      return "held";
  }
  return "?";
}

}  // namespace

Task<> ControlServer::run() {
  try {
    co_await converse();
  } catch (const StreamError&) {
    // He has gone.
  }
  channel_.close();
}

Task<> ControlServer::converse() {
  for (;;) {
    const auto line = co_await channel_.read_line(command_bytes_max, clock_.in(command_wait));
    if (line.kind == wire::Line::Kind::end_of_stream) co_return;
    auto command = parse_control(line.text);
    Result<> obeyed = command ? Result<>() : Result<>(command.error());
    if (command) obeyed = co_await obey(std::move(*command));
    channel_.write_line(obeyed ? std::string(control_ok)
                               : std::string(control_error) + obeyed.error().detail);
  }
}

Task<Result<>> ControlServer::obey(ControlCommand command) {
  switch (command.verb) {
    case ControlVerb::list:
      tell_letters();
      break;
    case ControlVerb::flush:
      manager_.flush();
      break;
    case ControlVerb::hold:
      co_return co_await manager_.set_held(std::move(command.id), true);
    case ControlVerb::release:
      co_return co_await manager_.set_held(std::move(command.id), false);
    case ControlVerb::remove:
      co_return co_await manager_.remove(std::move(command.id));
  }
  co_return Result<>();
}

void ControlServer::tell_letters() {
  for (const auto& queued : manager_.list()) {
    LetterLine line{.id = queued.letter.id,
                    .state = word_of(queued.state),
                    .sender = queued.letter.sender.to_string(),
                    .recipients = {},
                    .arrived = queued.letter.arrived,
                    .next_try = queued.next_try,
                    .reply = queued.last_reply};
    for (const auto& recipient : queued.letter.recipients) {
      if (!recipient.done) line.recipients.push_back(recipient.address.to_string());
    }
    channel_.write_line(print_letter_line(line));
  }
}

}  // namespace mailtown::queue
