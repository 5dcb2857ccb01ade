// Plays tests/dialogue/imap/*.txt to the IMAP server, each once in blocks and once byte by byte.
//
// Lines "A:" are the text of ivanov's first message, "B:" of the second and so on to "E:"; his
// password is "secret". "F:" lines are the INBOX's files afterwards, in order. Options:
// no-clear-passwords; errors; message-bytes (what APPEND takes); quota (bytes of the mailbox).
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "imap/imap_server.h"
#include "imap/mailbox_service.h"
#include "simulator/world/world.h"
#include "tests/dialogue/dialogue.h"
#include "tests/dialogue/script_folder.h"

namespace mailtown::dialogue {
namespace {

const std::string folder = MAILTOWN_SOURCE_DIR "/tests/dialogue/imap/";
const std::string mailbox_path = "mail/example.org/ivanov/";

imap::ServerOptions options_of(const Script& script) {
  imap::ServerOptions options;
  options.hostname = "mx1.example.org";
  options.allow_passwords_in_clear = !script.has("no-clear-passwords");
  options.errors_max = std::stoul(script.option("errors", "100"));
  options.message_bytes_max = std::stoul(script.option("message-bytes", "100000"));
  return options;
}

// Knows ivanov.
class OneUser : public users::LoginCheck {
 public:
  explicit OneUser(std::uint64_t quota_bytes) : quota_bytes_(quota_bytes) {}
  Task<Decided<users::Login>> check(users::LoginAttempt attempt) override {
    Decided<users::Login> decided;
    decided.evidence.rule = "login.wrong";
    if (attempt.login == "ivanov" && attempt.password == "secret") {
      decided.outcome.account = users::Account{"ivanov@example.org", "example.org/ivanov", ""};
      decided.outcome.account->quota_bytes = quota_bytes_;
      decided.evidence.rule = "login.right";
    }
    co_return decided;
  }

 private:
  std::uint64_t quota_bytes_;
};

// What both clients of a script share.
struct Town {
  Town(Platform& platform, const Script& script)
      : check(std::stoul(script.option("quota", "0"))),
        mail(platform, "mail"),
        service(check, mail) {}
  OneUser check;
  mailbox::MailStore mail;
  imap::MailboxService service;
  int clients = 0;
};

void fill_mailbox(const Script& script, Disk& disk) {
  (void)disk.make_folder(mailbox_path + "new");
  (void)disk.make_folder(mailbox_path + "cur");
  (void)disk.make_folder(mailbox_path + "tmp");
  for (const auto& [letter, lines] : script.extra_lines) {
    if (letter == 'F') continue;
    const auto name = fmt::format("{}new/10000000{:02}.{}", mailbox_path, letter - 'A', letter);
    const auto file = disk.open(name, OpenMode::create);
    (void)(*file)->append(fmt::format("{}\r\n", fmt::join(lines, "\r\n")));
  }
}

std::vector<std::string> files_of(Disk& disk) {
  std::vector<std::string> files;
  for (const char* part : {"cur", "new"}) {
    const auto names = disk.list(mailbox_path + part);
    if (!names) continue;
    for (const std::string& name : *names) files.push_back(fmt::format("{}/{}", part, name));
  }
  return files;
}

std::vector<std::string> play_imap(const Script& script, Pace pace) {
  std::unique_ptr<Town> town;
  std::vector<std::string> files;
  const Serve serve = [&](std::unique_ptr<ByteStream> stream, Platform& platform) -> Task<> {
    if (!town) {
      fill_mailbox(script, platform.disk);
      town = std::make_unique<Town>(platform, script);
    }
    ++town->clients;
    imap::ServerConnection connection(std::move(stream), town->service, platform,
                                      options_of(script));
    co_await connection.run();
    files = files_of(platform.disk);
    if (--town->clients == 0) town.reset();
  };
  auto problems = play(script, serve, pace);
  const auto wanted = script.extra_lines.find('F');
  if (wanted != script.extra_lines.end() && wanted->second != files) {
    problems.push_back(fmt::format("expected the files {}, there are {}", wanted->second, files));
  }
  return problems;
}

class ImapDialogue : public testing::TestWithParam<std::string> {};

TEST_P(ImapDialogue, GoesAsWritten) {
  expect_as_written(folder, GetParam(), play_imap);
}

INSTANTIATE_TEST_SUITE_P(Scripts, ImapDialogue, testing::ValuesIn(script_names(folder)), test_name);

TEST(WrongImapScript, IsFound) {
  const auto script = parse_script(
      "A: x\nS: * OK *\nC: a LOGIN ivanov secret\nS: a OK *\nC: b LOGOUT\nS: * BYE *\nS: b OK *\n"
      "F: cur/1000000000.A:2,S\n");
  const auto problems = play_imap(script, Pace::blocks);
  ASSERT_EQ(problems.size(), 1u) << fmt::format("{}", fmt::join(problems, "\n"));
  EXPECT_EQ(problems[0],
            "expected the files [\"cur/1000000000.A:2,S\"], there are [\"new/1000000000.A\"]");
}

// What the trace tells of log-ins with these passwords: outcome and reply.
std::vector<std::string> told_of(const std::vector<std::string>& passwords) {
  sim::World world({.seed = 1});
  const auto machine = world.add_machine({"mx1.example.org", "example.org", {}});
  (void)world.add_program(machine, "mda", [&](Platform& platform) -> Task<> {
    OneUser check(0);
    mailbox::MailStore mail(platform, "mail");
    imap::MailboxService service(check, mail);
    for (const std::string& password : passwords) {
      imap::CredentialsGiven given{"ivanov", password};
      (void)co_await service.log_in(std::move(given), imap::SessionInfo(), platform.tracer);
    }
  });
  world.run_until_idle();
  std::vector<std::string> told;
  for (const trace::Event& event : world.trace().events) {
    const auto* decision = std::get_if<trace::Decision>(&event.payload);
    if (decision != nullptr) told.push_back(decision->outcome + "; " + decision->reply);
  }
  return told;
}

TEST(ImapLogIn, IsToldWithItsOutcome) {
  EXPECT_EQ(told_of({"secret", "guess"}),
            (std::vector<std::string>{
                "accepted; ",
                "refused; * NO [AUTHENTICATIONFAILED] no such user, or another password"}));
}

}  // namespace
}  // namespace mailtown::dialogue
