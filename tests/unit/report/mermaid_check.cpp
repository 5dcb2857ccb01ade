#include "tests/unit/report/mermaid_check.h"

#include <cctype>
#include <set>

namespace mailtown::report {

namespace {

// Whether every '#' begins an entity and every ';' ends one.
bool is_text(std::string_view text) {
  if (text.empty() || text.find("%%") != text.npos) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ';') return false;
    if (text[i] != '#') continue;
    const auto begin = ++i;
    while (i < text.size() && std::isalnum(static_cast<unsigned char>(text[i]))) ++i;
    if (i == begin || i == text.size() || text[i] != ';') return false;
  }
  return true;
}

bool take(std::string_view& text, std::string_view what) {
  if (text.substr(0, what.size()) != what) return false;
  text.remove_prefix(what.size());
  return true;
}

class Checker {
 public:
  // What is wrong with a line, or null.
  const char* check(std::string_view line) {
    if (!take(line, "    ")) return "not indented";
    if (take(line, "title ")) return line.find_first_of("#;") == line.npos ? nullptr : "title";
    if (take(line, "participant ")) return participant(line);
    if (take(line, "Note over ")) return lane_and_text(line);
    return message(line);
  }

 private:
  const char* participant(std::string_view line) {
    const auto as = line.find(" as ");
    if (as == line.npos || !is_text(line.substr(as + 4))) return "participant without a name";
    return lanes_.emplace(line.substr(0, as)).second ? nullptr : "participant declared twice";
  }

  const char* lane_and_text(std::string_view line) {
    const auto colon = line.find(": ");
    if (colon == line.npos) return "no text";
    if (!lanes_.contains(std::string(line.substr(0, colon)))) return "unknown participant";
    return is_text(line.substr(colon + 2)) ? nullptr : "text with a sign of the syntax";
  }

  const char* message(std::string_view line) {
    const auto from = line.find('-');
    if (from == line.npos || !lanes_.contains(std::string(line.substr(0, from)))) {
      return "neither a message nor anything else";
    }
    line.remove_prefix(from);
    if (!take(line, "-->>") && !take(line, "->>") && !take(line, "-x")) return "unknown arrow";
    return lane_and_text(line);
  }

  std::set<std::string> lanes_;
};

}  // namespace

std::string mermaid_error(std::string_view diagram) {
  if (!take(diagram, "sequenceDiagram\n")) return "not a sequence diagram";
  Checker checker;
  while (!diagram.empty()) {
    const auto end = diagram.find('\n');
    const auto line = diagram.substr(0, end);
    if (const auto* wrong = checker.check(line))
      return std::string(wrong) + ": " + std::string(line);
    diagram.remove_prefix(end == diagram.npos ? diagram.size() : end + 1);
  }
  return {};
}

}  // namespace mailtown::report
