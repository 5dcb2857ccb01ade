#include "users/user_table.h"

#include <gtest/gtest.h>

#include "tests/unit/users/user_kit.h"

namespace mailtown::users {
namespace {

const std::string hash = print_hash(make_hash("secret", "salt", least_scrypt_cost));

config::Config example() {
  config::Config config;
  config.local_domains = {"example.org", "example.net"};
  return config;
}

std::string errors_of(const std::string& text) {
  const auto table = parse_users(text, "users.toml", example());
  return table ? "no error" : table.error().detail;
}

TEST(UserTable, IsReadAsItWasPrinted) {
  UserTable table;
  table["ivanov@example.org"] = user("secret");
  table["petrov@example.net"] = user("more secret", {"sales@example.org", "info@example.net"});
  table["petrov@example.net"].quota_bytes = 1024;
  table["\"a \\\\ b\"@example.org"] = user("odd");
  const auto read = parse_users(print_users(table), "users.toml", example());
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(*read, table);
}

TEST(UserTable, TakesLoginsInAnyCase) {
  const auto table = parse_users("[\"Ivanov@Example.ORG\"]\npassword = \"" + hash +
                                     "\"\naddresses = [\"Sales@example.org\"]\nquota = \"1K\"\n",
                                 "users.toml", example());
  ASSERT_TRUE(table) << table.error().detail;
  const User& ivanov = table->at("ivanov@example.org");
  EXPECT_EQ(ivanov.addresses, std::vector<std::string>{"sales@example.org"});
  EXPECT_EQ(ivanov.quota_bytes, 1024u);
  EXPECT_EQ(ivanov.password, make_hash("secret", "salt", least_scrypt_cost));
}

TEST(UserTable, FindsLettersThatOnlyLookRight) {
  EXPECT_EQ(errors_of("[\"ivanov@example.org\"]\np\u0430ssword = \"" + hash + "\"\n"),
            "users.toml:2: 'p\u0430ssword' has a letter that is not Latin, outside of quotes; keys "
            "have Latin letters only, and texts stand in quotes");
}

TEST(UserTable, NamesLineFaultAndMend) {
  const std::string ivanov = "[\"ivanov@example.org\"]\n", word = "password = \"" + hash + "\"\n";
  EXPECT_EQ(errors_of(ivanov + "password = \"secret\"\n"),
            "users.toml:2: 'ivanov@example.org.password': \"secret\" is not a password's hash; "
            "write for example \"$scrypt$...\", as `mailtown user passwd --config FILE LOGIN` "
            "does");
  EXPECT_EQ(errors_of(ivanov + "addresses = []\n"),
            "users.toml:1: user 'ivanov@example.org' has no password; set one with mailtown user "
            "passwd --config FILE ivanov@example.org");
  EXPECT_EQ(errors_of(ivanov + word + "qouta = 1\n"),
            "users.toml:3: unknown key 'qouta' of user 'ivanov@example.org'; did you mean "
            "'quota'?");
  EXPECT_EQ(errors_of("\"ivanov@example.org\" = \"secret\"\n"),
            "users.toml:1: 'ivanov@example.org' must be a user's address and his table; write "
            "[\"ivanov@example.org\"] on a line of its own and his keys below");
  EXPECT_EQ(errors_of("[\"ivanov@exmaple.org\"]\n" + word),
            "users.toml:1: 'ivanov@exmaple.org' is not in a local domain; did you mean "
            "'example.org'?");
  EXPECT_EQ(errors_of(ivanov + word + "[\"petrov@example.org\"]\n" + word +
                      "addresses = [\"Ivanov@example.org\"]\n"),
            "users.toml:3: 'ivanov@example.org' of user 'petrov@example.org' already belongs to "
            "user 'ivanov@example.org'; keep it in one place");
  EXPECT_EQ(errors_of("[x\n").rfind("users.toml:1: ", 0), 0u);
}

Result<> aliased(const config::Config& config) {
  UserTable table;
  table["ivanov@example.org"] = user("secret");
  return check_aliases(config, table);
}

TEST(CheckAliases, FindsThoseThatLeadToNobody) {
  config::Config config = example();
  config.aliases["sales@example.org"] = {"ivanov@example.org", "kozlov@example.com"};
  config.aliases["list@example.org"] = {"sales@example.org", "ivanov+list@example.org",
                                        "postmaster@example.net"};
  config.aliases["ivanov@example.org"] = {"ivanov@example.org"};
  EXPECT_TRUE(aliased(config));
  config.aliases["info@example.org"] = {"ivanow@example.org"};
  EXPECT_EQ(aliased(config).error().detail,
            "'aliases.info@example.org': there is no user ivanow@example.org here; did you mean "
            "'ivanov@example.org'?");
}

TEST(CheckAliases, FindsCirclesAndCatchAllsOfNobody) {
  config::Config config = example();
  config.aliases["a@example.org"] = {"b@example.org"};
  config.aliases["b@example.org"] = {"a@example.org"};
  config.catch_all["example.net"] = "petrov@example.org";
  EXPECT_EQ(aliased(config).error().detail,
            "alias 'a@example.org' leads in a circle and to no mailbox; let one of its addresses "
            "be a user or in another domain\n"
            "alias 'b@example.org' leads in a circle and to no mailbox; let one of its addresses "
            "be a user or in another domain\n"
            "'catch_all.example.net': there is no user petrov@example.org here; add the user, or "
            "name another address");
}

}  // namespace
}  // namespace mailtown::users
