#include "pop3/pop3_client_session.h"

#include <charconv>

#include "pop3/session_tables.h"

namespace mailtown::pop3 {

const char* to_string(Stage stage) {
  switch (stage) {
    case Stage::connect:
      return "connect";
    case Stage::greeting:
      return "greeting";
    case Stage::tls:
      return "STLS";
    case Stage::login:
      return "login";
    case Stage::list:
      return "UIDL";
    case Stage::retrieve:
      return "RETR";
    case Stage::remove:
      return "DELE";
    case Stage::quit:
      return "QUIT";
    case Stage::done:
      break;
  }
  return "done";
}

namespace client {

namespace {

// "2 1717236000.Qx" of a UIDL listing.
std::optional<Listed> parse_listed(std::string_view line) {
  Listed listed;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), listed.number);
  const auto digits = static_cast<std::size_t>(end - line.data());
  if (error != std::errc{} || line.size() < digits + 2 || *end != ' ') return std::nullopt;
  listed.uid = line.substr(digits + 1);
  return listed;
}

}  // namespace

const char* Session::state_name() const {
  return std::visit([](const auto& each) { return each.name; }, state_);
}

Stage Session::stage() const {
  return std::visit([](const auto& each) { return each.stage; }, state_);
}

std::optional<Command> Session::next_command() const {
  if (std::holds_alternative<StartingTls>(state_)) return Stls{};
  if (std::holds_alternative<Authorization>(state_)) return User{order_.login};
  if (std::holds_alternative<UserGiven>(state_)) return Pass{order_.password};
  if (std::holds_alternative<Listing>(state_)) return Uidl{};
  if (std::holds_alternative<Retrieving>(state_)) return Retr{current().number};
  if (const auto* removing = std::get_if<Removing>(&state_)) {
    return Dele{messages_[removing->index].number};
  }
  if (std::holds_alternative<Leaving>(state_)) return Quit{};
  return std::nullopt;
}

Body Session::expected_body() const {
  if (std::holds_alternative<Listing>(state_)) return Body::listing;
  if (std::holds_alternative<Retrieving>(state_)) return Body::message;
  return Body::none;
}

void Session::take_reply(const Reply& reply) {
  if (reply.ok && std::holds_alternative<Listing>(state_)) take_listing(reply);
  if (!reply.ok && std::holds_alternative<StartingTls>(state_)) {
    tls_decision_ = wire::choose_without_tls(order_.tls, wire::TlsObstacle::refused,
                                             order_.tls_name, reply.to_string());
    if (tls_decision_->outcome == wire::TlsChoice::clear) {
      state_ = Authorization{};
      return;
    }
  }
  if (!reply.ok && !refusal_) refusal_ = Refusal{stage(), reply};
  state_ = after(reply);
}

bool Session::begins_tls() const {
  const auto* starting = std::get_if<StartingTls>(&state_);
  return starting != nullptr && starting->agreed;
}

void Session::sink_failed() {
  state_ = Leaving{};
}

State Session::after(const Reply& reply) const {
  const bool is_last = std::holds_alternative<Leaving>(state_);
  if (is_last || (!reply.ok && std::holds_alternative<Connecting>(state_))) return Closed{};
  if (!reply.ok) return Leaving{};
  if (std::holds_alternative<StartingTls>(state_)) return StartingTls{true};
  if (std::holds_alternative<Connecting>(state_)) {
    return order_.tls == TlsUse::none ? State(Authorization{}) : State(StartingTls{});
  }
  if (std::holds_alternative<Authorization>(state_)) return UserGiven{};
  if (std::holds_alternative<UserGiven>(state_)) return Listing{};
  if (std::holds_alternative<Listing>(state_)) return at_message(0);
  if (const auto* retrieving = std::get_if<Retrieving>(&state_)) {
    if (order_.remove) return Removing{retrieving->index};
    return at_message(retrieving->index + 1);
  }
  return at_message(std::get<Removing>(state_).index + 1);
}

State Session::at_message(std::size_t index) const {
  if (index < messages_.size()) return Retrieving{index};
  return Leaving{};
}

void Session::take_listing(const Reply& reply) {
  for (const std::string& line : reply.listing) {
    if (auto listed = parse_listed(line)) messages_.push_back(std::move(*listed));
  }
}

}  // namespace client

trace::SessionTable client_table() {
  using namespace client;
  return {"pop3",
          "client",
          {Connecting::name, StartingTls::name, Authorization::name, UserGiven::name, Listing::name,
           Retrieving::name, Removing::name, Leaving::name, Closed::name},
          {{"(greeting)", {Connecting::name}, Authorization::name, "RFC 1939 §4"},
           {"STLS", {StartingTls::name}, Authorization::name, "RFC 2595 §4"},
           {"USER", {Authorization::name}, UserGiven::name, "RFC 1939 §7"},
           {"PASS", {UserGiven::name}, Listing::name, "RFC 1939 §7"},
           {"UIDL", {Listing::name}, Retrieving::name, "RFC 1939 §7"},
           {"RETR", {Retrieving::name}, Removing::name, "RFC 1939 §5"},
           {"DELE", {Removing::name}, Retrieving::name, "RFC 1939 §5"},
           {"QUIT", {Leaving::name}, Closed::name, "RFC 1939 §6"}}};
}

}  // namespace mailtown::pop3
