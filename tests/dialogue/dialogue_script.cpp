#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "tests/dialogue/dialogue.h"
#include "trace/json_codec.h"

namespace mailtown::dialogue {

namespace {

using Kind = ScriptLine::Kind;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// \r, \n, \\ and \xNN as the bytes that they stand for.
std::string unescaped(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      bytes += text[at];
      continue;
    }
    const char kind = text[++at];
    if (kind == 'r') bytes += '\r';
    if (kind == 'n') bytes += '\n';
    if (kind == '\\') bytes += '\\';
    if (kind == 'x') {
      int value = 0;
      const auto digits = text.substr(at + 1, 2);
      std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
      bytes += static_cast<char>(value);
      at += digits.size();
    }
  }
  return bytes;
}

// "(waits 300 s)"
bool parse_wait(std::string_view text, Duration& wait) {
  constexpr std::string_view begin = "(waits ";
  constexpr std::string_view end = " s)";
  if (text.substr(0, begin.size()) != begin || text.size() < begin.size() + end.size())
    return false;
  int seconds = 0;
  std::from_chars(text.data() + begin.size(), text.data() + text.size(), seconds);
  wait = std::chrono::seconds(seconds);
  return true;
}

void add_option(Script& script, std::string_view text) {
  const std::size_t equals = text.find('=');
  const auto value =
      equals == std::string_view::npos ? std::string_view() : text.substr(equals + 1);
  script.options[std::string(trimmed(text.substr(0, equals)))] = std::string(trimmed(value));
}

void add_client_line(Script& script, std::string_view text, int number, int client) {
  ScriptLine line{Kind::send, std::string(text) + "\r\n", {}, number, client};
  if (text == "(closes)") line.kind = Kind::close;
  if (parse_wait(text, line.wait)) line.kind = Kind::wait;
  script.lines.push_back(std::move(line));
}

void add_line(Script& script, std::string_view line, int number) {
  const std::string_view mark = line.substr(0, 2);
  const std::string_view text = line.size() > 3 ? line.substr(3) : std::string_view();
  const int client = mark[0] == 'c' || mark[0] == 's' ? 1 : 0;
  if (mark == "S:" || mark == "s:") {
    const Kind kind = text == "(closes)" ? Kind::expect_close : Kind::expect;
    script.lines.push_back({kind, std::string(text), {}, number, client});
  } else if (mark == "C:" || mark == "c:") {
    add_client_line(script, text, number, client);
  } else if (mark == "C|" || mark == "c|") {
    script.lines.push_back({Kind::send, unescaped(text), {}, number, client});
  } else if (line[0] == '!') {
    add_option(script, line.substr(1));
  } else if (mark.size() == 2 && mark[1] == ':') {
    script.extra_lines[mark[0]].emplace_back(text);
  } else if (line[0] != '#') {
    script.problems.push_back(fmt::format("line {}: '{}' means nothing", number, line));
  }
}

}  // namespace

int Script::clients() const {
  const auto is_second = [](const ScriptLine& line) { return line.client == 1; };
  return std::any_of(lines.begin(), lines.end(), is_second) ? 2 : 1;
}

std::string Script::option(const std::string& name, const std::string& otherwise) const {
  const auto found = options.find(name);
  return found == options.end() ? otherwise : found->second;
}

Script parse_script(std::string_view text) {
  Script script;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty()) add_line(script, line, number);
  }
  return script;
}

Script read_script(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  Script script = parse_script(text);
  if (script.lines.empty()) script.problems.push_back(path + " holds no dialogue");
  return script;
}

bool matches(std::string_view pattern, std::string_view text) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == text;
  if (text.substr(0, star) != pattern.substr(0, star)) return false;
  text.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  for (std::size_t skip = 0; skip <= text.size(); ++skip) {
    if (matches(pattern, text.substr(skip))) return true;
  }
  return false;
}

}  // namespace mailtown::dialogue
