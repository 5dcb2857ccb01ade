// What a right configuration means.
#include <gtest/gtest.h>

#include "config/config.h"
#include "config/key_table.h"

namespace mailtown::config {
namespace {

using namespace std::chrono_literals;

// The configuration, or a failed test that says what the parser found wrong.
Config parsed(std::string_view text) {
  auto result = parse_config(text, "test.toml");
  if (result) return *result;
  ADD_FAILURE() << "expected a right configuration, but:\n" << result.error().detail;
  return {};
}

TEST(ParseConfig, NothingGivesTheSafeDefaults) {
  const Config config = parsed("");
  EXPECT_EQ(config, Config{});
  EXPECT_FALSE(config.allow_passwords_in_clear);
  EXPECT_TRUE(config.relay_networks.empty());
}

TEST(ParseConfig, ReadsEveryKindOfValue) {
  const Config config = parsed(R"(
hostname = "MX1.example.org"
data = "mail-data/mx1"
allow_passwords_in_clear = true
local_domains = ["example.org", "Example.NET"]
relay_networks = ["192.0.2.0/24", "2001:db8::/32", "198.51.100.7"]
dns_servers = ["192.0.2.53:53"]
look_up_ptr = false

[listen]
smtp = ["192.0.2.1:25", "[2001:db8::1]:25"]
pop3 = ["192.0.2.1:110"]

[delivery]
port = 2525
source_address = "192.0.2.1"
retry = ["30s", "1h30m"]
give_up_after = "2d"

[limits]
message_bytes = "10M"
recipients = 500
command_wait = "1500ms"

[nameserver]
zones = ["zones/example.org"]
recursion_for = ["192.0.2.0/24"]
root_hints = ["203.0.113.1:53"]
forward = { "example.net" = ["192.0.2.54:53"] }
stub = { "Inner.example.org" = ["192.0.2.55:53", "192.0.2.56:53"] }
)");
  ASSERT_EQ(config.nameserver.forward.count("example.net"), 1u);
  ASSERT_EQ(config.nameserver.stub.count("inner.example.org"), 1u);
  EXPECT_EQ(config.nameserver.stub.at("inner.example.org")[1].to_string(), "192.0.2.56:53");
  EXPECT_EQ(config.hostname, "mx1.example.org");
  EXPECT_EQ(config.data, "mail-data/mx1");
  EXPECT_TRUE(config.allow_passwords_in_clear);
  EXPECT_EQ(config.local_domains, (std::vector<std::string>{"example.org", "example.net"}));
  ASSERT_EQ(config.relay_networks.size(), 3u);
  EXPECT_EQ(config.relay_networks[2].to_string(), "198.51.100.7/32");
  EXPECT_EQ(config.dns_servers, std::vector{*Endpoint::parse("192.0.2.53:53")});
  EXPECT_FALSE(config.look_up_ptr);
  ASSERT_EQ(config.listen.smtp.size(), 2u);
  EXPECT_EQ(config.listen.smtp[1].to_string(), "[2001:db8::1]:25");
  EXPECT_EQ(config.listen.pop3.size(), 1u);
  EXPECT_EQ(config.delivery.port, 2525);
  EXPECT_EQ(config.delivery.source_address.to_string(), "192.0.2.1");
  EXPECT_EQ(config.delivery.retry, (std::vector<Duration>{30s, 90min}));
  EXPECT_EQ(config.delivery.give_up_after, 48h);
  EXPECT_EQ(config.limits.message_bytes, 10u * 1024 * 1024);
  EXPECT_EQ(config.limits.recipients, 500u);
  EXPECT_EQ(config.limits.command_wait, 1500ms);
  EXPECT_EQ(config.nameserver.zones, std::vector<std::string>{"zones/example.org"});
}

TEST(ParseConfig, NamesTheFileOfUsers) {
  EXPECT_EQ(parsed("users = \"etc/users.toml\"\n").users, "etc/users.toml");
}

TEST(ParseConfig, PortZeroMayStandTwice) {
  parsed(
      "hostname = \"mx.example.org\"\n[listen]\nsmtp = [\"127.0.0.1:0\"]\npop3 = "
      "[\"127.0.0.1:0\"]\n");
}

// A default that the table of keys tells is the one that the program has.
TEST(KeyTable, TellsTheTrueDefaults) {
  for (const Section& section : key_table()) {
    for (const Key& key : section.keys) {
      if (key.preset.empty()) continue;
      const std::string table = section.name.empty() ? "" : "[" + section.name + "]\n";
      const std::string text = table + key.name + " = " + key.preset + "\n";
      EXPECT_EQ(parsed(text), Config{}) << "the default differs:\n" << text;
    }
  }
}

TEST(DataPath, LeavesOutTheDotFolder) {
  Config config;
  EXPECT_EQ(data_path(config, "mail"), "mail");
  config.data = "mx1";
  EXPECT_EQ(data_path(config, "mail"), "mx1/mail");
}

}  // namespace
}  // namespace mailtown::config
