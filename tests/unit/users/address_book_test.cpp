#include "users/address_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/world/run_task.h"
#include "tests/unit/users/user_kit.h"

namespace mailtown::users {
namespace {

using testing::Contains;
using testing::ElementsAre;

config::Config example() {
  config::Config config;
  config.hostname = "mx.example.org";
  config.local_domains = {"example.org", "example.net"};
  config.aliases["sales@example.org"] = {"ivanov@example.org", "kozlov@example.com"};
  return config;
}

UserTable example_users() {
  UserTable users;
  users["ivanov@example.org"] = user("secret");
  users["petrov@example.net"] = user("more secret", {"chief@example.org"});
  return users;
}

using Ends = Decided<std::vector<Address>>;

Ends look_up(const config::Config& config, const std::string& local, const std::string& domain) {
  return sim::run_task<Ends>([=](Platform& platform) -> Task<Ends> {
    TableDirectory directory(config, platform.hasher, example_users());
    AddressBook book(config, directory);
    Address address{local, domain};
    co_return co_await book.look_up(std::move(address));
  });
}

std::vector<std::string> texts_of(const std::vector<Address>& addresses) {
  std::vector<std::string> texts;
  for (const auto& address : addresses) texts.push_back(address.to_string());
  return texts;
}

std::vector<std::string> ends_of(const config::Config& config, const std::string& local,
                                 const std::string& domain = "example.org") {
  return texts_of(look_up(config, local, domain).outcome);
}

std::vector<std::string> expand(const config::Config& config, std::vector<Address> recipients) {
  return sim::run_task<std::vector<std::string>>(
      [=](Platform& platform) -> Task<std::vector<std::string>> {
        TableDirectory directory(config, platform.hasher, example_users());
        AddressBook book(config, directory);
        auto expanded = co_await book.expand(recipients, platform.tracer);
        co_return texts_of(expanded);
      });
}

TEST(LookUp, LeavesAUserAsHeIs) {
  const Ends ends = look_up(example(), "Ivanov", "example.org");
  EXPECT_THAT(texts_of(ends.outcome), ElementsAre("Ivanov@example.org"));
  EXPECT_EQ(ends.evidence.rule, "recipient.user");
  EXPECT_TRUE(ends.evidence.alternatives.empty());
}

TEST(LookUp, KnowsTheUsersOfEachOfItsDomains) {
  EXPECT_THAT(ends_of(example(), "petrov", "example.net"), ElementsAre("petrov@example.net"));
  EXPECT_THAT(ends_of(example(), "petrov", "example.org"), ElementsAre());
  EXPECT_THAT(ends_of(example(), "chief", "example.org"), ElementsAre("chief@example.org"));
}

TEST(LookUp, FollowsAnAliasHereAndElsewhere) {
  const Ends ends = look_up(example(), "SALES", "example.org");
  EXPECT_THAT(texts_of(ends.outcome), ElementsAre("ivanov@example.org", "kozlov@example.com"));
  EXPECT_EQ(ends.evidence.rule, "recipient.alias");
  EXPECT_THAT(ends.evidence.inputs, Contains(Fact{"alias_name", "sales@example.org"}));
  EXPECT_THAT(ends.evidence.inputs,
              Contains(Fact{"addresses", "ivanov@example.org, kozlov@example.com"}));
}

TEST(LookUp, NamesEachEndOnceAndSaysWhy) {
  auto config = example();
  config.aliases["all@example.org"] = {"sales@example.org", "ivanov@example.org",
                                       "petrov@example.net"};
  const Ends ends = look_up(config, "all", "example.org");
  EXPECT_THAT(texts_of(ends.outcome),
              ElementsAre("ivanov@example.org", "petrov@example.net", "kozlov@example.com"));
  EXPECT_THAT(
      ends.evidence.alternatives,
      Contains(Alternative{
          "ivanov@example.org", "recipient.named-before", {{"address", "ivanov@example.org"}}}));
}

TEST(LookUp, KeepsACopyWhereAnAliasNamesItself) {
  auto config = example();
  config.aliases["ivanov@example.org"] = {"ivanov@example.org", "ivanov@example.com"};
  EXPECT_THAT(ends_of(config, "ivanov"), ElementsAre("ivanov@example.org", "ivanov@example.com"));
}

TEST(LookUp, PrefersTheAliasToTheMailbox) {
  auto config = example();
  config.aliases["ivanov@example.org"] = {"ivanov@example.com"};
  EXPECT_THAT(ends_of(config, "ivanov"), ElementsAre("ivanov@example.com"));
  EXPECT_THAT(ends_of(config, "ivanov+news"), ElementsAre("ivanov@example.com"));
}

TEST(LookUp, EndsInACircle) {
  auto config = example();
  config.aliases["a@example.org"] = {"b@example.org"};
  config.aliases["b@example.org"] = {"a@example.org"};
  const Ends ends = look_up(config, "a", "example.org");
  EXPECT_TRUE(ends.outcome.empty());
  EXPECT_EQ(ends.evidence.rule, "recipient.alias-loop");
}

TEST(LookUp, FindsTheEndBesideACircle) {
  auto config = example();
  config.aliases["a@example.org"] = {"b@example.org", "ivanov@example.org"};
  config.aliases["b@example.org"] = {"a@example.org"};
  EXPECT_THAT(ends_of(config, "a"), ElementsAre("ivanov@example.org"));
}

TEST(LookUp, StopsAtTooManyAddresses) {
  auto config = example();
  for (std::size_t i = 0; i <= addresses_for_one_max; ++i) {
    config.aliases["all@example.org"].push_back(fmt::format("u{}@example.com", i));
  }
  const Ends ends = look_up(config, "all", "example.org");
  EXPECT_TRUE(ends.outcome.empty());
  EXPECT_EQ(ends.evidence.rule, "recipient.too-many-addresses");
  config.aliases["all@example.org"].resize(addresses_for_one_max);
  EXPECT_EQ(ends_of(config, "all").size(), addresses_for_one_max);
}

TEST(LookUp, TakesTheDetailOffASubaddress) {
  const Ends ends = look_up(example(), "ivanov+news", "example.org");
  EXPECT_THAT(texts_of(ends.outcome), ElementsAre("ivanov+news@example.org"));
  EXPECT_EQ(ends.evidence.rule, "recipient.subaddress");
  EXPECT_THAT(ends.evidence.inputs, Contains(Fact{"detail", "news"}));
  EXPECT_THAT(ends_of(example(), "sales+news"),
              ElementsAre("ivanov@example.org", "kozlov@example.com"));
  EXPECT_THAT(ends_of(example(), "sidorov+news"), ElementsAre());
}

TEST(LookUp, DividesAtTheConfiguredDelimiterOnly) {
  auto config = example();
  config.subaddress_delimiter = "-";
  EXPECT_THAT(ends_of(config, "ivanov-news"), ElementsAre("ivanov-news@example.org"));
  EXPECT_THAT(ends_of(config, "ivanov+news"), ElementsAre());
  config.subaddress_delimiter.clear();
  EXPECT_THAT(ends_of(config, "ivanov-news"), ElementsAre());
}

TEST(LookUp, GivesTheCatchAllWhatNobodyHas) {
  auto config = example();
  config.catch_all["example.org"] = "ivanov@example.org";
  const Ends ends = look_up(config, "sidorov", "example.org");
  EXPECT_THAT(texts_of(ends.outcome), ElementsAre("ivanov@example.org"));
  EXPECT_EQ(ends.evidence.rule, "recipient.catch-all");
  EXPECT_THAT(ends_of(config, "sidorov", "example.net"), ElementsAre());
  EXPECT_THAT(ends_of(config, "sales"), ElementsAre("ivanov@example.org", "kozlov@example.com"));
}

TEST(LookUp, EndsWhenTheCatchAllIsNobody) {
  auto config = example();
  config.catch_all["example.org"] = "gone@example.org";
  EXPECT_EQ(look_up(config, "sidorov", "example.org").evidence.rule, "recipient.alias-loop");
}

TEST(LookUp, AlwaysHasAPostmaster) {
  auto config = example();
  EXPECT_EQ(look_up(config, "postmaster", "example.net").evidence.rule, "recipient.postmaster");
  EXPECT_THAT(ends_of(config, "Postmaster", ""), ElementsAre("Postmaster"));
  config.aliases["postmaster@example.org"] = {"kozlov@example.com"};
  EXPECT_THAT(ends_of(config, "postmaster", ""), ElementsAre("kozlov@example.com"));
}

TEST(Expand, ReplacesAndRemovesDuplicates) {
  EXPECT_THAT(expand(example(), {{"sales", "example.org"},
                                 {"ivanov", "example.org"},
                                 {"IVANOV", "example.org"},
                                 {"kozlov", "example.com"},
                                 {"Kozlov", "example.com"}}),
              ElementsAre("ivanov@example.org", "kozlov@example.com", "Kozlov@example.com"));
}

TEST(Expand, KeepsWhoHasBecomeNobodySoThatHisMailBounces) {
  EXPECT_THAT(expand(example(), {{"sidorov", "example.org"}}), ElementsAre("sidorov@example.org"));
}

}  // namespace
}  // namespace mailtown::users
