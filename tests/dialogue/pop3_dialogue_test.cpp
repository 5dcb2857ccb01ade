// Plays tests/dialogue/pop3/*.txt to the POP3 server, each once in blocks and once byte by byte.
//
// Lines "A:" are the text of ivanov's first message, "B:" of the second and so on; his password is
// "secret". "F:" lines are the mailbox's files afterwards. Options: no-clear-passwords, errors,
// tls and tls-from-start, with "HANDSHAKE" for the handshake.
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "pop3/maildir_service.h"
#include "pop3/pop3_server.h"
#include "tests/dialogue/dialogue.h"
#include "tests/dialogue/line_tls.h"
#include "tests/dialogue/script_folder.h"
#include "tests/unit/users/user_kit.h"

namespace mailtown::dialogue {
namespace {

const std::string folder = MAILTOWN_SOURCE_DIR "/tests/dialogue/pop3/";
const std::string mailbox = "mail/example.org/ivanov/";

pop3::ServerOptions options_of(const Script& script) {
  pop3::ServerOptions options;
  options.hostname = "mx1.example.com";
  options.allow_passwords_in_clear = !script.has("no-clear-passwords");
  options.errors_max = std::stoul(script.option("errors", "20"));
  return options;
}

config::Config config_of_town() {
  config::Config config;
  config.local_domains = {"example.org"};
  return config;
}

void fill_mailbox(const Script& script, Disk& disk) {
  (void)disk.make_folder(mailbox + "new");
  for (const auto& [letter, lines] : script.extra_lines) {
    if (letter == 'F') continue;
    const auto file = disk.open(fmt::format("{}new/{}", mailbox, letter), OpenMode::create);
    (void)(*file)->append(fmt::format("{}\r\n", fmt::join(lines, "\r\n")));
  }
}

std::vector<std::string> files_of(Disk& disk) {
  std::vector<std::string> files;
  for (const char* part : {"cur", "new"}) {
    const auto names = disk.list(mailbox + part);
    if (!names) continue;
    for (const std::string& name : *names) files.push_back(fmt::format("{}/{}", part, name));
  }
  return files;
}

std::vector<std::string> play_pop3(const Script& script, Pace pace) {
  const config::Config config = config_of_town();
  std::vector<std::string> files;
  LineTls tls;
  const bool has_tls = script.has("tls") || script.has("tls-from-start");
  const ServerTls offered{has_tls ? &tls : nullptr, script.has("tls-from-start")};
  const Serve serve = [&](std::unique_ptr<ByteStream> stream, Platform& platform) -> Task<> {
    fill_mailbox(script, platform.disk);
    users::UserTable users;
    users["ivanov@example.org"] = users::user("secret");
    users::TableDirectory directory(config, platform.hasher, std::move(users));
    const auto logins = users::make_login_check(directory, config, platform);
    pop3::MaildirService service(*logins, mailbox::MailStore(platform, "mail"));
    pop3::ServerConnection connection(std::move(stream), service, platform.clock,
                                      options_of(script), platform.tracer, offered);
    co_await connection.run();
    files = files_of(platform.disk);
  };
  auto problems = play(script, serve, pace);
  const auto wanted = script.extra_lines.find('F');
  if (wanted != script.extra_lines.end() && wanted->second != files) {
    problems.push_back(fmt::format("expected the files {}, there are {}", wanted->second, files));
  }
  return problems;
}

class Pop3Dialogue : public testing::TestWithParam<std::string> {};

TEST_P(Pop3Dialogue, GoesAsWritten) {
  expect_as_written(folder, GetParam(), play_pop3);
}

INSTANTIATE_TEST_SUITE_P(Scripts, Pop3Dialogue, testing::ValuesIn(script_names(folder)), test_name);

TEST(WrongPop3Script, IsFound) {
  const auto script = parse_script("A: x\nS: +OK *\nC: QUIT\nS: +OK bye\nF: cur/A:2,S\n");
  const auto problems = play_pop3(script, Pace::blocks);
  ASSERT_EQ(problems.size(), 1u) << fmt::format("{}", fmt::join(problems, "\n"));
  EXPECT_EQ(problems[0], "expected the files [\"cur/A:2,S\"], there are [\"new/A\"]");
}

}  // namespace
}  // namespace mailtown::dialogue
