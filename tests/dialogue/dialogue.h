// Dialogue scripts: a conversation with a server, written as a transcript, that is played to it.
//
//   # what this case shows
//   ! users = ivanov:secret          an option for the server under test
//   S: 220 * ESMTP *                 the server must say this; * stands for any text
//   C: EHLO client.example.org       we say this, and CRLF
//   C| MAIL FROM:<a@example.org>\n   we send these bytes: \r \n \\ \xNN, no line end of our own
//   C: (waits 300 s)                 we say nothing for so long (virtual time)
//   C: (closes)                      we end our direction
//   S: (closes)                      the server must end its
//
//   c: a001 NOOP                     the same with a second client, which is connected from its
//   s: a001 OK *                     first line on
//
// Client lines that follow each other go out in one write: that is how a script pipelines. After
// the last line each client ends its direction, and the server must end too, saying nothing more.
// Lines that begin with another letter and a colon ("M: ...") are kept for the test's own use.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/platform.h"

namespace mailtown::dialogue {

struct ScriptLine {
  enum class Kind { expect, expect_close, send, wait, close };
  Kind kind{};
  std::string text;  // pattern to expect, or bytes to send
  Duration wait{};
  int number = 0;  // in the file
  int client = 0;  // 1: the second one
};

struct Script {
  std::map<std::string, std::string> options;  // of the "!" lines
  std::vector<ScriptLine> lines;
  std::map<char, std::vector<std::string>> extra_lines;  // by their letter
  std::vector<std::string> problems;                     // lines that could not be read

  int clients() const;  // 1 or 2
  bool has(const std::string& option) const { return options.count(option) != 0; }
  std::string option(const std::string& name, const std::string& otherwise = {}) const;
};

Script parse_script(std::string_view text);
Script read_script(const std::string& path);

// Serves one client on `stream` and returns when its connection has ended. Called for each client.
using Serve = std::function<Task<>(std::unique_ptr<ByteStream> stream, Platform& platform)>;

enum class Pace {
  blocks,  // client lines that follow each other in one write
  bytes,   // each byte in a write of its own
};

// Plays the script to the server in a simulated world. Returns what went otherwise, empty if
// nothing did: "line 7: expected '250 *', came '550 5.1.1 ...'".
std::vector<std::string> play(const Script& script, const Serve& serve, Pace pace);

// Whether `text` is what the pattern says; * stands for any text, also none.
bool matches(std::string_view pattern, std::string_view text);

}  // namespace mailtown::dialogue
