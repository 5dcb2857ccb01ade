#include "pop3/command_codec.h"

#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "text/ascii.h"

namespace mailtown::pop3 {

namespace {

std::string_view without_blanks(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

template <class Kind>
Parsed<Kind> parse_alone(std::string_view arguments) {
  if (!without_blanks(arguments).empty()) return Reply::no("", "this command has no argument");
  return Kind{};
}

// RFC 1939 §5 has digits and nothing else: no sign.
std::optional<std::uint32_t> parse_number(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<MessageNumber> parse_message_number(std::string_view text) {
  const auto number = parse_number(text);
  return number && *number > 0 ? number : std::nullopt;
}

template <class Kind>
Parsed<Kind> parse_numbered(std::string_view arguments) {
  const auto number = parse_message_number(without_blanks(arguments));
  if (!number) return Reply::no("", "that is no message number");
  return Kind{*number};
}

template <class Kind>
Parsed<Kind> parse_perhaps_numbered(std::string_view arguments) {
  if (without_blanks(arguments).empty()) return Kind{};
  return parse_numbered<Kind>(arguments);
}

// --- printing ------------------------------------------------------------------------------------

std::string with_number(const char* verb, std::optional<MessageNumber> number) {
  return number ? fmt::format("{} {}", verb, *number) : std::string(verb);
}

std::string print(const User& user) {
  return "USER " + user.login;
}
std::string print(const Pass& pass) {
  return "PASS " + pass.password;
}
std::string print(const Auth& auth) {
  return "AUTH " + auth.mechanism + (auth.initial ? " " + *auth.initial : "");
}
std::string print(const AuthResponse& response) {
  return response.text;
}
std::string print(const Capa&) {
  return "CAPA";
}
std::string print(const Stls&) {
  return "STLS";
}
std::string print(const Stat&) {
  return "STAT";
}
std::string print(const List& list) {
  return with_number("LIST", list.number);
}
std::string print(const Uidl& uidl) {
  return with_number("UIDL", uidl.number);
}
std::string print(const Retr& retr) {
  return with_number("RETR", retr.number);
}
std::string print(const Top& top) {
  return fmt::format("TOP {} {}", top.number, top.lines);
}
std::string print(const Dele& dele) {
  return with_number("DELE", dele.number);
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

}  // namespace

SplitLine split_line(std::string_view line) {
  const auto blank = line.find(' ');
  if (blank == line.npos) return {upper_case(line), {}};
  return {upper_case(line.substr(0, blank)), line.substr(blank + 1)};
}

Parsed<User> parse_user(std::string_view arguments) {
  const std::string_view login = without_blanks(arguments);
  if (login.empty()) return Reply::no("", "USER needs a name");
  return User{std::string(login)};
}

Parsed<Pass> parse_pass(std::string_view arguments) {
  if (arguments.empty()) return Reply::no("", "PASS needs a password");
  return Pass{std::string(arguments)};
}

Parsed<Auth> parse_auth(std::string_view arguments) {
  const std::string_view both = without_blanks(arguments);
  if (both.empty()) return Reply::no("", "AUTH needs a mechanism: CAPA lists them");
  const auto blank = both.find(' ');
  if (blank == both.npos) return Auth{upper_case(both), std::nullopt};
  return Auth{upper_case(both.substr(0, blank)),
              std::string(without_blanks(both.substr(blank + 1)))};
}

Parsed<Capa> parse_capa(std::string_view arguments) {
  return parse_alone<Capa>(arguments);
}
Parsed<Stls> parse_stls(std::string_view arguments) {
  return parse_alone<Stls>(arguments);
}
Parsed<Stat> parse_stat(std::string_view arguments) {
  return parse_alone<Stat>(arguments);
}
Parsed<List> parse_list(std::string_view arguments) {
  return parse_perhaps_numbered<List>(arguments);
}
Parsed<Uidl> parse_uidl(std::string_view arguments) {
  return parse_perhaps_numbered<Uidl>(arguments);
}
Parsed<Retr> parse_retr(std::string_view arguments) {
  return parse_numbered<Retr>(arguments);
}

Parsed<Top> parse_top(std::string_view arguments) {
  const std::string_view both = without_blanks(arguments);
  const auto blank = both.find(' ');
  if (blank == both.npos) return Reply::no("", "TOP needs a message and a number of lines");
  const auto number = parse_message_number(both.substr(0, blank));
  if (!number) return Reply::no("", "that is no message number");
  const auto lines = parse_number(without_blanks(both.substr(blank)));
  if (!lines) return Reply::no("", "that is no number of lines");
  return Top{*number, *lines};
}

Parsed<Dele> parse_dele(std::string_view arguments) {
  return parse_numbered<Dele>(arguments);
}
Parsed<Rset> parse_rset(std::string_view arguments) {
  return parse_alone<Rset>(arguments);
}
Parsed<Noop> parse_noop(std::string_view arguments) {
  return parse_alone<Noop>(arguments);
}
Parsed<Quit> parse_quit(std::string_view arguments) {
  return parse_alone<Quit>(arguments);
}

std::string print_command(const Command& command) {
  return std::visit([](const auto& each) { return print(each); }, command);
}

std::string mask_command(std::string_view line) {
  const SplitLine split = split_line(line);
  if (split.verb == "PASS") return std::string(line.substr(0, 4)) + " ****";
  if (split.verb != "AUTH") return std::string(line);
  const auto initial = line.find(' ', line.find_first_not_of(' ', split.verb.size()));
  if (initial == line.npos) return std::string(line);
  return std::string(line.substr(0, initial)) + " ****";
}

}  // namespace mailtown::pop3
