// Who may relay: a table of clients and recipients, and the probes by which open relays are found.
#include "policy/relay_control.h"

#include "tests/unit/policy/policy_test_kit.h"

namespace mailtown::policy {
namespace {

config::Config example() {
  config::Config config;
  config.local_domains = {"example.org"};
  config.relay_domains = {"example.com"};
  config.relay_networks = {*IpNetwork::parse("192.0.2.0/24")};
  config.pop_before_smtp = 30min;
  return config;
}

RelayQuestion from_stranger(const char* recipient) {
  RelayQuestion question;
  question.client = address("198.51.100.7");
  question.recipient = *parse_address(recipient);
  return question;
}

std::string told(const RelayQuestion& question, const config::Config& config = example()) {
  const auto decided = may_relay(question, config);
  return (decided.outcome ? "yes " : "no ") + decided.evidence.rule;
}

TEST(RelayControl, TakesMailForOwnDomainsFromAnybody) {
  EXPECT_EQ(told(from_stranger("ivanov@example.org")), "yes relay.own-domain");
  EXPECT_EQ(told(from_stranger("ivanov@EXAMPLE.ORG")), "yes relay.own-domain");
  RelayQuestion postmaster = from_stranger("postmaster@example.org");
  postmaster.recipient.domain.clear();  // RCPT TO:<postmaster>
  EXPECT_EQ(told(postmaster), "yes relay.own-domain");
}

TEST(RelayControl, TakesMailForTheDomainsItIsABackupFor) {
  EXPECT_EQ(told(from_stranger("kozlov@example.com")), "yes relay.backup-domain");
  EXPECT_EQ(told(from_stranger("kozlov@mail.example.com")), "no relay.stranger");
}

TEST(RelayControl, LetsUsersAndTrustedNetworksRelay) {
  RelayQuestion question = from_stranger("kozlov@example.net");
  EXPECT_EQ(told(question), "no relay.stranger");
  question.login = "ivanov@example.org";
  EXPECT_EQ(told(question), "yes relay.logged-in");
  question.login.clear();
  question.client = address("192.0.2.200");
  EXPECT_EQ(told(question), "yes relay.trusted-network");
}

TEST(RelayControl, LetsRelayWhoHasFetchedMail) {
  RelayQuestion question = from_stranger("kozlov@example.net");
  question.popped_before = true;
  EXPECT_EQ(told(question), "yes relay.popped-before");
}

TEST(RelayControl, TrustsNobodyByDefaultNotEvenItself) {
  for (const char* client : {"127.0.0.1", "::1", "10.0.0.1", "192.0.2.1", "0.0.0.0"}) {
    RelayQuestion question = from_stranger("kozlov@example.net");
    question.client = address(client);
    EXPECT_EQ(told(question, config::Config()), "no relay.stranger") << client;
  }
}

TEST(RelayControl, SaysWhyEachWayWasNotOpen) {
  const auto decided = may_relay(from_stranger("kozlov@example.net"), example());
  EXPECT_GE(decided.evidence.alternatives.size(), 4u);
  for (const auto& way : decided.evidence.alternatives) EXPECT_NE(way.lost_because, "");
}

// Each would get through a server that follows ways written into the local part, or stands before
// one that does. They are refused at RCPT, also to users: no mailbox here has such a name.
class RelayProbe : public testing::TestWithParam<const char*> {};

TEST_P(RelayProbe, IsRefusedToStrangers) {
  const auto decided = may_relay(from_stranger(GetParam()), example());
  EXPECT_FALSE(decided.outcome) << decided.evidence.rule;
}

INSTANTIATE_TEST_SUITE_P(
    Probes, RelayProbe,
    testing::Values("kozlov@example.net",                  // the plain one
                    "kozlov%example.net@example.org",      // percent hack
                    "kozlov%example.net@example.com",      // through us to the host behind us
                    "a%b%example.net@example.org",         //
                    "\"kozlov%example.net\"@example.org",  //
                    "\"kozlov@example.net\"@example.org",  // quoted
                    "\"kozlov@example.net\"@example.com",  //
                    "example.net!kozlov@example.org",      // bang path
                    "a!example.net!kozlov@example.org",    //
                    "example.net!kozlov@example.com",      //
                    "\"example.net!kozlov\"@example.org",  //
                    "kozlov@[192.0.2.1]",                  // address literals: no domain of ours
                    "kozlov@[IPv6:2001:db8::1]",           //
                    "kozlov@example.org.example.net",      // only looks like ours
                    "kozlov@notexample.org"));

}  // namespace
}  // namespace mailtown::policy
