#include "smtp/reply_codec.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace mailtown::smtp {

namespace {

// No server needs more, and an endless reply must not fill our memory.
constexpr std::size_t reply_lines_max = 128;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Takes a number of 1 to 3 digits off `text` (RFC 3463 §2), or nothing.
std::optional<int> take_number(std::string_view& text) {
  int number = 0;
  const std::string_view digits = text.substr(0, 3);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || !is_digit(digits.front())) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - digits.data()));
  return number;
}

bool take_dot(std::string_view& text) {
  if (text.empty() || text.front() != '.') return false;
  text.remove_prefix(1);
  return true;
}

// Takes an enhanced status code and the blank behind it off `text` (RFC 2034 §3), if one is there
// and its class is the reply code's.
EnhancedStatus take_status(std::string_view& text, int code) {
  std::string_view rest = text;
  const auto klass = take_number(rest);
  if (!klass || *klass != code / 100 || *klass == 3 || !take_dot(rest)) return {};
  const auto subject = take_number(rest);
  if (!subject || !take_dot(rest)) return {};
  const auto detail = take_number(rest);
  if (!detail || (!rest.empty() && rest.front() != ' ')) return {};
  text = rest.empty() ? rest : rest.substr(1);
  return {*klass, *subject, *detail};
}

std::string printable(std::string_view text) {
  std::string safe(text);
  std::replace_if(
      safe.begin(), safe.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return safe;
}

}  // namespace

std::string EnhancedStatus::to_string() const {
  return is_given() ? fmt::format("{}.{}.{}", klass, subject, detail) : std::string();
}

std::string Reply::to_string() const {
  return fmt::format("{} {}{}{}", code, status.to_string(), status.is_given() ? " " : "",
                     fmt::join(lines, " / "));
}

std::vector<std::string> print_reply(const Reply& reply) {
  std::vector<std::string> printed;
  const std::string status = reply.status.is_given() ? reply.status.to_string() + " " : "";
  for (const std::string& text : reply.lines) {
    const char mark = printed.size() + 1 < reply.lines.size() ? '-' : ' ';
    std::string line = fmt::format("{}{}{}{}", reply.code, mark, status, printable(text));
    line.resize(std::min(line.size(), reply_line_bytes_max - 2));
    printed.push_back(std::move(line));
  }
  return printed;
}

ReplyParser::Progress ReplyParser::add_line(std::string_view line) {
  // RFC 5321 §4.2: Reply-code = %x32-35 %x30-35 %x30-39; later sections allow any second digit.
  if (line.size() < 3 || line[0] < '2' || line[0] > '5' || !is_digit(line[1]) ||
      !is_digit(line[2])) {
    return Progress::malformed;
  }
  const int code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  if (!reply_.lines.empty() && reply_.code != code) return Progress::malformed;
  if (reply_.lines.size() == reply_lines_max) return Progress::malformed;
  reply_.code = code;

  line.remove_prefix(3);
  const char mark = line.empty() ? ' ' : line.front();  // "250" alone is a last line, too
  if (mark != ' ' && mark != '-') return Progress::malformed;
  if (!line.empty()) line.remove_prefix(1);
  const EnhancedStatus status = take_status(line, code);
  if (status.is_given()) reply_.status = status;
  reply_.lines.emplace_back(line);
  return mark == '-' ? Progress::more : Progress::complete;
}

Reply ReplyParser::take() {
  return std::exchange(reply_, {});
}

}  // namespace mailtown::smtp
