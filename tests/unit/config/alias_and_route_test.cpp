// The tables whose keys are addresses and domains, and the routes.
#include <gtest/gtest.h>

#include "config/config.h"

namespace mailtown::config {
namespace {

constexpr const char* home = R"(
hostname = "mx1.example.org"
local_domains = ["example.org", "example.net"]
)";

Config parsed(const std::string& text) {
  auto result = parse_config(home + text, "mx1.toml");
  if (result) return *result;
  ADD_FAILURE() << "expected a right configuration, but:\n" << result.error().detail;
  return {};
}

std::string errors_of(const std::string& text) {
  const auto result = parse_config(home + text, "mx1.toml");
  return result ? "no error" : result.error().detail;
}

TEST(Aliases, AreReadWithOneAddressOrSeveral) {
  const Config config = parsed(R"([aliases]
"Sales@example.org" = ["ivanov@example.org", "Kozlov@example.com"]
"petrov@example.net" = "petrov@example.com"
"list@example.org" = ["sales@example.org", "ivanov+list@example.org", "postmaster@example.net"]
)");
  using Targets = std::vector<std::string>;
  EXPECT_EQ(config.aliases.at("sales@example.org"),
            (Targets{"ivanov@example.org", "kozlov@example.com"}));
  EXPECT_EQ(config.aliases.at("petrov@example.net"), Targets{"petrov@example.com"});
}

TEST(Aliases, NameLineFaultAndMend) {
  EXPECT_EQ(errors_of("[aliases]\n\"sales\" = \"ivanov@example.org\"\n"),
            "mx1.toml:5: alias 'sales' must be a mail address; write for example "
            "\"ivanov@example.org\"");
  EXPECT_EQ(errors_of("[aliases]\n\"sales@example.com\" = \"ivanov@example.org\"\n"),
            "mx1.toml:5: 'sales@example.com' is not in a local domain; did you mean "
            "'example.org'?");
  EXPECT_EQ(errors_of("[aliases]\n\"sales@example.org\" = []\n"),
            "mx1.toml:5: alias 'sales@example.org' leads to nobody; name an address at least");
}

TEST(CatchAll, IsOneAddressForALocalDomain) {
  EXPECT_EQ(
      parsed("[catch_all]\n\"Example.org\" = \"ivanov@example.org\"\n").catch_all.at("example.org"),
      "ivanov@example.org");
  EXPECT_EQ(errors_of("[catch_all]\n\"example.com\" = \"ivanov@example.org\"\n"),
            "mx1.toml:5: 'example.com' is not in a local domain; did you mean "
            "'example.org'?");
}

TEST(Routes, AreReadInTheirOrder) {
  const Config config = parsed(R"([[route]]
domain = ".Example.com"
host = "[192.0.2.1]"
port = 2525

[[route]]
domain = "*"
host = "Relay.example.net"
tls = "required"
)");
  ASSERT_EQ(config.routes.size(), 2u);
  EXPECT_EQ(config.routes[0], (Route{".example.com", "[192.0.2.1]", 2525, "", "", {}}));
  EXPECT_EQ(config.routes[1], (Route{"*", "relay.example.net", 0, "", "", TlsUse::required}));
}

TEST(Routes, MayLogInOnABenchOnly) {
  const std::string route =
      "[[route]]\ndomain = \"*\"\nhost = \"[relay.test]\"\nuser = \"mx1\"\npassword = \"word\"\n";
  const auto taken = parse_config("allow_passwords_in_clear = true\n" + (home + route), "mx1.toml");
  ASSERT_TRUE(taken) << taken.error().detail;
  EXPECT_EQ(taken->routes.front().password, "word");
  EXPECT_EQ(errors_of(route).substr(0, 60),
            "mx1.toml:4: a route's password may travel in the clear, or t");
  EXPECT_TRUE(parse_config(home + route + "tls = \"required\"\n", "mx1.toml"));
}

TEST(Routes, NameLineFaultAndMend) {
  EXPECT_EQ(errors_of("[route]\ndomain = \"*\"\n"),
            "mx1.toml:4: 'route' must be a list of tables; write [[route]] and below it for "
            "example domain = \"*\" and host = \"relay.example.net\"");
  EXPECT_EQ(errors_of("[[route]]\nhost = \"relay.test\"\n"),
            "mx1.toml:4: a route has no domain; add domain = \"example.com\", or \"*\" for all");
  EXPECT_EQ(errors_of("[[route]]\ndomain = \"*\"\n"),
            "mx1.toml:4: a route has no host; add host = \"relay.example.net\"");
  EXPECT_EQ(errors_of("[[route]]\ndomain = \"*.test\"\nhost = \"relay.test\"\n"),
            "mx1.toml:5: 'route.domain': \"*.test\" is not a domain, a dot and a domain for all "
            "below it, or \"*\" for all; write for example \"example.com\", \".example.com\" or "
            "\"*\"");
  EXPECT_EQ(errors_of("[[route]]\ndomain = \"*\"\nhost = \"relay.test\"\nhots = 1\n"),
            "mx1.toml:7: unknown key 'route.hots'; did you mean 'host'?");
  EXPECT_EQ(
      errors_of("[[route]]\ndomain = \"*\"\nhost = \"relay.test\"\ntls = true\n"),
      "mx1.toml:7: 'route.tls' must be \"none\", \"opportunistic\" or \"required\", not true or "
      "false; write for example \"required\"");
  EXPECT_EQ(errors_of("[[route]]\ndomain = \"example.net\"\nhost = \"relay.test\"\n"),
            "mx1.toml:4: a route leads mail for 'example.net' away, but 'example.net' is a local "
            "domain, whose mail is filed here; keep it in one place");
  EXPECT_EQ(errors_of("[[route]]\ndomain = \"*\"\nhost = \"a.test\"\n[[route]]\ndomain = \"*\"\n"
                      "host = \"b.test\"\n"),
            "mx1.toml:7: there are two routes for '*'; keep one");
  EXPECT_EQ(
      errors_of("[[route]]\ndomain = \"*\"\nhost = \"a.test\"\nuser = \"mx1\"\n").substr(0, 72),
      "mx1.toml:4: a route needs 'user' and 'password' together, or neither\nmx1");
}

}  // namespace
}  // namespace mailtown::config
