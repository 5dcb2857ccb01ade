// The route as DNS gives it (RFC 5321 §5.1), without any waiting.
#include "routing/route.h"

#include <deque>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailtown::routing {
namespace {

using testing::Contains;
using testing::ElementsAre;

// Draws what the test says, then the same number again and again. (Not 0: a draw without bias may
// throw the lowest numbers away.)
class ScriptedRandom : public Random {
 public:
  explicit ScriptedRandom(std::deque<std::uint64_t> draws = {}) : draws_(std::move(draws)) {}
  std::uint64_t bits(std::string_view purpose) override {
    EXPECT_EQ(purpose, "mx-shuffle");
    if (draws_.empty()) return 1000;
    const auto draw = draws_.front();
    draws_.pop_front();
    return draw;
  }

 private:
  std::deque<std::uint64_t> draws_;
};

struct Mx {
  std::uint16_t preference;
  const char* host;
};

dns::Resolution found(std::initializer_list<Mx> list) {
  dns::Resolution mx{.outcome = dns::Outcome::found};
  for (const Mx& each : list) {
    mx.records.push_back(
        dns::make_record(*dns::Name::parse("example.com"), 60,
                         dns::MxData{each.preference, *dns::Name::parse(each.host)}));
  }
  return mx;
}

Decided<Route> route(const dns::Resolution& mx, const std::string& own_name = "mx.example.org",
                     std::deque<std::uint64_t> draws = {}) {
  ScriptedRandom random(std::move(draws));
  return route_by_mx("example.com", mx, own_name, random);
}

std::vector<std::string> hosts_of(const Decided<Route>& decided) {
  std::vector<std::string> hosts;
  for (const auto& host : decided.outcome.hosts) hosts.push_back(host.name);
  return hosts;
}

// "choice: lost_because" of each alternative.
std::vector<std::string> lots_of(const Evidence& evidence) {
  std::vector<std::string> lots;
  for (const auto& each : evidence.alternatives) {
    lots.push_back(each.choice + ": " + each.lost_because);
  }
  return lots;
}

TEST(RouteByMx, TriesTheLowestPreferenceFirst) {
  const auto decided =
      route(found({{30, "c.example.com"}, {10, "a.example.com"}, {20, "b.example.com"}}));
  EXPECT_EQ(decided.outcome.kind, RouteKind::hosts);
  EXPECT_THAT(hosts_of(decided), ElementsAre("a.example.com", "b.example.com", "c.example.com"));
  EXPECT_EQ(decided.evidence.rule, "route.mx");
  EXPECT_EQ(decided.evidence.source, "RFC 5321 §5.1");
  EXPECT_THAT(lots_of(decided.evidence),
              ElementsAre("a.example.com: ", "b.example.com: route.less-preferred",
                          "c.example.com: route.less-preferred"));
}

TEST(RouteByMx, DrawsTheOrderOfEqualPreferences) {
  const auto mx = found({{10, "a.example.com"}, {10, "b.example.com"}, {20, "c.example.com"}});
  std::set<std::string> first;
  for (std::uint64_t draw = 100; draw < 160; ++draw) {
    const auto decided = route(mx, "mx.example.org", {draw, draw / 7, draw / 3});
    first.insert(hosts_of(decided).front());
    EXPECT_EQ(hosts_of(decided).back(), "c.example.com");
    EXPECT_THAT(lots_of(decided.evidence), Contains(hosts_of(decided)[1] + ": route.drawn-later"));
  }
  EXPECT_THAT(first, ElementsAre("a.example.com", "b.example.com"));
}

TEST(RouteByMx, WithoutMxTheDomainIsItsOwnHost) {
  const auto decided = route({.outcome = dns::Outcome::no_data});
  EXPECT_THAT(hosts_of(decided), ElementsAre("example.com"));
  EXPECT_EQ(decided.evidence.rule, "route.implicit-mx");
}

TEST(RouteByMx, NullMxBouncesAtOnce) {
  const auto decided = route(found({{0, "."}}));
  EXPECT_EQ(decided.outcome.kind, RouteKind::undeliverable);
  EXPECT_EQ(decided.evidence.rule, "route.null-mx");
  EXPECT_EQ(decided.outcome.reply, "556 5.1.10 example.com accepts no mail (null MX)");
}

TEST(RouteByMx, NullMxCountsOnlyAlone) {
  const auto decided = route(found({{0, "."}, {10, "a.example.com"}}));
  EXPECT_EQ(decided.outcome.kind, RouteKind::hosts);
  EXPECT_THAT(hosts_of(decided), Contains("a.example.com"));
}

TEST(RouteByMx, NeverGoesBackwards) {
  const auto decided = route(found({{5, "a.example.com"},
                                    {10, "MX.example.org"},
                                    {10, "equal.example.com"},
                                    {20, "worse.example.com"}}));
  EXPECT_THAT(hosts_of(decided), ElementsAre("a.example.com"));
  EXPECT_THAT(lots_of(decided.evidence), Contains("equal.example.com: route.not-behind-us"));
  EXPECT_THAT(lots_of(decided.evidence), Contains("worse.example.com: route.not-behind-us"));
}

TEST(RouteByMx, BouncesWhatLeadsOnlyToUs) {
  const auto decided = route(found({{10, "mx.example.org"}, {20, "worse.example.com"}}));
  EXPECT_EQ(decided.outcome.kind, RouteKind::undeliverable);
  EXPECT_EQ(decided.evidence.rule, "route.only-us");
  EXPECT_EQ(decided.outcome.reply.substr(0, 9), "554 5.4.6");
  EXPECT_EQ(decided.evidence.alternatives.size(), 2u);
}

TEST(RouteByMx, BouncesForADomainThatDoesNotExist) {
  const auto decided = route({.outcome = dns::Outcome::no_such_name});
  EXPECT_EQ(decided.outcome.kind, RouteKind::undeliverable);
  EXPECT_EQ(decided.evidence.rule, "route.no-such-domain");
  EXPECT_EQ(decided.outcome.reply, "550 5.1.2 there is no domain example.com");
}

TEST(RouteByMx, NeverBouncesBecauseDnsFailed) {
  for (const char* why : {"timed-out", "servfail", "loop", "lame"}) {
    const auto decided = route({.outcome = dns::Outcome::failed, .why = why});
    EXPECT_EQ(decided.outcome.kind, RouteKind::try_later);
    EXPECT_EQ(decided.evidence.rule, "route.dns-failed");
    EXPECT_THAT(decided.evidence.inputs, Contains(Fact{"why", why}));
    EXPECT_EQ(decided.outcome.reply.substr(0, 9), "451 4.4.3");
  }
}

TEST(RouteHome, IsForOwnDomainsAndNoDomain) {
  EXPECT_TRUE(route_home("example.org", {"example.org", "example.net"}));
  EXPECT_TRUE(route_home("example.net", {"example.org", "example.net"}));
  EXPECT_TRUE(route_home("", {"example.org"}));
  EXPECT_FALSE(route_home("mail.example.org", {"example.org"}));
}

TEST(RouteByLiteral, NamesTheHostItself) {
  const auto v4 = route_by_literal("[192.0.2.1]");
  ASSERT_TRUE(v4);
  EXPECT_EQ(v4->outcome.hosts.front().address, IpAddress::parse("192.0.2.1"));
  EXPECT_EQ(v4->evidence.rule, "route.literal");
  EXPECT_EQ(route_by_literal("[IPv6:2001:db8::1]")->outcome.hosts.front().address,
            IpAddress::parse("2001:db8::1"));
  EXPECT_EQ(route_by_literal("[192.0.2.300]")->evidence.rule, "route.bad-literal");
  EXPECT_FALSE(route_by_literal("example.com"));
}

TEST(RouteByRelay, MakesLettersWaitForAMistakeOfOurs) {
  const Route bad{.kind = RouteKind::undeliverable, .reply = "550 5.1.2 there is no domain r.test"};
  const auto route = route_by_relay("example.com", "r.test", bad);
  EXPECT_EQ(route.kind, RouteKind::try_later);
  EXPECT_EQ(route.reply,
            "451 4.3.5 the route for example.com leads to r.test, which takes no mail: 550 5.1.2 "
            "there is no domain r.test");
  const Route good{.kind = RouteKind::hosts, .hosts = {{.name = "r.test"}}};
  EXPECT_EQ(route_by_relay("example.com", "r.test", good).kind, RouteKind::hosts);
}

}  // namespace
}  // namespace mailtown::routing
