#include "routing/configured_route.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailtown::routing {
namespace {

using testing::Contains;

const std::vector<config::Route> routes = {{"*", "relay.example.net"},
                                           {".example.com", "[192.0.2.1]"},
                                           {"example.com", "[192.0.2.2]"},
                                           {".deep.example.com", "[192.0.2.3]"}};

std::string host_for(const std::string& domain) {
  const auto found = find_configured_route(domain, routes);
  return found ? found->outcome.host : "none";
}

TEST(FindConfiguredRoute, TakesTheMostExactWhateverTheOrder) {
  EXPECT_EQ(host_for("example.com"), "[192.0.2.2]");
  EXPECT_EQ(host_for("sub.example.com"), "[192.0.2.1]");
  EXPECT_EQ(host_for("x.deep.example.com"), "[192.0.2.3]");
  EXPECT_EQ(host_for("deep.example.com"), "[192.0.2.1]");
  EXPECT_EQ(host_for("notexample.com"), "relay.example.net");
  EXPECT_EQ(host_for("[192.0.2.9]"), "relay.example.net");
}

TEST(FindConfiguredRoute, FindsNoneWhereNoneFits) {
  EXPECT_FALSE(find_configured_route("example.net", {{".example.net", "[192.0.2.1]"}}));
  EXPECT_FALSE(find_configured_route("example.net", {}));
}

TEST(FindConfiguredRoute, SaysWhyTheOthersLost) {
  const auto found = find_configured_route("sub.example.com", routes);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->evidence.rule, "route.configured");
  EXPECT_THAT(found->evidence.inputs, Contains(Fact{"pattern", ".example.com"}));
  EXPECT_THAT(found->evidence.alternatives,
              Contains(Alternative{"relay.example.net",
                                   "route.less-exact",
                                   {{"pattern", "*"}, {"host", "relay.example.net"}}}));
  EXPECT_THAT(found->evidence.alternatives,
              Contains(Alternative{"MX", "route.mx-not-asked", {{"domain", "sub.example.com"}}}));
  EXPECT_EQ(find_configured_route("example.net", routes)->evidence.rule, "route.smart-host");
}

TEST(FindConfiguredRoute, NamesTheLoginAndNeverThePassword) {
  const auto found = find_configured_route("example.com", {{"*", "r.test", 0, "mx1", "hush"}});
  ASSERT_TRUE(found);
  EXPECT_THAT(found->evidence.inputs, Contains(Fact{"login", "mx1"}));
  for (const auto& fact : found->evidence.inputs) EXPECT_NE(fact.value, "hush");
}

}  // namespace
}  // namespace mailtown::routing
