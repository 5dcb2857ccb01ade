// Any bytes as a client's half of an IMAP session, begun at each depth: every line that the server
// says is a lawful response, memory stays bounded, and a session that has ended stays ended.
#include <cstdlib>

#include "tests/unit/imap/session_talk.h"

namespace {

using namespace mailtown::imap;

void demand(bool condition) {
  if (!condition) std::abort();
}

bool has_lawful_beginning(std::string_view line) {
  if (line.starts_with("* ") || line.starts_with("+ ")) return line.size() > 2;
  const auto blank = line.find(' ');
  if (blank == 0 || blank == line.npos) return false;
  const std::string_view rest = line.substr(blank + 1);
  return rest.starts_with("OK ") || rest.starts_with("NO ") || rest.starts_with("BAD ");
}

// Literals hold any line, so they are only passed over.
void check(std::string_view said) {
  while (!said.empty()) {
    const auto end = said.find("\r\n");
    demand(end != said.npos);
    const std::string_view line = said.substr(0, end);
    demand(has_lawful_beginning(line) || line == "+ ");
    for (const char c : line) demand(c >= 0x20 && c != 0x7f);
    said.remove_prefix(end + 2);
  }
}

void converse(std::string_view bytes, const char* beginning) {
  SessionTalk talk;
  check(talk.say(beginning));
  // In two pieces, wherever they end.
  check(talk.say(bytes.substr(0, bytes.size() / 2)));
  check(talk.say(bytes.substr(bytes.size() / 2)));
  if (!talk.is_closed()) return;
  demand(talk.say("a NOOP\r\n").empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  converse(bytes, "");
  converse(bytes, "a AUTHENTICATE LOGIN\r\n");
  converse(bytes, "a LOGIN ivanov secret\r\n");
  converse(bytes, "a LOGIN ivanov secret\r\nb SELECT INBOX\r\n");
  converse(bytes, "a LOGIN ivanov secret\r\nb EXAMINE INBOX\r\nc IDLE\r\n");
  return 0;
}
