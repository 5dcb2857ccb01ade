// The policy `lists`.
#include "tests/unit/policy/policy_test_kit.h"

namespace mailtown::policy {
namespace {

config::ListEntry network(const char* text) {
  return {.network = IpNetwork::parse(text), .domain = "", .mailbox = ""};
}
config::ListEntry domain(const char* text) {
  return {.network = {}, .domain = text, .mailbox = ""};
}
config::ListEntry mailbox(const char* text) {
  return {.network = {}, .domain = "", .mailbox = text};
}

struct Case {
  const char* name;
  config::ListEntry entry;
  const char* sender;
  bool means;  // whether the entry means this client and sender
};

class ListEntryTest : public testing::TestWithParam<Case> {};

TEST_P(ListEntryTest, MeansWhomItShould) {
  config::Lists lists;
  lists.deny = {GetParam().entry};
  const auto policy = make_lists(lists);
  Facts facts = stranger();  // 198.51.100.7
  facts.sender = *parse_address(GetParam().sender);
  EXPECT_EQ(told(ask(*policy, Stage::mail, facts)),
            GetParam().means ? "reject 550 5.7.1 lists.denied" : "pass lists.not-listed");
}

const Case cases[] = {
    {"Address", network("198.51.100.7"), "a@example.net", true},
    {"OtherAddress", network("198.51.100.8"), "a@example.net", false},
    {"Network", network("198.51.100.0/24"), "a@example.net", true},
    {"OtherNetwork", network("198.51.101.0/24"), "a@example.net", false},
    {"NetworkOfTheOtherFamily", network("::/0"), "a@example.net", false},
    {"Domain", domain("example.net"), "a@example.net", true},
    {"DomainInOtherCase", domain("example.net"), "a@EXAMPLE.net", true},
    {"BelowTheDomain", domain("example.net"), "a@mail.example.net", true},
    {"OnlyTheEnding", domain("example.net"), "a@notexample.net", false},
    {"Mailbox", mailbox("ivanov@example.net"), "ivanov@example.net", true},
    {"MailboxInOtherCase", mailbox("ivanov@example.net"), "Ivanov@example.net", true},
    {"OtherMailbox", mailbox("ivanov@example.net"), "petrov@example.net", false},
};

INSTANTIATE_TEST_SUITE_P(Cases, ListEntryTest, testing::ValuesIn(cases),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(ListsPolicy, AllowIsAskedBeforeDeny) {
  config::Lists lists;
  lists.allow = {mailbox("ivanov@example.net")};
  lists.deny = {domain("example.net")};
  const auto policy = make_lists(lists);
  Facts facts = stranger();
  EXPECT_EQ(told(ask(*policy, Stage::mail, facts)), "accept lists.allowed");
  facts.sender.local = "petrov";
  EXPECT_EQ(told(ask(*policy, Stage::mail, facts)), "reject 550 5.7.1 lists.denied");
}

TEST(ListsPolicy, ABounceIsNoDomainsMail) {
  config::Lists lists;
  lists.deny = {domain("example.net"), mailbox("ivanov@example.net")};
  const auto policy = make_lists(lists);
  Facts facts = stranger();
  facts.sender = {};
  EXPECT_EQ(told(ask(*policy, Stage::mail, facts)), "pass lists.not-listed");
}

TEST(ListsPolicy, RefusesAClientAtTheDoor) {
  config::Lists lists;
  lists.deny = {network("198.51.100.0/24")};
  const auto policy = make_lists(lists);
  Facts facts;
  facts.client = address("198.51.100.7");
  const auto decided = ask(*policy, Stage::connect, facts);
  EXPECT_EQ(told(decided), "reject 554 5.7.1 lists.denied");
  EXPECT_NE(text_of(decided).find("postmaster"), std::string::npos) << "whom to ask is not told";
}

}  // namespace
}  // namespace mailtown::policy
