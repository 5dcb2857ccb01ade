// What is told about a policy that is wrongly configured, and that what is right is taken.
#include <gtest/gtest.h>

#include "config/config.h"

namespace mailtown::config {
namespace {

struct Case {
  const char* name;
  const char* text;
  const char* errors;
};

class PolicyError : public testing::TestWithParam<Case> {};

TEST_P(PolicyError, NamesLineFaultAndMend) {
  const auto result = parse_config(GetParam().text, "mx1.toml");
  ASSERT_FALSE(result) << "expected an error, but the configuration was taken";
  EXPECT_EQ(result.error().detail, GetParam().errors);
}

const Case cases[] = {
    {"UnknownPolicy", "policies = [\"lists\",\n  \"grelist\"]\n",
     "mx1.toml:2: 'policies': \"grelist\" is not a policy (lists, ptr, helo, dnsbl, rate, size, "
     "greylist or tarpit); write for example \"ptr\""},
    {"PolicyTwice", "\npolicies = [\"ptr\", \"lists\", \"ptr\"]\n",
     "mx1.toml:2: 'policies' names ptr twice; a policy is asked once a stage: keep the place where "
     "it shall stand"},
    {"SubmissionPolicyTwice", "submission_policies = [\"rate\", \"rate\"]\n",
     "mx1.toml:1: 'submission_policies' names rate twice; a policy is asked once a stage: keep the "
     "place where it shall stand"},
    {"Ptr", "[ptr]\nstrictness = \"very\"\n",
     "mx1.toml:2: 'ptr.strictness': \"very\" is not off, exists, forward-confirmed or "
     "matches-sender-domain; write for example \"forward-confirmed\""},
    {"PtrKey", "[ptr]\nstrictnes = \"off\"\n",
     "mx1.toml:2: unknown key 'ptr.strictnes'; did you mean 'strictness'?"},
    {"Helo", "[helo]\nchecks = [\"form\", \"name\"]\n",
     "mx1.toml:2: 'helo.checks': \"name\" is not a check (form, literal, own-name or resolves); "
     "write for example \"own-name\""},
    {"ListsAddress", "[lists]\ndeny = [\"192.0.2.999\"]\n",
     "mx1.toml:2: 'lists.deny': \"192.0.2.999\" is not a network, a domain or a mail address; "
     "write for example \"192.0.2.0/24\", \"example.org\" or \"ivanov@example.org\""},
    {"ListsNetwork", "[lists]\nallow = [\"192.0.2.0/33\"]\n",
     "mx1.toml:2: 'lists.allow': \"192.0.2.0/33\" is not a network, a domain or a mail address; "
     "write for example \"192.0.2.0/24\", \"example.org\" or \"ivanov@example.org\""},
    {"DnsblWithoutZone", "policies = [\"dnsbl\"]\n",
     "mx1.toml:1: 'policies' names dnsbl, which has no list to ask; add zones = "
     "[\"bl.example.test\"] below [dnsbl]"},
    {"DnsblZone", "[dnsbl]\nzones = [\"bl..test\"]\n",
     "mx1.toml:2: 'dnsbl.zones': \"bl..test\" is not a domain; write for example \"example.org\""},
    {"GreylistWait", "[greylist]\nwait = \"5\"\n",
     "mx1.toml:2: 'greylist.wait': \"5\" is not a duration; write for example \"30s\", \"5m\", "
     "\"1h30m\" or \"5d\""},
    {"GreylistWaitBeyondWindow", "[greylist]\nwait = \"1h\"\nwindow = \"30m\"\n",
     "mx1.toml:3: 'greylist.window' must be longer than 'greylist.wait', or nobody could come "
     "again in time; write for example wait = \"5m\" and window = \"2d\""},
    {"GreylistEntries", "[greylist]\nentries = 0\n",
     "mx1.toml:2: 'greylist.entries' must be from 1 to 100000000, not 0"},
    {"Tarpit", "[tarpit]\nafter = -1\n",
     "mx1.toml:2: 'tarpit.after' must be from 0 to 1000000, not -1"},
    {"Rate", "[rate]\nletters = \"many\"\n",
     "mx1.toml:2: 'rate.letters' must be a whole number, not a text; write for example 1"},
    {"Lockout", "[lockout]\nfailures = 0\n",
     "mx1.toml:2: 'lockout.failures' must be from 1 to 1000000, not 0"},
    {"LockoutTime", "[lockout]\ntime = 15\n",
     "mx1.toml:2: 'lockout.time' must be a duration, not a number; write for example \"30s\", "
     "\"5m\", \"1h30m\" or \"5d\""},
    {"Size", "[size]\nstranger_bytes = \"10 MB\"\n",
     "mx1.toml:2: 'size.stranger_bytes': \"10 MB\" is not a number of bytes; write for example "
     "26214400 or \"25M\""},
    {"RelayDomainIsOurs", "local_domains = [\"example.org\"]\nrelay_domains = [\"example.org\"]\n",
     "mx1.toml:2: 'relay_domains': example.org is in local_domains already; mail for it is filed "
     "here, or passed on, but not both: keep one"},
    {"PopBeforeSmtp", "pop_before_smtp = true\n",
     "mx1.toml:1: 'pop_before_smtp' must be a duration, not true or false; write for example "
     "\"30s\", \"5m\", \"1h30m\" or \"5d\""},
    {"ConnectionsPerClient", "[limits]\nconnections_per_client = 0\n",
     "mx1.toml:2: 'limits.connections_per_client' must be from 1 to 1000000, not 0"},
};

INSTANTIATE_TEST_SUITE_P(Cases, PolicyError, testing::ValuesIn(cases),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(PolicyConfig, ByDefaultNobodyIsTrustedAndOnlyPasswordGuessersAreStopped) {
  const auto config = parse_config("", "mx1.toml");
  ASSERT_TRUE(config) << config.error().detail;
  EXPECT_TRUE(config->relay_networks.empty());
  EXPECT_TRUE(config->relay_domains.empty());
  EXPECT_EQ(config->pop_before_smtp, Duration::zero());
  EXPECT_TRUE(config->policies.empty());
  EXPECT_TRUE(config->submission_policies.empty());
  EXPECT_EQ(config->lockout.failures, 5u);
}

TEST(PolicyConfig, TheListIsTheOrder) {
  const auto config = parse_config(R"(policies = ["greylist", "lists", "dnsbl"]
pop_before_smtp = "30m"
[dnsbl]
zones = ["bl.example.test", "other.example"]
[lists]
allow = ["2001:db8::/32", "Example.org", "Ivanov@example.net", "192.0.2.1"]
[ptr]
strictness = "matches-sender-domain"
)",
                                   "mx1.toml");
  ASSERT_TRUE(config) << config.error().detail;
  EXPECT_EQ(config->policies, (std::vector<std::string>{"greylist", "lists", "dnsbl"}));
  EXPECT_EQ(config->pop_before_smtp, 30min);
  EXPECT_EQ(config->dnsbl.zones.size(), 2u);
  ASSERT_EQ(config->lists.allow.size(), 4u);
  EXPECT_EQ(config->lists.allow[0].network, IpNetwork::parse("2001:db8::/32"));
  EXPECT_EQ(config->lists.allow[1].domain, "example.org");
  EXPECT_EQ(config->lists.allow[2].mailbox, "ivanov@example.net");
  EXPECT_EQ(config->lists.allow[3].network, IpNetwork::parse("192.0.2.1"));
  EXPECT_EQ(config->ptr.strictness, PtrStrictness::matches_sender_domain);
}

}  // namespace
}  // namespace mailtown::config
