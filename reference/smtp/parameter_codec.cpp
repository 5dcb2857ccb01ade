#include "smtp/parameter_codec.h"

#include <charconv>
#include <optional>
#include <set>

#include "text/ascii.h"

namespace mailtown::smtp {

namespace {

// size-value of RFC 1870 §3: 1 to 20 digits. What does not fit into 64 bits is as good as endless.
std::optional<std::uint64_t> parse_size(std::string_view digits) {
  if (digits.empty() || digits.size() > 20) return std::nullopt;
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::uint64_t size = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  return read.ec == std::errc() ? size : UINT64_MAX;
}

Reply malformed(std::string_view parameter) {
  return Reply(501, {5, 5, 4}, "malformed parameter " + std::string(parameter));
}

// Adds one "KEYWORD=value" to `mail`; the reply if it cannot be.
std::optional<Reply> add_parameter(Mail& mail, std::string_view keyword, std::string_view value) {
  if (keyword == "SIZE") {
    const auto size = parse_size(value);
    if (!size) return malformed(keyword);
    mail.size = *size;
    return std::nullopt;
  }
  if (keyword == "BODY") {
    mail.eight_bit = same_text(value, "8BITMIME");
    if (!mail.eight_bit && !same_text(value, "7BIT")) return malformed(keyword);
    return std::nullopt;
  }
  // Who first handed the mail in: read, and not believed (RFC 4954 §5 lets a server do that).
  if (keyword == "AUTH") return value.empty() ? std::optional(malformed(keyword)) : std::nullopt;
  return Reply(555, {5, 5, 4}, "unknown parameter " + std::string(keyword));
}

}  // namespace

Parsed<Mail> parse_mail_parameters(Mail mail, std::string_view parameters) {
  std::set<std::string> seen;
  while (!parameters.empty()) {
    if (parameters.front() != ' ') return malformed("after the address");
    parameters.remove_prefix(1);
    const std::string_view parameter = parameters.substr(0, parameters.find(' '));
    parameters.remove_prefix(parameter.size());
    const std::size_t equals = parameter.find('=');
    const std::string keyword = upper_case(parameter.substr(0, equals));
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : parameter.substr(equals + 1);
    if (keyword.empty() || !seen.insert(keyword).second) return malformed(keyword);
    if (auto refusal = add_parameter(mail, keyword, value)) return *refusal;
  }
  return mail;
}

}  // namespace mailtown::smtp
