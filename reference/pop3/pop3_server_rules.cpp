// The rows of connection, log-in and end (RFC 1939 §4, §6; RFC 2449 §5).
#include "pop3/pop3_server_rules.h"

#include <fmt/format.h>

namespace mailtown::pop3::server {

Transition greet(Facts& facts, const Connect&, const Answer&) {
  return {Reply::yes(facts.options.hostname + " has your mail"), Authorization{}, Send{}};
}

bool may_log_in(const Facts& facts) {
  return facts.info.tls || facts.options.allow_passwords_in_clear;
}

Verdict check_stls(const Facts& facts, const Stls&) {
  if (facts.info.tls) return Reply::no("", "this connection is encrypted already");
  if (!facts.options.offers_tls) return Reply::no("", "there is no TLS here");
  return Proceed{};
}

// RFC 2595 §4: whatever was said in the clear counts for nothing afterwards.
Transition apply_stls(Facts&, const Stls&, const Answer&) {
  return {Reply::yes("begin TLS now"), Authorization{}, BeginTls{}};
}

Reply refuse_in_clear() {
  return Reply::no("AUTH", "passwords do not travel in the clear here: use TLS");  // RFC 3206 §4
}

// Refused before the password is sent, not after.
Verdict check_user(const Facts& facts, const User&) {
  if (may_log_in(facts)) return Proceed{};
  return refuse_in_clear();
}

// RFC 1939 §7: also for a user whom nobody knows, so as not to tell.
Transition apply_user(Facts&, const User& user, const Answer&) {
  return {Reply::yes("now the password"), UserGiven{user.login}, Send{}};
}

Verdict check_pass(const Facts& facts, const Pass& pass) {
  return CredentialsGiven{std::get<UserGiven>(facts.state).login, pass.password};
}

Transition apply_pass(Facts& facts, const Pass&, const Answer& answer) {
  return enter_maildrop(facts, answer);
}

Transition enter_maildrop(Facts& facts, const Answer& answer) {
  facts.info.login = answer.login;
  Transaction transaction;
  for (const MaildropMessage& message : answer.maildrop->messages()) {
    transaction.messages.push_back({message.uid, message.bytes});
  }
  Reply reply = Reply::yes(fmt::format("{} messages", transaction.messages.size()));
  return {std::move(reply), std::move(transaction), Send{}};
}

// RFC 2449 §5 and §6; AUTH-RESP-CODE: RFC 3206 §6.
Transition apply_capa(Facts& facts, const Capa&, const Answer&) {
  std::vector<std::string> capabilities = {"TOP", "UIDL"};
  if (may_log_in(facts)) {
    capabilities.push_back("USER");
    capabilities.push_back("SASL " + sasl::mechanism_names());  // RFC 5034 §3
  }
  if (facts.options.offers_tls && !facts.info.tls) capabilities.push_back("STLS");
  for (const char* name :
       {"RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "EXPIRE NEVER", "IMPLEMENTATION Mailtown"}) {
    capabilities.push_back(name);
  }
  return {Reply::yes("here is what I can do", std::move(capabilities)), std::move(facts.state),
          Send{}};
}

// RFC 1939 §6: only QUIT in the TRANSACTION state leads to UPDATE; without it nothing is removed.
Transition apply_quit(Facts& facts, const Quit&, const Answer&) {
  const auto* transaction = std::get_if<Transaction>(&facts.state);
  if (transaction == nullptr) return {Reply::yes("bye"), Closed{}, Close{}};
  MaildropUpdate update;
  for (std::size_t i = 0; i < transaction->messages.size(); ++i) {
    const Transaction::Message& message = transaction->messages[i];
    if (message.removed) {
      update.removed.push_back(i);
    } else if (message.retrieved) {
      update.retrieved.push_back(i);
    }
  }
  const std::size_t removed = update.removed.size();
  return {std::nullopt, Update{removed}, UpdateMaildrop{std::move(update)}};
}

Transition apply_updated(Facts& facts, const Updated& updated, const Answer&) {
  const std::size_t removed = std::get<Update>(facts.state).removed;
  Reply reply = updated.result ? Reply::yes(fmt::format("bye, {} messages removed", removed))
                               : Reply::no("SYS/TEMP", "some messages were not removed");
  return {std::move(reply), Closed{}, Close{}};
}

}  // namespace mailtown::pop3::server
