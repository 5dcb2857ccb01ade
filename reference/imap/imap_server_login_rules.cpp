// The rows of connection, log-in, IDLE and end (RFC 3501 §6.1, §6.2; RFC 2177).
#include <fmt/format.h>

#include "imap/imap_server_rules.h"

namespace mailtown::imap::server {

namespace {

bool may_log_in(const Facts& facts) {
  return facts.info.tls || facts.options.allow_passwords_in_clear;
}

// RFC 5530 §3. Refused before the password is sent where the client asks first, which
// LOGINDISABLED tells it to (RFC 3501 §6.2.3).
Reply refuse_in_clear() {
  return Reply::no("PRIVACYREQUIRED", "passwords do not travel in the clear here: use TLS");
}

Reply refuse(sasl::Fault fault) {
  const std::string text = sasl::to_string(fault);
  if (fault == sasl::Fault::other_identity) return Reply::no("AUTHORIZATIONFAILED", text);
  return Reply::bad(text);
}

Verdict verdict_of(const sasl::Move& move) {
  if (const auto* fault = std::get_if<sasl::Fault>(&move)) return refuse(*fault);
  if (const auto* given = std::get_if<sasl::Credentials>(&move)) {
    return Question(CredentialsGiven{given->login, given->password});
  }
  return Proceed{};
}

Transition welcome(Facts& facts, const Answer& answer) {
  facts.info.login = answer.login;
  facts.state = Authenticated{};
  Reply reply = Reply::ok("CAPABILITY " + capabilities(facts), "welcome");
  return stay(facts, std::move(reply));
}

// What an accepted response leads to.
Transition follow(Facts& facts, const sasl::Move& move, const Answer& answer) {
  const auto* next = std::get_if<sasl::Exchange>(&move);
  if (!next) return welcome(facts, answer);
  return {{}, Reply::more(sasl::challenge_of(*next)), LoggingIn{*next}, Send{}};
}

sasl::Exchange begin(const Authenticate& authenticate) {
  return {*sasl::parse_mechanism(authenticate.mechanism), std::nullopt};
}

const sasl::Exchange& exchange_of(const Facts& facts) {
  return std::get<LoggingIn>(facts.state).exchange;
}

}  // namespace

Transition stay(Facts& facts, Reply reply, std::vector<std::string> data) {
  return {std::move(data), std::move(reply), std::move(facts.state), Send{}};
}

std::string capabilities(const Facts& facts) {
  std::string text = "IMAP4rev1 LITERAL+ ID SASL-IR";
  if (facts.info.login.empty()) {
    if (facts.options.offers_tls && !facts.info.tls) text += " STARTTLS";
    if (!may_log_in(facts)) return text + " LOGINDISABLED";
    for (const auto mechanism : sasl::mechanisms) {
      text += fmt::format(" AUTH={}", sasl::to_string(mechanism));
    }
    return text;
  }
  return text + " ENABLE IDLE NAMESPACE UIDPLUS MOVE UNSELECT CHILDREN SPECIAL-USE" +
         fmt::format(" APPENDLIMIT={}", facts.options.message_bytes_max);
}

Transition greet(Facts& facts, const Connect&, const Answer&) {
  Reply reply =
      Reply::ok("CAPABILITY " + capabilities(facts), facts.options.hostname + " has your mail");
  return {{}, std::move(reply), NotAuthenticated{}, Send{}};
}

Transition apply_capability(Facts& facts, const Capability&, const Answer&) {
  return stay(facts, Reply::ok("that is what I can do"), {"* CAPABILITY " + capabilities(facts)});
}

Transition apply_noop(Facts& facts, const Noop&, const Answer&) {
  return stay(facts, Reply::ok("still here"));
}

Transition apply_logout(Facts&, const Logout&, const Answer&) {
  return {{Reply::bye("until next time").to_string("*")}, Reply::ok("bye"), Closed{}, End{}};
}

// RFC 2971 §3.2: a name, and no version for attackers to look up.
Transition apply_id(Facts& facts, const Id&, const Answer&) {
  return stay(facts, Reply::ok("pleased to meet you"), {"* ID (\"name\" \"Mailtown\")"});
}

Verdict check_starttls(const Facts& facts, const StartTls&) {
  if (facts.info.tls) return Reply::bad("TLS is there already");
  if (!facts.options.offers_tls) return Reply::bad("I have no certificate: no TLS here");
  return Proceed{};
}

Transition apply_starttls(Facts& facts, const StartTls&, const Answer&) {
  return {{}, Reply::ok("begin TLS now"), std::move(facts.state), BeginTls{}};
}

// RFC 3501 §6.2.1: the client asks for capabilities anew; nothing is said unasked.
Transition apply_tls_started(Facts& facts, const TlsStarted&, const Answer&) {
  facts.info.tls = true;
  return {{}, std::nullopt, std::move(facts.state), Send{}};
}

Verdict check_authenticate(const Facts& facts, const Authenticate& authenticate) {
  if (!sasl::parse_mechanism(authenticate.mechanism)) {
    return Reply::no("CANNOT", "I know PLAIN and LOGIN");
  }
  if (!may_log_in(facts)) return refuse_in_clear();
  if (!authenticate.initial) return Proceed{};
  return verdict_of(sasl::take_initial_response(begin(authenticate), *authenticate.initial));
}

Transition apply_authenticate(Facts& facts, const Authenticate& authenticate,
                              const Answer& answer) {
  const sasl::Exchange exchange = begin(authenticate);
  if (authenticate.initial) {
    return follow(facts, sasl::take_initial_response(exchange, *authenticate.initial), answer);
  }
  return follow(facts, exchange, answer);
}

Verdict check_response(const Facts& facts, const Response& response) {
  return verdict_of(sasl::take_response(exchange_of(facts), response.text));
}

Transition apply_response(Facts& facts, const Response& response, const Answer& answer) {
  return follow(facts, sasl::take_response(exchange_of(facts), response.text), answer);
}

Verdict check_login(const Facts& facts, const Login& login) {
  if (!may_log_in(facts)) return refuse_in_clear();
  return Question(CredentialsGiven{login.login, login.password});
}

Transition apply_login(Facts& facts, const Login&, const Answer& answer) {
  return welcome(facts, answer);
}

// RFC 5161 §3.1: what is not known is passed over; nothing here needs to be enabled.
Transition apply_enable(Facts& facts, const Enable& enable, const Answer&) {
  std::string text = "nothing of that is known here";
  for (const std::string& capability : enable.capabilities) {
    if (capability.starts_with("UTF8=")) {
      text = "UTF8=ACCEPT is not offered: mail with 8-bit headers (SMTPUTF8) is not taken here";
    }
  }
  return stay(facts, Reply::ok(text), {"* ENABLED"});
}

Transition apply_idle(Facts& facts, const Idle&, const Answer&) {
  Idling idling;
  if (auto* selection = selection_of(facts.state)) idling.selection = std::move(*selection);
  return {{}, Reply::more("I tell you what happens; say DONE"), std::move(idling), TellChanges{}};
}

Transition apply_done(Facts& facts, const Done&, const Answer&) {
  auto selection = std::move(std::get<Idling>(facts.state).selection);
  State next = Authenticated{};
  if (selection) next = Selected{std::move(*selection)};
  return {{}, Reply::ok("done"), std::move(next), Send{}};
}

}  // namespace mailtown::imap::server
