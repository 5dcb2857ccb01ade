#include "users/table_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/world/run_task.h"
#include "tests/unit/users/user_kit.h"
#include "users/mailbox_name.h"

namespace mailtown::users {
namespace {

using testing::Contains;

struct Town {
  config::Config config;
  UserTable users;
};

Town example() {
  Town town;
  town.config.hostname = "mx.example.org";
  town.config.local_domains = {"example.org"};
  town.users["ivanov@example.org"] = user("secret");
  town.users["petrov@example.org"] = user("more secret", {"sales@example.org"});
  return town;
}

using Found = Decided<std::optional<Account>>;

Found find(const Town& town, const std::string& local, const std::string& domain) {
  return sim::run_task<Found>([=](Platform& platform) -> Task<Found> {
    TableDirectory directory(town.config, platform.hasher, town.users);
    Address address{local, domain};
    co_return co_await directory.find(std::move(address));
  });
}

std::string login_of(const Found& found) {
  return found.outcome ? found.outcome->login : "nobody";
}

TEST(Find, FindsAUserWithoutRegardToCase) {
  const Found found = find(example(), "Ivanov", "example.org");
  ASSERT_TRUE(found.outcome);
  EXPECT_EQ(found.outcome->login, "ivanov@example.org");
  EXPECT_EQ(found.outcome->mailbox, "example.org/ivanov");
  EXPECT_EQ(found.evidence.rule, "recipient.user");
  EXPECT_THAT(found.evidence.inputs, Contains(Fact{"recipient", "Ivanov@example.org"}));
  EXPECT_THAT(found.evidence.inputs, Contains(Fact{"mailbox", "example.org/ivanov"}));
}

TEST(Find, FindsTheOwnerOfAFurtherAddress) {
  EXPECT_EQ(login_of(find(example(), "sales", "example.org")), "petrov@example.org");
}

TEST(Find, SaysWhatItLookedForWhenThereIsNobody) {
  const Found found = find(example(), "sidorov", "example.org");
  EXPECT_FALSE(found.outcome);
  EXPECT_EQ(found.evidence.rule, "recipient.unknown");
  EXPECT_THAT(found.evidence.inputs, Contains(Fact{"recipient", "sidorov@example.org"}));
}

TEST(Find, TakesADomainForWhatItIs) {
  EXPECT_EQ(login_of(find(example(), "ivanov", "example.net")), "nobody");
}

// RFC 5321 §4.5.1.
TEST(FindPostmaster, IsTheFirstUserIfNobodyHasTheAddress) {
  for (const char* name : {"postmaster", "Postmaster", "POSTMASTER"}) {
    const Found found = find(example(), name, "example.org");
    EXPECT_EQ(login_of(found), "ivanov@example.org") << name;
    EXPECT_EQ(found.evidence.rule, "recipient.postmaster");
  }
}

TEST(FindPostmaster, NeedsNoDomain) {
  EXPECT_EQ(login_of(find(example(), "postmaster", "")), "ivanov@example.org");
}

TEST(FindPostmaster, IsTheUserWhoHasTheAddress) {
  Town town = example();
  town.users["petrov@example.org"].addresses = {"postmaster@example.org"};
  EXPECT_EQ(login_of(find(town, "PostMaster", "example.org")), "petrov@example.org");
}

TEST(FindPostmaster, IsOfTheDomainThatWasAskedFor) {
  Town town = example();
  town.config.local_domains.push_back("example.net");
  town.users["kozlov@example.net"] = user("secret");
  EXPECT_EQ(login_of(find(town, "postmaster", "example.net")), "kozlov@example.net");
}

TEST(FindPostmaster, HasAMailboxEvenWithoutUsers) {
  Town town = example();
  town.users.clear();
  const Found found = find(town, "postmaster", "example.org");
  ASSERT_TRUE(found.outcome);
  EXPECT_EQ(found.outcome->mailbox, "example.org/postmaster");
}

std::string logged_in(const Town& town, const std::string& login, const std::string& password) {
  return sim::run_task<std::string>([=](Platform& platform) -> Task<std::string> {
    TableDirectory directory(town.config, platform.hasher, town.users);
    const auto account = co_await directory.check_password(login, password);
    co_return *account ? (*account)->login : "nobody";
  });
}

TEST(CheckPassword, TakesTheFullAddressInAnyCase) {
  EXPECT_EQ(logged_in(example(), "ivanov@example.org", "secret"), "ivanov@example.org");
  EXPECT_EQ(logged_in(example(), "IVANOV@Example.org", "secret"), "ivanov@example.org");
}

TEST(CheckPassword, TakesTheLocalPartWhereThereIsOneDomain) {
  EXPECT_EQ(logged_in(example(), "ivanov", "secret"), "ivanov@example.org");
  Town two = example();
  two.config.local_domains.push_back("example.net");
  EXPECT_EQ(logged_in(two, "ivanov", "secret"), "nobody");
}

TEST(CheckPassword, RefusesWhatIsNotExactlyRight) {
  for (const char* password : {"", "Secret", "secret ", "secre", "secretsecret", "more secret"}) {
    EXPECT_EQ(logged_in(example(), "ivanov", password), "nobody") << password;
  }
}

TEST(CheckPassword, KnowsNobodyWithoutAPassword) {
  EXPECT_EQ(logged_in(example(), "sidorov", ""), "nobody");
  EXPECT_EQ(logged_in(example(), "", ""), "nobody");
  // A further address is no login.
  EXPECT_EQ(logged_in(example(), "sales", "more secret"), "nobody");
}

bool may_send(const std::string& login, const std::string& local) {
  return sim::run_task<bool>([=](Platform& platform) -> Task<bool> {
    const Town town = example();
    TableDirectory directory(town.config, platform.hasher, town.users);
    Account account{login, ""};
    Address address{local, "example.org"};
    co_return co_await directory.may_send_as(std::move(account), std::move(address));
  });
}

// RFC 6409 §6.1.
TEST(MaySendAs, OwnAddressesOnly) {
  EXPECT_TRUE(may_send("petrov@example.org", "petrov"));
  EXPECT_TRUE(may_send("petrov@example.org", "Sales"));
  EXPECT_FALSE(may_send("ivanov@example.org", "petrov"));
  EXPECT_FALSE(may_send("ivanov@example.org", "sidorov"));
}

TEST(MailboxName, NeverLeadsOutOfTheMailFolder) {
  EXPECT_EQ(mailbox_name("ivanov@example.org"), "example.org/ivanov");
  EXPECT_EQ(mailbox_name("\"../petrov\"@example.org"), "example.org/%22..%2Fpetrov%22");
  EXPECT_EQ(mailbox_name("..@example.org"), "example.org/%2E.");
  EXPECT_EQ(mailbox_name("a%b@example.org"), "example.org/a%25b");
}

}  // namespace
}  // namespace mailtown::users
