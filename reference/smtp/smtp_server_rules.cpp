#include "smtp/smtp_server_rules.h"

#include <fmt/format.h>

namespace mailtown::smtp::server {

namespace {

// A reply that changes nothing.
Transition stay(Facts& facts, Reply reply) {
  return {std::move(reply), std::move(facts.state), Send{}};
}

}  // namespace

Verdict check_connect(const Facts&, const Connect&) {
  return ClientConnected{};
}

// RFC 5321 §4.2, §4.3.1: the greeting names the host and says that it speaks ESMTP.
Transition greet(Facts& facts, const Connect&, const Answer& answer) {
  facts.info.ptr_name = answer.ptr_name;
  facts.info.ptr_unknown = answer.ptr_unknown;
  return {Reply(220, {}, facts.options.hostname + " ESMTP Mailtown"), Greeted{}, Send{}};
}

Verdict check_ehlo(const Facts&, const Ehlo& ehlo) {
  return HelloGiven{ehlo.name};
}

Verdict check_helo(const Facts&, const Helo& helo) {
  return HelloGiven{helo.name};
}

// RFC 5321 §4.1.1.1, and a line for each extension that is offered. Also resets a transaction
// (§4.1.4).
Transition apply_ehlo(Facts& facts, const Ehlo& ehlo, const Answer&) {
  facts.info.helo = ehlo.name;
  facts.info.extended = true;
  Reply reply(250, {}, fmt::format("{} greets {}", facts.options.hostname, ehlo.name));
  reply.lines.push_back("PIPELINING");                                                // RFC 2920
  reply.lines.push_back(fmt::format("SIZE {}", facts.options.message_bytes_max));     // RFC 1870
  reply.lines.push_back("8BITMIME");                                                  // RFC 6152
  reply.lines.push_back("ENHANCEDSTATUSCODES");                                       // RFC 2034
  if (offers_tls(facts)) reply.lines.push_back("STARTTLS");                           // RFC 3207
  if (offers_login(facts)) reply.lines.push_back("AUTH " + sasl::mechanism_names());  // RFC 4954
  return {std::move(reply), Ready{}, Send{}};
}

Transition apply_helo(Facts& facts, const Helo& helo, const Answer&) {
  facts.info.helo = helo.name;
  facts.info.extended = false;
  return {Reply(250, {}, facts.options.hostname), Ready{}, Send{}};
}

Transition apply_quit(Facts& facts, const Quit&, const Answer&) {
  return {Reply(221, {2, 0, 0}, facts.options.hostname + " says good-bye"), Closed{}, Close{}};
}

Transition apply_noop(Facts& facts, const Noop&, const Answer&) {
  return stay(facts, Reply(250, {2, 0, 0}, "Ok"));
}

// RFC 5321 §3.5.3, §7.3: says neither yes nor no, else anyone could try out our users' names.
Transition apply_vrfy(Facts& facts, const Vrfy&, const Answer&) {
  return stay(facts, Reply(252, {2, 0, 0}, "I do not tell who is here; send, and you will see"));
}

Transition apply_expn(Facts& facts, const Expn&, const Answer&) {
  return stay(facts, Reply(502, {5, 5, 1}, "EXPN is not offered"));
}

Transition apply_help(Facts& facts, const Help&, const Answer&) {
  return stay(facts,
              Reply(214, {2, 0, 0}, "See RFC 5321: EHLO HELO MAIL RCPT DATA RSET NOOP QUIT VRFY"));
}

}  // namespace mailtown::smtp::server
