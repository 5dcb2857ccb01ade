// Plays tests/dialogue/smtp/*.txt to the SMTP server, each once in blocks and once byte by byte.
//
// Options besides those of the scripted service: submission, clear-passwords, size, recipients,
// errors; tls, tls-broken and tls-from-start, with "HANDSHAKE" for the handshake. "M:" lines are
// the text of all messages that were taken, one after the other;
// "! messages = N" is their number.
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "smtp/smtp_server.h"
#include "tests/dialogue/dialogue.h"
#include "tests/dialogue/line_tls.h"
#include "tests/dialogue/script_folder.h"
#include "tests/dialogue/scripted_service.h"

namespace mailtown::dialogue {
namespace {

const std::string folder = MAILTOWN_SOURCE_DIR "/tests/dialogue/smtp/";

smtp::ServerOptions options_of(const Script& script) {
  smtp::ServerOptions options;
  options.hostname = "mx1.example.com";
  options.submission = script.has("submission");
  options.allow_passwords_in_clear = script.has("clear-passwords");
  options.message_bytes_max = std::stoul(script.option("size", "1000000"));
  options.recipients_max = std::stoul(script.option("recipients", "100"));
  options.errors_max = std::stoul(script.option("errors", "20"));
  return options;
}

std::vector<std::string> play_smtp(const Script& script, Pace pace) {
  ScriptedService service(script.options);
  LineTls tls(!script.has("tls-broken"));
  const bool has_tls =
      script.has("tls") || script.has("tls-broken") || script.has("tls-from-start");
  const ServerTls offered{has_tls ? &tls : nullptr, script.has("tls-from-start")};
  const Serve serve = [&](std::unique_ptr<ByteStream> stream, Platform& platform) -> Task<> {
    smtp::ServerConnection connection(std::move(stream), service, platform.clock,
                                      options_of(script), platform.tracer, offered);
    co_await connection.run();
  };
  auto problems = play(script, serve, pace);

  const auto wanted = script.option("messages");
  if (!wanted.empty() && wanted != std::to_string(service.messages().size())) {
    problems.push_back(
        fmt::format("expected {} messages, {} were taken", wanted, service.messages().size()));
  }
  std::string text;
  for (const auto& message : service.messages()) text += message.text;
  const auto lines = script.extra_lines.find('M');
  if (lines == script.extra_lines.end()) return problems;
  const std::string wanted_text = fmt::format("{}\r\n", fmt::join(lines->second, "\r\n"));
  if (text != wanted_text) {
    problems.push_back(fmt::format("expected the text '{}', taken was '{}'", wanted_text, text));
  }
  return problems;
}

class SmtpDialogue : public testing::TestWithParam<std::string> {};

TEST_P(SmtpDialogue, GoesAsWritten) {
  expect_as_written(folder, GetParam(), play_smtp);
}

INSTANTIATE_TEST_SUITE_P(Scripts, SmtpDialogue, testing::ValuesIn(script_names(folder)), test_name);

// The runner itself: a script that is wrong must fail, and say where.
struct Wrong {
  const char* script;
  const char* problem;
};

class WrongScript : public testing::TestWithParam<Wrong> {};

TEST_P(WrongScript, IsFound) {
  const auto problems = play_smtp(parse_script(GetParam().script), Pace::blocks);
  ASSERT_EQ(problems.size(), 1u) << fmt::format("{}", fmt::join(problems, "\n"));
  EXPECT_TRUE(matches(GetParam().problem, problems[0])) << problems[0];
}

INSTANTIATE_TEST_SUITE_P(
    Planted, WrongScript,
    testing::Values(
        Wrong{"S: 220 *\nC: NOOP\nS: 550 *\n", "line 3: expected '550 *', came '250 2.0.0 Ok'"},
        Wrong{"S: 220 *\nC: NOOP\n", "after line 2: expected the server to end, came '250 *"},
        Wrong{"S: 220 *\nS: 250 *\n", "line 2: the connection broke: *timed out*"},
        Wrong{"S: 220 *\nC: QUIT\nS: 221 *\nS: 221 *\n", "line 4: expected '221 *', came the end"},
        Wrong{"S: 220 *\nC: NOOP\nS: (closes)\n", "after line 3: expected the server to end, *"},
        Wrong{"S: 220 *\nnonsense\n", "line 2: 'nonsense' means nothing"},
        Wrong{"! messages = 1\nS: 220 *\n", "expected 1 messages, 0 were taken"},
        Wrong{"S: 220 *\nM: text\n", "expected the text *"}));

TEST(Pattern, StarStandsForAnyText) {
  EXPECT_TRUE(matches("250 *Ok*", "250 2.0.0 Ok"));
  EXPECT_TRUE(matches("*", ""));
  EXPECT_FALSE(matches("250 *", "251 x"));
  EXPECT_FALSE(matches("250", "250 "));
  EXPECT_FALSE(matches("a*b", "a"));
}

}  // namespace
}  // namespace mailtown::dialogue
