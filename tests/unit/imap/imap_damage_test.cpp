// Each command in each state, with each kind of damage: the answer is BAD or NO with a text (or OK
// where the damage happens to make sense), the session lives on, and little memory is held.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/imap/session_talk.h"

namespace mailtown::imap {
namespace {

struct Command {
  const char* verb;
  std::string arguments;  // that make sense
};
const std::vector<Command> commands = {{"CAPABILITY", ""},
                                       {"NOOP", ""},
                                       {"ID", " NIL"},
                                       {"STARTTLS", ""},
                                       {"AUTHENTICATE", " PLAIN AGEAYg=="},
                                       {"LOGIN", " ivanov guess"},
                                       {"ENABLE", " X"},
                                       {"SELECT", " missing"},
                                       {"EXAMINE", " missing"},
                                       {"CREATE", " a"},
                                       {"DELETE", " a"},
                                       {"RENAME", " a b"},
                                       {"SUBSCRIBE", " a"},
                                       {"UNSUBSCRIBE", " a"},
                                       {"LIST", " \"\" *"},
                                       {"LSUB", " \"\" *"},
                                       {"NAMESPACE", ""},
                                       {"STATUS", " INBOX (MESSAGES)"},
                                       {"APPEND", " Sent (\\Seen) {3+}\r\nabc"},
                                       {"CHECK", ""},
                                       {"EXPUNGE", ""},
                                       {"UID EXPUNGE", " 1"},
                                       {"SEARCH", " TEXT x"},
                                       {"UID SEARCH", " ALL"},
                                       {"FETCH", " 1 (FLAGS BODY[1.2.HEADER.FIELDS (a)]<0.5>)"},
                                       {"UID FETCH", " 1:* FLAGS"},
                                       {"STORE", " 1 +FLAGS (\\Seen)"},
                                       {"UID STORE", " 1 FLAGS.SILENT ()"},
                                       {"COPY", " 1 Sent"},
                                       {"UID COPY", " 1 Sent"},
                                       {"MOVE", " 1 Sent"},
                                       {"UID MOVE", " 1 Sent"},
                                       {"UNKNOWN", " a"}};

// What is done to a command's line, without its CRLF.
using Damage = std::string (*)(const Command&);
struct NamedDamage {
  const char* name;
  Damage make;
};
std::string line_of(const Command& command) {
  return std::string("t ") + command.verb + command.arguments;
}
const std::vector<NamedDamage> damages = {
    {"cut", [](const Command& c) { return line_of(c).substr(0, line_of(c).size() - 1); }},
    {"no arguments", [](const Command& c) { return std::string("t ") + c.verb; }},
    {"only a blank", [](const Command& c) { return std::string("t ") + c.verb + " "; }},
    {"more behind", [](const Command& c) { return line_of(c) + " more"; }},
    {"no tag", [](const Command& c) { return line_of(c).substr(1); }},
    {"endless line", [](const Command& c) { return line_of(c) + std::string(200000, 'x'); }},
    {"parentheses", [](const Command& c) { return line_of(c) + std::string(1000, '('); }},
    {"nested keys",
     [](const Command& c) {
       return std::string("t ") + c.verb + " " + std::string(1000, '(') + "ALL" +
              std::string(1000, ')');
     }},
    {"literal of a wrong size", [](const Command& c) { return line_of(c) + " {3+}\r\nabcdef"; }},
    {"huge literal", [](const Command& c) { return line_of(c) + " {4294967296}"; }},
    {"uncountable literal",
     [](const Command& c) { return line_of(c) + " {99999999999999999999}"; }},
    {"negative literal", [](const Command& c) { return line_of(c) + " {-1}"; }},
    {"unfinished literal", [](const Command& c) { return line_of(c) + " {"; }},
    {"NUL in the line", [](const Command& c) { return line_of(c) + std::string(1, '\0'); }},
    {"NUL in a literal",
     [](const Command& c) { return std::string("t ") + c.verb + " {3+}\r\na" + '\0' + "b"; }},
    {"binary", [](const Command& c) { return std::string("t ") + c.verb + " \x80\xff\x01\x7f"; }},
    {"bare LF", [](const Command& c) { return line_of(c) + "\nx"; }},
    {"bare CR", [](const Command& c) { return line_of(c) + "\rx"; }},
    {"open quote", [](const Command& c) { return std::string("t ") + c.verb + " \"abc"; }},
    {"broken UTF-7", [](const Command& c) { return std::string("t ") + c.verb + " &AOQ a&b"; }},
    {"number too large",
     [](const Command& c) { return std::string("t ") + c.verb + " 99999999999 FLAGS"; }},
    {"zero", [](const Command& c) { return std::string("t ") + c.verb + " 0 FLAGS"; }},
    {"only a tag", [](const Command&) { return std::string("t"); }},
    {"nothing", [](const Command&) { return std::string(); }},
};

struct Depth {
  const char* state;
  const char* bytes;  // that lead there
};
const std::vector<Depth> depths = {
    {"not-authenticated", ""},
    {"authenticated", "a LOGIN ivanov secret\r\n"},
    {"selected", "a LOGIN ivanov secret\r\nb SELECT INBOX\r\n"},
    {"idling", "a LOGIN ivanov secret\r\nb SELECT INBOX\r\nc IDLE\r\n"},
    {"logging-in", "a AUTHENTICATE LOGIN\r\n"},
};

// Every line of an answer is a lawful response, and the last one ends the command.
bool is_lawful(const std::string& said) {
  std::string_view rest = said;
  std::string_view line;
  while (!rest.empty()) {
    const auto end = rest.find("\r\n");
    if (end == rest.npos) return false;
    line = rest.substr(0, end);
    if (line.find_first_of("\r\n\0", 0) != line.npos) return false;
    rest.remove_prefix(end + 2);
  }
  for (const char* status : {" OK ", " NO ", " BAD "}) {
    const auto at = line.find(status);
    if (at != line.npos && line.size() > at + 5) return true;
  }
  return line.starts_with("+ ");
}

TEST(EachCommandInEachStateWithEachDamage, IsAnsweredAndTheSessionLives) {
  for (const Depth& depth : depths) {
    for (const Command& command : commands) {
      for (const NamedDamage& damage : damages) {
        SCOPED_TRACE(std::string(depth.state) + ", " + command.verb + ", " + damage.name);
        SessionTalk talk;
        talk.say(depth.bytes);
        ASSERT_EQ(talk.state(), depth.state);
        std::string said = talk.say(damage.make(command) + "\r\n");
        if (said.empty()) said = talk.say("\r\n");  // a cut literal has swallowed the line's end
        EXPECT_TRUE(is_lawful(said)) << said;
        EXPECT_FALSE(talk.is_closed());
        EXPECT_LE(talk.literal_bytes(), command_bytes_max);
        // A last word for what still waits: the rest of AUTHENTICATE or IDLE.
        talk.say("*\r\n");
        EXPECT_EQ(talk.say("z NOOP\r\n").substr(0, 1), "z");
      }
    }
  }
}

TEST(EachUndamagedCommand, IsAnsweredInEachState) {
  for (const Depth& depth : depths) {
    for (const Command& command : commands) {
      SessionTalk talk;
      talk.say(depth.bytes);
      EXPECT_TRUE(is_lawful(talk.say(line_of(command) + "\r\n"))) << depth.state << command.verb;
    }
  }
}

TEST(IsLawful, SeesWhatIsNot) {
  EXPECT_TRUE(is_lawful("* 1 EXISTS\r\nt OK text\r\n"));
  EXPECT_FALSE(is_lawful("t OK text"));
  EXPECT_FALSE(is_lawful("t OK a\nb\r\n"));
  EXPECT_FALSE(is_lawful("* 1 EXISTS\r\n"));
  EXPECT_FALSE(is_lawful(""));
}

}  // namespace
}  // namespace mailtown::imap
