// The policy `ptr`: each strictness against each kind of client.
#include "tests/unit/policy/policy_test_kit.h"

namespace mailtown::policy {
namespace {

using config::PtrStrictness;

const ClientName no_name{};
const ClientName cannot_say{.name = "", .confirmed = false, .unknown = true};
const ClientName unconfirmed{.name = "mail.example.net", .confirmed = false, .unknown = false};
const ClientName confirmed{.name = "mail.example.net", .confirmed = true, .unknown = false};
const ClientName itself{.name = "example.net", .confirmed = true, .unknown = false};
const ClientName provider{.name = "out.example.org", .confirmed = true, .unknown = false};
const ClientName lookalike{.name = "notexample.net", .confirmed = true, .unknown = false};

struct Case {
  const char* name;
  PtrStrictness strictness;
  ClientName client;
  const char* told;
};

class PtrPolicy : public testing::TestWithParam<Case> {};

TEST_P(PtrPolicy, Rules) {
  const auto ptr = make_ptr({GetParam().strictness});
  Facts facts = stranger();  // ivanov@example.net
  facts.client_name = GetParam().client;
  const bool at_mail = GetParam().strictness == PtrStrictness::matches_sender_domain;
  const Stage stage = at_mail ? Stage::mail : Stage::connect;
  EXPECT_TRUE(ptr->has_opinion_at(stage));
  EXPECT_EQ(told(ask(*ptr, stage, facts)), GetParam().told);
}

constexpr auto exists = PtrStrictness::exists;
constexpr auto confirm = PtrStrictness::forward_confirmed;
constexpr auto match = PtrStrictness::matches_sender_domain;

const Case cases[] = {
    {"ExistsTakesAnyName", exists, unconfirmed, "pass ptr.good-name"},
    {"ExistsWantsAName", exists, no_name, "reject 550 5.7.25 ptr.must-have-name"},
    {"ExistsWaitsForDns", exists, cannot_say, "defer 450 4.7.25 ptr.cannot-say"},
    {"ConfirmedTakesAConfirmedName", confirm, confirmed, "pass ptr.good-name"},
    {"ConfirmedWantsAName", confirm, no_name, "reject 550 5.7.25 ptr.must-have-name"},
    {"ConfirmedWantsItToLeadBack", confirm, unconfirmed, "reject 550 5.7.25 ptr.must-lead-back"},
    {"ConfirmedWaitsForDns", confirm, cannot_say, "defer 450 4.7.25 ptr.cannot-say"},
    {"MatchTakesANameBelowTheDomain", match, confirmed, "pass ptr.matches"},
    {"MatchTakesTheDomainItself", match, itself, "pass ptr.matches"},
    {"MatchTurnsTheProviderAway", match, provider, "reject 550 5.7.25 ptr.other-domain"},
    {"MatchIsNotFooledByAnEnding", match, lookalike, "reject 550 5.7.25 ptr.other-domain"},
    // Anybody can write the sender's domain into his own reverse zone.
    {"MatchBelievesNoUnconfirmedName", match, unconfirmed, "reject 550 5.7.25 ptr.other-domain"},
    {"MatchWantsAName", match, no_name, "reject 550 5.7.25 ptr.other-domain"},
    {"MatchWaitsForDns", match, cannot_say, "defer 450 4.7.25 ptr.cannot-say"},
};

INSTANTIATE_TEST_SUITE_P(Cases, PtrPolicy, testing::ValuesIn(cases),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(PtrPolicy, OffAsksNobody) {
  const auto ptr = make_ptr({PtrStrictness::off});
  for (const Stage stage : {Stage::connect, Stage::helo, Stage::mail, Stage::rcpt, Stage::data}) {
    EXPECT_FALSE(ptr->has_opinion_at(stage));
  }
}

TEST(PtrPolicy, ABounceHasNoDomainToMatch) {
  const auto ptr = make_ptr({PtrStrictness::matches_sender_domain});
  Facts facts = stranger();
  facts.sender = {};
  facts.client_name = provider;
  EXPECT_EQ(told(ask(*ptr, Stage::mail, facts)), "pass ptr.null-sender");
}

}  // namespace
}  // namespace mailtown::policy
