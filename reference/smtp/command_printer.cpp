// The other half of command_codec.h: commands as the client writes them.
#include <fmt/format.h>

#include "smtp/command_codec.h"

namespace mailtown::smtp {

namespace {

std::string with_argument(std::string verb, const std::string& argument) {
  return argument.empty() ? std::move(verb) : verb + " " + argument;
}

std::string print(const Ehlo& ehlo) {
  return "EHLO " + ehlo.name;
}
std::string print(const Helo& helo) {
  return "HELO " + helo.name;
}
std::string print(const Mail& mail) {
  return fmt::format("MAIL FROM:<{}>{}{}", mail.sender.to_string(),
                     mail.size == 0 ? "" : fmt::format(" SIZE={}", mail.size),
                     mail.eight_bit ? " BODY=8BITMIME" : "");
}
std::string print(const Rcpt& rcpt) {
  return fmt::format("RCPT TO:<{}>", rcpt.recipient.to_string());
}
std::string print(const Data&) {
  return "DATA";
}
std::string print(const Rset&) {
  return "RSET";
}
std::string print(const Noop&) {
  return "NOOP";
}
std::string print(const Quit&) {
  return "QUIT";
}
std::string print(const Vrfy& vrfy) {
  return with_argument("VRFY", vrfy.text);
}
std::string print(const Expn& expn) {
  return with_argument("EXPN", expn.text);
}
std::string print(const Help& help) {
  return with_argument("HELP", help.topic);
}
std::string print(const StartTls&) {
  return "STARTTLS";
}
std::string print(const Auth& auth) {
  return with_argument("AUTH " + auth.mechanism, auth.initial.value_or(""));
}
std::string print(const AuthResponse& response) {
  return response.text;
}

}  // namespace

std::string print_command(const Command& command) {
  return std::visit([](const auto& each) { return print(each); }, command);
}

}  // namespace mailtown::smtp
