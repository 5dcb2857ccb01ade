#include "imap/imap_client_session.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "imap/client_command_codec.h"
#include "imap/session_tables.h"
#include "session/table.h"
#include "text/ascii.h"
#include "text/words.h"

namespace mailtown::imap {

namespace client {

namespace {

// Lists longer than this are no mailbox's.
constexpr std::uint32_t messages_max = 1'000'000;

// Which commands are legal where; the order is that of Command's kinds.
struct Row {
  const char* verb;
  StateSet legal;
  const char* leads_to;  // empty: stays
  const char* source;
};
constexpr StateSet before_login = in<NotAuthenticated>, selected = in<Selected>;
constexpr StateSet logged_in = in<Authenticated> | selected, any = before_login | logged_in;
constexpr std::array rows = {
    Row{"CAPABILITY", any, "", "RFC 3501 §6.1.1"},
    Row{"STARTTLS", before_login, "", "RFC 3501 §6.2.1"},
    Row{"LOGIN", before_login, Authenticated::name, "RFC 3501 §6.2.3"},
    Row{"SELECT", logged_in, Selected::name, "RFC 3501 §6.3.1"},
    Row{"UID FETCH", selected, "", "RFC 3501 §6.4.8"},
    Row{"UID STORE", selected, "", "RFC 3501 §6.4.8"},
    Row{"UID COPY", selected, "", "RFC 3501 §6.4.8"},
    Row{"UID EXPUNGE", selected, "", "RFC 4315 §2.1"},
    Row{"APPEND", logged_in, "", "RFC 3501 §6.3.11"},
    Row{"CREATE", logged_in, "", "RFC 3501 §6.3.3"},
    Row{"IDLE", selected, Idling::name, "RFC 2177"},
    Row{"NOOP", any, "", "RFC 3501 §6.1.2"},
    Row{"LOGOUT", any, Closed::name, "RFC 3501 §6.1.3"},
};
static_assert(rows.size() == std::variant_size_v<Command>);

bool ends_well(const Reply& reply) {
  return reply.status == Status::ok;
}

}  // namespace

const char* Session::state_name() const {
  return session::name_of(state_);
}

std::optional<std::string> Session::begin(Command command) {
  if (!session::is_in(rows[command.index()].legal, state_) || command_) return std::nullopt;
  std::string tag = fmt::format("A{}", tags_ + 1);
  auto line = print_command(tag, command);
  if (!line) return std::nullopt;
  ++tags_;
  tag_ = std::move(tag);
  may_go_on_ = false;
  if (const auto* select = std::get_if<Select>(&command)) {
    coming_ = {select->mailbox, 0, {}};
    state_ = Authenticated{};  // RFC 3501 §6.3.1: the mailbox before is closed, come what may
  }
  command_ = std::move(command);
  return line;
}

std::optional<Reply> Session::take(const Response& response) {
  const auto* reply = std::get_if<Reply>(&response.data);
  if (response.tag == "+") {
    may_go_on_ = command_.has_value();
    if (command_ && std::holds_alternative<Idle>(*command_)) {
      if (auto* selected = std::get_if<Selected>(&state_)) {
        state_ = Idling{std::move(selected->mailbox)};
      }
    }
    return std::nullopt;
  }
  if (response.is_tagged()) {
    if (response.tag != tag_ || !reply) return std::nullopt;
    take_code(reply->code);
    state_ = after(*reply);
    command_.reset();
    tag_.clear();
    may_go_on_ = false;
    return *reply;
  }
  const bool is_greeting = std::holds_alternative<Connecting>(state_);
  take_data(response.data);
  if (!reply) return std::nullopt;
  if (is_greeting) state_ = ends_well(*reply) ? State(NotAuthenticated{}) : State(Closed{});
  const bool is_leaving = command_ && std::holds_alternative<Logout>(*command_);
  if (reply->status == Status::bye && !is_leaving) state_ = Closed{};
  return is_greeting || is_closed() ? std::optional(*reply) : std::nullopt;
}

// Where the command's end leads.
State Session::after(const Reply& reply) {
  if (auto* idling = std::get_if<Idling>(&state_)) return Selected{std::move(idling->mailbox)};
  if (std::holds_alternative<Logout>(*command_)) return Closed{};
  if (!ends_well(reply)) return std::move(state_);
  if (std::holds_alternative<Login>(*command_)) return Authenticated{};
  if (std::holds_alternative<Select>(*command_)) return Selected{std::move(coming_)};
  return std::move(state_);
}

void Session::take_code(const std::string& code) {
  constexpr std::string_view validity = "UIDVALIDITY ", offered = "CAPABILITY ";
  if (code.starts_with(validity) && mailbox()) {
    const char* end = code.data() + code.size();
    std::from_chars(code.data() + validity.size(), end, mailbox()->uid_validity);
  } else if (code.starts_with(offered)) {
    capabilities_.clear();
    std::string_view rest = std::string_view(code).substr(offered.size());
    while (!rest.empty()) {
      const auto word = take_word(rest);
      if (!word.empty()) capabilities_.push_back(upper_case(word));
    }
  }
}

// RFC 3501 §7.3, §7.4: the server may say these at any moment, and they hold at once.
void Session::take_data(const Data& data) {
  if (const auto* capabilities = std::get_if<Capabilities>(&data)) {
    capabilities_ = capabilities->names;
  } else if (const auto* reply = std::get_if<Reply>(&data)) {
    take_code(reply->code);
  }
  KnownMailbox* known = mailbox();
  if (!known) return;
  auto& messages = known->messages;
  if (const auto* exists = std::get_if<Exists>(&data)) {
    has_news_ |= exists->count != messages.size();
    if (exists->count >= messages.size()) messages.resize(std::min(exists->count, messages_max));
  } else if (const auto* expunged = std::get_if<Expunged>(&data)) {
    if (expunged->number == 0 || expunged->number > messages.size()) return;
    messages.erase(messages.begin() + (expunged->number - 1));
    has_news_ = true;
  } else if (const auto* fetched = std::get_if<Fetched>(&data)) {
    if (fetched->number == 0 || fetched->number > messages.size()) return;
    KnownMessage& message = messages[fetched->number - 1];
    if (fetched->uid) message.uid = *fetched->uid;
    if (fetched->flags && *fetched->flags != message.flags) {
      message.flags = *fetched->flags;
      has_news_ = true;
    }
  }
}

KnownMailbox* Session::mailbox() {
  if (command_ && std::holds_alternative<Select>(*command_)) return &coming_;
  if (auto* selected = std::get_if<Selected>(&state_)) return &selected->mailbox;
  if (auto* idling = std::get_if<Idling>(&state_)) return &idling->mailbox;
  return nullptr;
}

const KnownMailbox* Session::selected() const {
  if (const auto* selected = std::get_if<Selected>(&state_)) return &selected->mailbox;
  if (const auto* idling = std::get_if<Idling>(&state_)) return &idling->mailbox;
  return nullptr;
}

bool Session::has(std::string_view capability) const {
  return std::find(capabilities_.begin(), capabilities_.end(), capability) != capabilities_.end();
}

bool Session::take_news() {
  return std::exchange(has_news_, false);
}

mailbox::Uid Session::uid_of(std::uint32_t number) const {
  const KnownMailbox* known = selected();
  const bool is_known = known && number > 0 && number <= known->messages.size();
  return is_known ? known->messages[number - 1].uid : 0;
}

}  // namespace client

trace::SessionTable client_table() {
  using namespace client;
  auto table = session::describe<State>("imap", "client", rows);
  const std::vector<trace::SessionRow> spoken_without_verb = {
      {"(greeting)", {Connecting::name}, NotAuthenticated::name, "RFC 3501 §7.1"},
      {"DONE", {Idling::name}, Selected::name, "RFC 2177"}};
  table.rows.insert(table.rows.begin(), spoken_without_verb.begin(), spoken_without_verb.end());
  return table;
}

}  // namespace mailtown::imap
