#include "wire/tls_choice.h"

#include <gtest/gtest.h>

namespace mailtown::wire {
namespace {

struct Case {
  TlsUse use;
  TlsObstacle obstacle;
  TlsChoice choice;
  const char* rule;
  const char* why_not_encrypted;
};

TEST(TlsChoice, GoesInTheClearOnlyIfNobodyInsists) {
  constexpr auto opportunistic = TlsUse::opportunistic;
  constexpr auto required = TlsUse::required;
  const std::vector<Case> cases = {
      {opportunistic, TlsObstacle::not_offered, TlsChoice::clear, "tls.not-offered",
       "tls.no-offer"},
      {opportunistic, TlsObstacle::refused, TlsChoice::clear, "tls.refused", "tls.not-begun"},
      {opportunistic, TlsObstacle::failed, TlsChoice::clear, "tls.failed", "tls.no-agreement"},
      {required, TlsObstacle::not_offered, TlsChoice::give_up, "tls.needed-not-offered",
       "tls.no-offer"},
      {required, TlsObstacle::refused, TlsChoice::give_up, "tls.needed-refused", "tls.not-begun"},
      {required, TlsObstacle::failed, TlsChoice::give_up, "tls.needed-failed", "tls.no-agreement"},
      {required, TlsObstacle::unproven, TlsChoice::give_up, "tls.needed-unproven", "tls.no-proof"}};
  for (const Case& each : cases) {
    SCOPED_TRACE(each.rule);
    const auto decided = choose_without_tls(each.use, each.obstacle, "mx.example.org", "why");
    EXPECT_EQ(decided.outcome, each.choice);
    EXPECT_EQ(decided.evidence.rule, each.rule);
    ASSERT_EQ(decided.evidence.alternatives.size(), 3u);
    EXPECT_EQ(decided.evidence.alternatives[0].lost_because, each.why_not_encrypted);
    for (const Alternative& alternative : decided.evidence.alternatives) {
      EXPECT_EQ(alternative.lost_because.empty(), alternative.choice == to_string(decided.outcome))
          << alternative.choice;
    }
  }
}

TEST(TlsChoice, TellsAServerThatLiesFromOneThatFails) {
  EXPECT_EQ(obstacle_of({FailureKind::not_permitted, ""}), TlsObstacle::unproven);
  EXPECT_EQ(obstacle_of({FailureKind::reset, ""}), TlsObstacle::failed);
}

}  // namespace
}  // namespace mailtown::wire
