// What is told about a wrong configuration: each case is a file and the whole of its errors.
#include <gtest/gtest.h>

#include "config/config.h"

namespace mailtown::config {
namespace {

struct Case {
  const char* name;
  const char* text;
  const char* errors;
};

class ConfigError : public testing::TestWithParam<Case> {};

TEST_P(ConfigError, NamesLineFaultAndMend) {
  const auto result = parse_config(GetParam().text, "mx1.toml");
  ASSERT_FALSE(result) << "expected an error, but the configuration was taken";
  EXPECT_EQ(result.error().kind, FailureKind::invalid);
  EXPECT_EQ(result.error().detail, GetParam().errors);
}

const Case cases[] = {
    {"UnknownKey", "\nrelay_network = []\n",
     "mx1.toml:2: unknown key 'relay_network'; did you mean 'relay_networks'?"},
    {"UnknownKeyInSection", "[limits]\nconections = 5\n",
     "mx1.toml:2: unknown key 'limits.conections'; did you mean 'connections'?"},
    {"UnknownTable", "[limit]\nerrors = 5\n",
     "mx1.toml:1: unknown key 'limit'; did you mean 'limits'?"},
    {"KeyOfAnotherTable", "message_bytes = 5\n",
     "mx1.toml:1: unknown key 'message_bytes'; it stands under [limits]"},
    {"TopKeyInTable", "[listen]\nhostname = \"mx.example.org\"\n",
     "mx1.toml:2: unknown key 'listen.hostname'; it stands before the first [table]"},
    {"CyrillicLetterThatLooksLatin", "# почта\nd\xD0\xB0ta = \"mail\"\n",
     "mx1.toml:2: 'd\xD0\xB0ta' has a letter that is not Latin, outside of quotes; keys have Latin "
     "letters only, and texts stand in quotes"},
    {"NothingLikeIt", "colour = \"blue\"\n",
     "mx1.toml:1: unknown key 'colour'; docs/configuration.md lists all keys"},
    {"WrongType", "hostname = 5\n",
     "mx1.toml:1: 'hostname' must be a host name, not a number; write for example "
     "\"mx1.example.org\""},
    {"NotAList", "dns_servers = \"192.0.2.53:53\"\n",
     "mx1.toml:1: 'dns_servers' must be a list of addresses with ports, not a text; write for "
     "example [\"192.0.2.1:25\"]"},
    {"WrongElement", "local_domains = [\n  \"example.org\",\n  \"exa mple.net\",\n]\n",
     "mx1.toml:3: 'local_domains': \"exa mple.net\" is not a domain; write for example "
     "\"example.org\""},
    {"NoPort", "dns_servers = [\"192.0.2.53\"]\n",
     "mx1.toml:1: 'dns_servers': \"192.0.2.53\" is not an address with a port; write for example "
     "\"192.0.2.1:25\" or \"[2001:db8::1]:25\""},
    {"PortTooLarge", "dns_servers = [\"192.0.2.53:65536\"]\n",
     "mx1.toml:1: 'dns_servers': \"192.0.2.53:65536\" is not an address with a port; write for "
     "example \"192.0.2.1:25\" or \"[2001:db8::1]:25\""},
    {"PortFarTooLarge", "dns_servers = [\"192.0.2.53:4294967295\"]\n",
     "mx1.toml:1: 'dns_servers': \"192.0.2.53:4294967295\" is not an address with a port; write "
     "for example \"192.0.2.1:25\" or \"[2001:db8::1]:25\""},
    {"PortZero", "[delivery]\nport = 0\n",
     "mx1.toml:2: 'delivery.port' must be from 1 to 65535, not 0"},
    {"NegativePort", "[delivery]\nport = -1\n",
     "mx1.toml:2: 'delivery.port' must be from 1 to 65535, not -1"},
    {"DurationWithoutUnit", "[delivery]\ngive_up_after = 5\n",
     "mx1.toml:2: 'delivery.give_up_after' must be a duration, not a number; write for example "
     "\"30s\", \"5m\", \"1h30m\" or \"5d\""},
    {"NoRetry", "[delivery]\nretry = []\n",
     "mx1.toml:2: 'delivery.retry' must have a wait at least; write for example [\"15m\"]"},
    {"TooFewRecipients", "[limits]\nrecipients = 99\n",
     "mx1.toml:2: 'limits.recipients' must be from 100 to 1000000, not 99"},
    {"BytesWithAnUnknownUnit", "[limits]\nmessage_bytes = \"25 apples\"\n",
     "mx1.toml:2: 'limits.message_bytes': \"25 apples\" is not a number of bytes; write for "
     "example "
     "26214400 or \"25M\""},
    {"NotATable", "listen = true\n",
     "mx1.toml:1: 'listen' must be a table; write [listen] on a line of its own and its keys "
     "below"},
    {"ListenWithoutHostname", "[listen]\nsubmission = [\"127.0.0.1:1587\"]\n",
     "mx1.toml:2: 'listen.submission' needs a hostname for its greeting; add hostname = "
     "\"mx1.example.org\" at the top"},
    {"PortTwice",
     "hostname = \"mx.example.org\"\n[listen]\nsmtp = [\"127.0.0.1:1025\"]\npop3 = "
     "[\"127.0.0.1:1025\"]\n",
     "mx1.toml:4: 'listen.pop3': 127.0.0.1:1025 is already taken by 'listen.smtp'; choose another "
     "port"},
    {"RecursionWithoutRoot", "[nameserver]\nrecursion_for = [\"127.0.0.0/8\"]\n",
     "mx1.toml:2: 'nameserver.recursion_for' needs to know where the root is; add root_hints = "
     "[\"192.0.2.1:53\"] below [nameserver]"},
    {"UpwardPath", "data = \"../mail\"\n",
     "mx1.toml:1: 'data': \"../mail\" is not a relative path without '.' and '..' in it; write for "
     "example \"mail-data/mx1\""},
    {"UsersAsTheyStoodInTheConfigurationOnce",
     "local_domains = [\"example.org\"]\n[users]\n\"ivanov@example.org\" = \"x\"\n",
     "mx1.toml:2: 'users' is the name of a file now, which keeps passwords as hashes; write users "
     "= "
     "\"users.toml\" before the first [table], and make that file with mailtown user add --config "
     "FILE LOGIN"},
    {"UsersIsNoPath", "users = \"/etc/users\"\n",
     "mx1.toml:1: 'users': \"/etc/users\" is not a relative path without '.' and '..' in it; write "
     "for example \"mail-data/mx1\""},
    {"AllErrorsAtOnceInTheOrderOfTheFile",
     "look_up_ptr = \"yes\"\nhostname = \"a b\"\n[limits]\nerrors = 0\n[listen]\nsmpt = []\n",
     "mx1.toml:1: 'look_up_ptr' must be true or false, not a text; write for example true\n"
     "mx1.toml:2: 'hostname': \"a b\" is not a host name; write for example \"mx1.example.org\"\n"
     "mx1.toml:4: 'limits.errors' must be from 1 to 1000000, not 0\n"
     "mx1.toml:6: unknown key 'listen.smpt'; did you mean 'smtp'?"},
};

INSTANTIATE_TEST_SUITE_P(Cases, ConfigError, testing::ValuesIn(cases),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(ConfigSyntax, NamesTheLineOfBrokenToml) {
  const auto result = parse_config("hostname = \"a\"\nlisten = [\n", "mx1.toml");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().detail.rfind("mx1.toml:2: ", 0), 0u) << result.error().detail;
}

TEST(ConfigSyntax, LetsEveryLetterStandInTextsAndComments) {
  for (const char* text : {
           "# почта \"\nlook_up_ptr = true # 'да\n",
           "users = \"тайна \\\" #\"\n",
           "users = \"\"\"\"тайна\"\"\"\"\n",
           "users = '''тайна\\'''\n",
       }) {
    const auto result = parse_config(text, "mx1.toml");
    EXPECT_TRUE(result) << text << "\n" << result.error().detail;
  }
}

// At each of these toml++ would abort (see platform/toml.h).
TEST(ConfigSyntax, SurvivesWhatTheLibraryAsserts) {
  for (const char* text :
       {"[$x]\n", "[[$x]]\n", "a = [}\n", "a = 1979-05-27 # day\n", "a=1979-05-27 ]"}) {
    const auto result = parse_config(text, "mx1.toml");
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().detail.rfind("mx1.toml:1: ", 0), 0u) << result.error().detail;
  }
}

TEST(ConfigSyntax, SurvivesBytesThatAreNoText) {
  const std::string noise("\xff\xfe\x00\x01[[[", 7);
  EXPECT_FALSE(parse_config(noise, "mx1.toml"));
}

}  // namespace
}  // namespace mailtown::config
