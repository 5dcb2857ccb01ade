#include "imap/imap_client_session.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "imap/client_command_codec.h"
#include "imap/session_tables.h"
#include "imap/token_codec.h"
#include "text/ascii.h"

namespace mailtown::imap {

namespace client {

namespace {

// Lists longer than this are no mailbox's.
constexpr std::uint32_t messages_max = 1'000'000;

// Which commands are legal where; the order is that of Command's kinds.
struct Row {
  const char* verb;
  bool before_login, authenticated, selected;
  const char* leads_to;  // empty: stays
  const char* source;
};
constexpr std::array rows = {
    Row{"CAPABILITY", true, true, true, "", "RFC 3501 §6.1.1"},
    Row{"STARTTLS", true, false, false, "", "RFC 3501 §6.2.1"},
    Row{"LOGIN", true, false, false, Authenticated::name, "RFC 3501 §6.2.3"},
    Row{"SELECT", false, true, true, Selected::name, "RFC 3501 §6.3.1"},
    Row{"UID FETCH", false, false, true, "", "RFC 3501 §6.4.8"},
    Row{"UID STORE", false, false, true, "", "RFC 3501 §6.4.8"},
    Row{"UID COPY", false, false, true, "", "RFC 3501 §6.4.8"},
    Row{"UID EXPUNGE", false, false, true, "", "RFC 4315 §2.1"},
    Row{"APPEND", false, true, true, "", "RFC 3501 §6.3.11"},
    Row{"CREATE", false, true, true, "", "RFC 3501 §6.3.3"},
    Row{"IDLE", false, false, true, Idling::name, "RFC 2177"},
    Row{"NOOP", true, true, true, "", "RFC 3501 §6.1.2"},
    Row{"LOGOUT", true, true, true, Closed::name, "RFC 3501 §6.1.3"},
};
static_assert(rows.size() == std::variant_size_v<Command>);

bool is_legal(const Row& row, const State& state) {
  if (std::holds_alternative<NotAuthenticated>(state)) return row.before_login;
  if (std::holds_alternative<Authenticated>(state)) return row.authenticated;
  return std::holds_alternative<Selected>(state) && row.selected;
}

bool ends_well(const Reply& reply) {
  return reply.status == Status::ok;
}

}  // namespace

const char* Session::state_name() const {
  return std::visit([](const auto& each) { return each.name; }, state_);
}

std::optional<std::string> Session::begin(Command command) {
  if (!is_legal(rows[command.index()], state_) || command_) return std::nullopt;
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
      const std::size_t blank = std::min(rest.find(' '), rest.size());
      if (blank > 0) capabilities_.push_back(upper_case(rest.substr(0, blank)));
      rest.remove_prefix(std::min(blank + 1, rest.size()));
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
  trace::SessionTable table{
      "imap",
      "client",
      {Connecting::name, NotAuthenticated::name, Authenticated::name, Selected::name, Idling::name,
       Closed::name},
      {{"(greeting)", {Connecting::name}, NotAuthenticated::name, "RFC 3501 §7.1"},
       {"DONE", {Idling::name}, Selected::name, "RFC 2177"}}};
  for (const Row& row : rows) {
    std::vector<std::string> legal;
    if (row.before_login) legal.push_back(NotAuthenticated::name);
    if (row.authenticated) legal.push_back(Authenticated::name);
    if (row.selected) legal.push_back(Selected::name);
    table.rows.push_back({row.verb, legal, row.leads_to, row.source});
  }
  return table;
}

}  // namespace mailtown::imap
