// The router with a resolver that answers from a list: what it asks, and what it makes of it.
#include "routing/router.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/world/run_task.h"

namespace mailtown::routing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ListedResolver : public dns::Resolver {
 public:
  Task<dns::Resolution> resolve(dns::Name name, dns::RecordType type, Tracer, Deadline) override {
    const auto question = name.to_string() + " " + dns::to_string(type);
    asked.push_back(question);
    const auto answer = answers.find(question);
    co_return answer == answers.end() ? dns::Resolution{.outcome = dns::Outcome::no_such_name}
                                      : answer->second;
  }

  std::map<std::string, dns::Resolution> answers;
  std::vector<std::string> asked;
};

// Keeps what is recorded.
class KeptEvents : public TraceSink {
 public:
  trace::EventNumber record(trace::EventNumber, trace::Conversation, const trace::Text&,
                            trace::Payload payload) override {
    if (const auto* decision = std::get_if<trace::Decision>(&payload)) {
      decisions.push_back(decision->subject + " " + decision->rule + " " + decision->outcome);
    }
    return ++count_;
  }
  trace::Conversation new_conversation() override { return 1; }

  std::vector<std::string> decisions;

 private:
  trace::EventNumber count_ = 0;
};

dns::Name name(std::string_view text) {
  return *dns::Name::parse(text);
}

dns::Resolution mx(std::string_view host) {
  return {.outcome = dns::Outcome::found,
          .records = {dns::make_record(name("example.com"), 60, dns::MxData{10, name(host)})}};
}

dns::Resolution address(std::string_view host, const char* text) {
  return {.outcome = dns::Outcome::found,
          .records = {dns::make_record(name(host), 60, dns::AddressData{*IpAddress::parse(text)})}};
}

struct Seen {
  Route route;
  HostAddresses addresses;  // of the route's first host
  std::vector<std::string> decisions, asked;
};

Seen look(config::Config config, std::map<std::string, dns::Resolution> answers,
          const std::string& domain) {
  return sim::run_task<Seen>([=](Platform& platform) -> Task<Seen> {
    ListedResolver resolver;
    resolver.answers = answers;
    KeptEvents events;
    Router router(config, resolver, platform.clock, platform.random);
    Tracer tracer(&events);
    Seen seen;
    seen.route = co_await router.route(domain, tracer);
    if (!seen.route.hosts.empty()) {
      seen.addresses = co_await router.addresses(seen.route.hosts.front(), tracer);
    }
    seen.decisions = events.decisions;
    seen.asked = resolver.asked;
    co_return seen;
  });
}

config::Config example() {
  config::Config config;
  config.hostname = "mx.example.org";
  config.local_domains = {"example.org"};
  return config;
}

TEST(Router, AsksNobodyForAnOwnDomainAndForALiteral) {
  EXPECT_THAT(look(example(), {}, "example.org").asked, IsEmpty());
  const Seen seen = look(example(), {}, "[192.0.2.9]");
  EXPECT_THAT(seen.asked, IsEmpty());
  EXPECT_THAT(seen.addresses.addresses, ElementsAre(*IpAddress::parse("192.0.2.9")));
}

TEST(Router, AsksForMxAndThenForBothKindsOfAddress) {
  auto config = example();
  std::map<std::string, dns::Resolution> answers;
  answers["example.com MX"] = mx("mx1.example.com");
  answers["mx1.example.com A"] = address("mx1.example.com", "192.0.2.7");
  answers["mx1.example.com AAAA"] = address("mx1.example.com", "2001:db8::7");
  const Seen seen = look(config, answers, "example.com");
  EXPECT_THAT(seen.asked,
              ElementsAre("example.com MX", "mx1.example.com A", "mx1.example.com AAAA"));
  EXPECT_THAT(seen.addresses.addresses,
              ElementsAre(*IpAddress::parse("192.0.2.7"), *IpAddress::parse("2001:db8::7")));
  EXPECT_THAT(seen.decisions, ElementsAre("example.com route.mx mx1.example.com"));
  config.delivery.ipv6 = false;
  EXPECT_THAT(look(config, answers, "example.com").asked,
              ElementsAre("example.com MX", "mx1.example.com A"));
}

TEST(Router, FollowsAnMxThatIsAnAliasAndSaysSo) {
  auto aliased = address("real.example.com", "192.0.2.7");
  aliased.aliases = {
      dns::make_record(name("mx1.example.com"), 60, dns::CnameData{name("real.example.com")})};
  const Seen seen =
      look(example(), {{"example.com MX", mx("mx1.example.com")}, {"mx1.example.com A", aliased}},
           "example.com");
  EXPECT_THAT(seen.addresses.addresses, ElementsAre(*IpAddress::parse("192.0.2.7")));
  EXPECT_THAT(seen.decisions, ElementsAre("example.com route.mx mx1.example.com",
                                          "mx1.example.com host.alias try"));
}

TEST(Router, SaysThatAnMxHasNoAddress) {
  const Seen seen = look(example(), {{"example.com MX", mx("gone.example.com")}}, "example.com");
  EXPECT_THAT(seen.addresses.addresses, IsEmpty());
  EXPECT_FALSE(seen.addresses.may_come);
  EXPECT_EQ(seen.decisions.back(), "gone.example.com host.no-address skip");
}

TEST(Router, DoesNotTakeAFailureOfDnsForNoAddress) {
  const Seen seen = look(example(),
                         {{"example.com MX", mx("mx1.example.com")},
                          {"mx1.example.com A", {.outcome = dns::Outcome::failed}}},
                         "example.com");
  EXPECT_TRUE(seen.addresses.may_come);
  EXPECT_EQ(seen.decisions.back(), "mx1.example.com host.dns-failed skip");
}

TEST(Router, AsksForTheMxOfASmartHostAndNotOfTheDomain) {
  auto config = example();
  config.routes = {{"*", "relay.example.net", 2525, "mx1", "word"}};
  const Seen seen = look(config, {{"relay.example.net MX", mx("in.example.net")}}, "example.com");
  EXPECT_EQ(seen.asked.front(), "relay.example.net MX");
  EXPECT_EQ(seen.route.hosts.front().name, "in.example.net");
  EXPECT_EQ(seen.route.port, 2525);
  EXPECT_EQ(seen.route.user, "mx1");
  EXPECT_EQ(seen.route.password, "word");
  EXPECT_EQ(seen.decisions[0], "example.com route.smart-host relay.example.net");
  EXPECT_EQ(seen.decisions[1], "relay.example.net route.mx in.example.net");
}

TEST(Router, TakesAHostInBracketsItself) {
  auto config = example();
  config.routes = {{"example.com", "[relay.example.net]"}, {"example.net", "[192.0.2.9]"}};
  const Seen seen = look(
      config, {{"relay.example.net A", address("relay.example.net", "192.0.2.8")}}, "example.com");
  EXPECT_EQ(seen.asked.front(), "relay.example.net A");
  EXPECT_THAT(seen.addresses.addresses, ElementsAre(*IpAddress::parse("192.0.2.8")));
  const Seen literal = look(config, {}, "example.net");
  EXPECT_THAT(literal.asked, IsEmpty());
  EXPECT_THAT(literal.addresses.addresses, ElementsAre(*IpAddress::parse("192.0.2.9")));
}

TEST(Router, KeepsOwnDomainsHomeWhateverTheRoutesSay) {
  auto config = example();
  config.routes = {{"*", "[192.0.2.9]"}};
  EXPECT_EQ(look(config, {}, "example.org").route.kind, RouteKind::local);
}

TEST(Router, WaitsForASmartHostThatDoesNotExist) {
  auto config = example();
  config.routes = {{"*", "relay.example.net"}};
  const Seen seen = look(config, {}, "example.com");
  EXPECT_EQ(seen.route.kind, RouteKind::try_later);
  EXPECT_EQ(seen.route.reply.substr(0, 9), "451 4.3.5");
}

}  // namespace
}  // namespace mailtown::routing
