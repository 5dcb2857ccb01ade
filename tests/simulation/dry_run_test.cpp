// The dry runs from outside: where a letter would go, what a client would hear, why a step was.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/simulation/child.h"

namespace mailtown {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Finished mailtown(const std::string& arguments) {
  return shell(std::string("LC_ALL=C ") + MAILTOWN_PROGRAM + " " + arguments);
}

// A configuration whose DNS server nobody runs (port 9 is for discarding, RFC 863).
class WithConfig : public testing::Test {
 protected:
  WithConfig()
      : file(testing::TempDir() + "mailtown-dry.toml"),
        user_file(testing::TempDir() + "mailtown-dry-users.toml") {
    std::ofstream(file) << "hostname = \"mx.example.org\"\n"
                           "local_domains = [\"example.org\"]\n"
                           "users = \"mailtown-dry-users.toml\"\n"
                           "dns_servers = [\"127.0.0.1:9\"]\n"
                           "[listen]\nsmtp = [\"192.0.2.25:25\"]\n"
                           "[aliases]\n\"sales@example.org\" = [\"ivanov@example.org\", "
                           "\"kozlov@example.com\"]\n";
    const auto added = shell(
        "echo secret | " MAILTOWN_PROGRAM " user add --cost 1 ivanov@example.org --config " + file);
    EXPECT_EQ(added.code, 0) << added.output;
  }
  ~WithConfig() override {
    std::filesystem::remove(file);
    std::filesystem::remove(user_file);
  }

  const std::string file, user_file;
};

// --- route ---------------------------------------------------------------------------------------

TEST(DryRoute, FollowsDnsInTheScenario) {
  const Finished route = mailtown("route kozlov@example.com first-letter --at mail.example.org");
  EXPECT_EQ(route.code, 0);
  EXPECT_THAT(
      route.output,
      AllOf(HasSubstr("The MX records of example.com"), HasSubstr("RFC 5321 §5.1"),
            HasSubstr("1. mx1.example.com at 198.51.100.1:25"), HasSubstr("nothing was sent")));
}

TEST(DryRoute, DependsOnFromWhereOneAsks) {
  const Finished home = mailtown("route kozlov@example.com first-letter --at mx1.example.com");
  EXPECT_EQ(home.code, 0);
  EXPECT_THAT(home.output, HasSubstr("is filed into the mailbox example.com/kozlov"));
  EXPECT_THAT(mailtown("route nobody@example.com first-letter --at mx1.example.com").output,
              HasSubstr("it has nowhere to go"));
}

TEST(DryRoute, TellsWhatIsUndeliverable) {
  EXPECT_THAT(mailtown("route a@nowhere.test first-letter --at mx1.example.com").output,
              AllOf(HasSubstr("would go back to its sender: 550 5.1.2"),
                    HasSubstr("DNS is sure that there is no domain nowhere.test")));
  EXPECT_THAT(mailtown("route a@nowhere.test first-letter --at mx1.example.com --lang ru").output,
              HasSubstr("вернулась бы отправителю: 550 5.1.2"));
}

TEST(DryRoute, TakesTheConfigurationOfTheScenario) {
  std::ifstream first_letter(MAILTOWN_SOURCE_DIR "/scenarios/first-letter.toml");
  std::string text{std::istreambuf_iterator<char>(first_letter), {}};
  const std::string plain = "mail = [\"mta\", \"mda\"]";
  ASSERT_NE(text.find(plain), std::string::npos);
  text.replace(text.find(plain), plain.size(),
               "mail = { roles = [\"mta\", \"mda\"], config = { route = [{ domain = \"*\", host = "
               "\"[mx1.example.com]\", port = 2525 }] } }");
  const std::string file = testing::TempDir() + "mailtown-smart.toml";
  std::ofstream(file) << text;
  const Finished told = mailtown("route a@example.net " + file + " --at mail.example.org");
  std::filesystem::remove(file);
  EXPECT_EQ(told.code, 0) << told.output;
  EXPECT_THAT(told.output,
              AllOf(HasSubstr("smart host"), HasSubstr("1. mx1.example.com at 198.51.100.1:2525"),
                    HasSubstr("do not count")));
}

// What goes wrong in the scenario goes wrong here, at its time.
TEST(DryRoute, SeesWhatIsWrongAtThatTime) {
  const std::string outage =
      "route kozlov@example.com first-letter --at mail.example.org --set "
      "'fault=[{at=\"ns1.example.com\",down={from=\"10:01:00\",until=\"10:20:00\"}}]' --after ";
  EXPECT_THAT(mailtown(outage + "5s").output, HasSubstr("1. mx1.example.com"));
  EXPECT_THAT(mailtown(outage + "5m").output, HasSubstr("would wait in the queue: 451 4.4.3"));
}

TEST_F(WithConfig, RouteExpandsAliasesAndWaitsForDns) {
  const Finished route = mailtown("route sales@example.org --config " + file);
  EXPECT_EQ(route.code, 0);
  EXPECT_THAT(route.output,
              AllOf(HasSubstr("is no mailbox but an alias"),
                    HasSubstr("ivanov@example.org stays here and is filed into the mailbox "
                              "example.org/ivanov"),
                    HasSubstr("kozlov@example.com would wait in the queue: 451 4.4.3")));
}

// --- session -------------------------------------------------------------------------------------

const std::string stranger = "session first-letter --at mx1.example.com --from 203.0.113.9 ";

TEST(DrySession, TellsWhyEachReplyFollows) {
  const Finished session = mailtown(
      stranger + "--mail-from a@example.net --rcpt kozlov@example.com --rcpt petrov@example.org");
  EXPECT_EQ(session.code, 0);
  EXPECT_THAT(session.output,
              AllOf(HasSubstr("→ EHLO [203.0.113.9]"), HasSubstr("→ RCPT TO:<kozlov@example.com>"),
                    HasSubstr("example.com is one of this server's own domains"),
                    HasSubstr("← 550 5.7.1"), HasSubstr("is an open relay"), HasSubstr("← 354"),
                    HasSubstr("Not everything was taken")));
}

TEST(DrySession, EndsWhereNothingMoreIsSaid) {
  const Finished short_one = mailtown(stranger + "--helo client.example.net");
  EXPECT_THAT(short_one.output, AllOf(HasSubstr("→ EHLO client.example.net"),
                                      Not(HasSubstr("→ MAIL")), HasSubstr("Nothing was refused")));
  const Finished null_sender = mailtown(stranger + "--mail-from ''");
  EXPECT_THAT(null_sender.output, AllOf(HasSubstr("→ MAIL FROM:<>"), Not(HasSubstr("→ RCPT"))));
}

// Who comes from a machine of the scenario has its name in DNS.
TEST(DrySession, ComesFromAMachineOfTheScenario) {
  EXPECT_THAT(mailtown("session first-letter --at mx1.example.com --from mail.example.org").output,
              HasSubstr("mail.example.org"));
  EXPECT_THAT(mailtown("session first-letter --at mx1.example.com --from 192.0.2.1").output,
              HasSubstr("The address 192.0.2.1 has the name mail.example.org"));
}

// The server believes in the client's address, and nothing of the real one is touched.
TEST_F(WithConfig, SessionPretendsTheClientsAddress) {
  const Finished session =
      mailtown("session --lang ru --config " + file +
               " --from 203.0.113.9 --mail-from a@example.net --rcpt nobody@example.org");
  EXPECT_EQ(session.code, 0) << session.output;
  EXPECT_THAT(session.output, AllOf(HasSubstr("203.0.113.9"), HasSubstr("← 550 5.1.1"),
                                    HasSubstr("Принято не всё"), HasSubstr("пробный прогон")));
  EXPECT_FALSE(std::filesystem::exists(std::filesystem::path(file).parent_path() / "queue"));
}

// A file of users that cannot be read is no reason to say that nobody has the address.
TEST_F(WithConfig, RouteTellsOfABrokenFileOfUsers) {
  std::ofstream(user_file) << "[\"ivanov@example.org\"\n";
  const Finished route = mailtown("route ivanov@example.org --config " + file);
  EXPECT_EQ(route.code, 2) << route.output;
  EXPECT_THAT(route.output, HasSubstr("mailtown-dry-users.toml:1"));
}

// With a certificate beside the configuration, and TLS from the start at another door.
TEST_F(WithConfig, SessionKnocksAtTheSmtpPort) {
  const std::string folder = testing::TempDir() + "mailtown-dry-tls";
  const Finished made =
      shell(std::string(MAILTOWN_PROGRAM " ca make --folder ") + folder +
            " && " MAILTOWN_PROGRAM " ca server mx.example.org --folder " + folder);
  ASSERT_EQ(made.code, 0) << made.output;
  std::ofstream(file) << "hostname = \"mx.example.org\"\n"
                         "local_domains = [\"example.org\"]\n"
                         "users = \"mailtown-dry-users.toml\"\n"
                         "dns_servers = [\"127.0.0.1:9\"]\n"
                         "[listen]\nsmtp = [\"192.0.2.25:25\"]\nsmtps = [\"192.0.2.25:465\"]\n"
                         "[tls]\ncertificate = \"mailtown-dry-tls/mx.example.org.pem\"\n"
                         "key = \"mailtown-dry-tls/mx.example.org.key.pem\"\n";
  const Finished session = mailtown("session --config " + file + " --from 203.0.113.9");
  std::filesystem::remove_all(folder);
  EXPECT_EQ(session.code, 0) << session.output;
  EXPECT_THAT(session.output, AllOf(HasSubstr("STARTTLS"), HasSubstr("mx.example.org greets")));
}

// --- explain -------------------------------------------------------------------------------------

// STEP is the number that the story prints at the line's beginning.
TEST(Explain, TakesTheStorysNumbers) {
  const std::string story = mailtown("run first-letter").output;
  const auto place = story.find("decides where mail for example.com goes");
  ASSERT_NE(place, std::string::npos);
  const auto line = story.rfind('\n', place) + 1;
  const int step = std::stoi(story.substr(line));
  const Finished why = mailtown("explain first-letter " + std::to_string(step));
  EXPECT_EQ(why.code, 0);
  EXPECT_THAT(why.output, AllOf(HasSubstr("decides where mail for example.com goes"),
                                HasSubstr("The MX records of example.com")));
}

// --- wrong input ---------------------------------------------------------------------------------

TEST_F(WithConfig, TellsWrongInput) {
  const auto says = [](const std::string& arguments, const std::string& text) {
    const Finished finished = mailtown(arguments);
    EXPECT_EQ(finished.code, 2) << arguments;
    EXPECT_THAT(finished.output, HasSubstr(text)) << arguments;
  };
  says("route kozlov@example.com", "name either a scenario, or a configuration");
  says("route kozlov@example.com first-letter --config " + file, "name either a scenario");
  says("route kozlov@example.com first-letter", "--at which machine is asked: mail.example.org");
  says("route kozlov@example.com first-letter --at ns1.example.com", "has no mta on a machine");
  says("route kozlov first-letter --at mx1.example.com", "'kozlov' is no mail address");
  says("route a@example.com --config /nowhere.toml", "cannot read /nowhere.toml");
  says("route a@example.com frist-letter --at mx1.example.com", "did you mean 'first-letter'?");
  says("session first-letter --at mx1.example.com --from moon", "'moon' is neither an IP address");
  says("session first-letter --at mx1.example.com", "--from is required");
  says("route a@example.com first-letter --at mx1.example.com --after soon", "is no duration");
  says("explain first-letter 99999", "There is no step 99999");
  std::ofstream(file) << "hostname = 5\n";
  says("route a@example.com --config " + file, "mailtown-dry.toml:1: 'hostname' must be");
  std::ofstream(file) << "hostname = \"mx.example.org\"\n";
  says("session --from 192.0.2.1 --config " + file, "no mta listens there; add smtp");
}

}  // namespace
}  // namespace mailtown
