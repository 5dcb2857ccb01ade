#include "smtp/command_codec.h"

#include "address/domain.h"
#include "smtp/parameter_codec.h"
#include "smtp/path_codec.h"
#include "text/ascii.h"

namespace mailtown::smtp {

namespace {

std::string_view without_trailing_blanks(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Takes `keyword` off the front of `text`, in any case.
bool take_keyword(std::string_view& text, std::string_view keyword) {
  if (!same_text(text.substr(0, keyword.size()), keyword)) return false;
  text.remove_prefix(keyword.size());
  return true;
}

// RFC 5321 §4.1.1.1: a domain or an address literal. Replies to a hello carry no enhanced status
// (RFC 2034 §4).
template <class Hello>
Parsed<Hello> parse_hello(std::string_view arguments) {
  if (parse_domain(arguments) || parse_address_literal(arguments)) {
    return Hello{std::string(arguments)};
  }
  return Reply(501, {5, 5, 4},
               "say your host name or address literal, as in EHLO client.example.org");
}

template <class Plain>
Parsed<Plain> parse_without_arguments(std::string_view arguments) {
  if (arguments.empty()) return Plain{};
  return Reply(501, {5, 5, 4}, "this command takes no arguments");
}

}  // namespace

SplitLine split_line(std::string_view line) {
  line = without_trailing_blanks(line);
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos) return {upper_case(line), {}};
  return {upper_case(line.substr(0, blank)), line.substr(blank + 1)};
}

Parsed<Ehlo> parse_ehlo(std::string_view arguments) {
  return parse_hello<Ehlo>(arguments);
}
Parsed<Helo> parse_helo(std::string_view arguments) {
  return parse_hello<Helo>(arguments);
}

// RFC 5321 §4.1.1.2
Parsed<Mail> parse_mail(std::string_view arguments) {
  if (!take_keyword(arguments, "FROM:")) {
    return Reply(501, {5, 5, 4}, "write MAIL FROM:<address>, without blanks");
  }
  const auto sender = take_path(arguments);
  if (!sender || (sender->domain.empty() && !sender->is_null())) {
    return Reply(501, {5, 1, 7}, "the sender's address is malformed");
  }
  return parse_mail_parameters(Mail{*sender, 0, false}, arguments);
}

// RFC 5321 §4.1.1.3
Parsed<Rcpt> parse_rcpt(std::string_view arguments) {
  if (!take_keyword(arguments, "TO:")) {
    return Reply(501, {5, 5, 4}, "write RCPT TO:<address>, without blanks");
  }
  const auto recipient = take_path(arguments);
  if (!recipient || recipient->is_null()) {
    return Reply(501, {5, 1, 3}, "the recipient's address is malformed");
  }
  if (!arguments.empty()) return Reply(555, {5, 5, 4}, "RCPT takes no parameters here");
  return Rcpt{*recipient};
}

Parsed<Data> parse_data(std::string_view arguments) {
  return parse_without_arguments<Data>(arguments);
}
Parsed<Rset> parse_rset(std::string_view arguments) {
  return parse_without_arguments<Rset>(arguments);
}
Parsed<Quit> parse_quit(std::string_view arguments) {
  return parse_without_arguments<Quit>(arguments);
}
// RFC 5321 §4.1.1.9: a string may follow and means nothing.
Parsed<Noop> parse_noop(std::string_view) {
  return Noop{};
}

Parsed<Vrfy> parse_vrfy(std::string_view arguments) {
  if (arguments.empty()) return Reply(501, {5, 5, 4}, "VRFY needs a user name or address");
  return Vrfy{std::string(arguments)};
}
Parsed<Expn> parse_expn(std::string_view arguments) {
  return Expn{std::string(arguments)};
}
Parsed<Help> parse_help(std::string_view arguments) {
  return Help{std::string(arguments)};
}

Parsed<StartTls> parse_starttls(std::string_view arguments) {
  return parse_without_arguments<StartTls>(arguments);
}

// RFC 4954 §4
Parsed<Auth> parse_auth(std::string_view arguments) {
  const std::size_t blank = arguments.find(' ');
  Auth auth{upper_case(arguments.substr(0, blank)), std::nullopt};
  if (auth.mechanism.empty()) return Reply(501, {5, 5, 4}, "AUTH needs a mechanism");
  if (blank != std::string_view::npos) auth.initial = std::string(arguments.substr(blank + 1));
  return auth;
}

Parsed<AuthResponse> parse_auth_response(std::string_view line) {
  return AuthResponse{std::string(line)};
}

std::string mask_command(std::string_view line) {
  const SplitLine split = split_line(line);
  if (split.verb != "AUTH") return std::string(line);
  const std::size_t initial = split.arguments.find(' ');
  if (initial == std::string_view::npos) return std::string(line);
  return "AUTH " + std::string(split.arguments.substr(0, initial)) + " ****";
}

}  // namespace mailtown::smtp
