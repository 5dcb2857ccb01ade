// The iterative resolver in a simulated Internet.
#include "tests/unit/dns/dns_town.h"

namespace mailtown::dns {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* example_org = "example NS ns1.example\nns1.example A 198.51.100.1\n";

class ResolverTest : public DnsTown {};

TEST_F(ResolverTest, WalksDownFromTheRootAndUsesGlue) {
  add_root(example_org);
  add_example_org();
  EXPECT_THAT(texts(ask("mx1.example.org", RecordType::A)),
              ElementsAre("mx1.example.org. 60 IN A 198.51.100.25"));
  EXPECT_THAT(asked(), ElementsAre("192.0.2.1 mx1.example.org A", "192.0.2.2 mx1.example.org A",
                                   "198.51.100.1 mx1.example.org A"));
  EXPECT_THAT(rules_of("dns.next"),
              ElementsAre("resolver.ask-root", "resolver.ask-zone", "resolver.ask-zone"));
}

TEST_F(ResolverTest, BeginsAtTheClosestZoneThatItKnows) {
  add_root(example_org);
  add_example_org();
  ask("mx1.example.org", RecordType::A);
  asked();
  EXPECT_THAT(texts(ask("example.org", RecordType::MX)),
              ElementsAre("example.org. 3600 IN MX 10 mx1.example.org."));
  EXPECT_THAT(asked(), ElementsAre("198.51.100.1 example.org MX"));
}

TEST_F(ResolverTest, StubZoneCountsMoreThanTheRoot) {
  add_root();
  add_example_org();
  resolver_config.stub["example.org"] = {{IpAddress::v4({198, 51, 100, 1}), 53}};
  EXPECT_THAT(texts(ask("mx1.example.org", RecordType::A)),
              ElementsAre("mx1.example.org. 60 IN A 198.51.100.25"));
  EXPECT_THAT(asked(), ElementsAre("198.51.100.1 mx1.example.org A"));
  EXPECT_THAT(rules_of("dns.next"), ElementsAre("resolver.ask-stub"));
}

TEST_F(ResolverTest, ForwardsAZoneToAnotherResolver) {
  add_root(example_org);
  add_example_org();
  add_nameserver("forwarder", "203.0.113.53", {}, {"203.0.113.0/24"});
  resolver_config.forward["org"] = {{IpAddress::v4({203, 0, 113, 53}), 53}};
  EXPECT_THAT(texts(ask("mx1.example.org", RecordType::A)),
              ElementsAre("mx1.example.org. 60 IN A 198.51.100.25"));
  EXPECT_THAT(asked(), ElementsAre("203.0.113.53 mx1.example.org A"));
  EXPECT_THAT(rules_of("dns.next"), ElementsAre("resolver.forwards"));
  ask("www.example.test", RecordType::A);
  EXPECT_THAT(asked(), testing::Contains("192.0.2.1 www.example.test A"))
      << "other zones are asked for from the root";
}

TEST_F(ResolverTest, RemembersUntilTheTimeToLiveIsOver) {
  add_root(example_org);
  add_example_org();
  ask("mx1.example.org", RecordType::A);
  asked();
  run_for(30s);
  EXPECT_THAT(texts(ask("mx1.example.org", RecordType::A)),
              ElementsAre("mx1.example.org. 30 IN A 198.51.100.25"));
  EXPECT_THAT(asked(), IsEmpty());
  EXPECT_EQ(recorded<trace::DnsCacheHit>().size(), 1u);
  EXPECT_EQ(recorded<trace::DnsCacheExpired>().size(), 0u);
  run_for(31s);
  EXPECT_THAT(texts(ask("mx1.example.org", RecordType::A)),
              ElementsAre("mx1.example.org. 60 IN A 198.51.100.25"));
  EXPECT_THAT(asked(), ElementsAre("198.51.100.1 mx1.example.org A"));
  ASSERT_EQ(recorded<trace::DnsCacheExpired>().size(), 1u);
  EXPECT_EQ(recorded<trace::DnsCacheExpired>()[0].name, "mx1.example.org");
}

TEST_F(ResolverTest, RemembersThatThereIsNoSuchNameAsLongAsTheSoaSays) {
  add_root(example_org);
  add_example_org();
  const auto none = ask("nobody.example.org", RecordType::A);
  EXPECT_EQ(none.outcome, Outcome::no_such_name);
  ASSERT_EQ(none.authority.size(), 1u) << "the SOA record tells how long that holds";
  EXPECT_EQ(none.authority[0].ttl, 300u);
  asked();
  EXPECT_EQ(ask("nobody.example.org", RecordType::MX).outcome, Outcome::no_such_name)
      << "NXDOMAIN holds for all types";
  EXPECT_THAT(asked(), IsEmpty());
  run_for(301s);
  EXPECT_EQ(ask("nobody.example.org", RecordType::A).outcome, Outcome::no_such_name);
  EXPECT_THAT(asked(), ElementsAre("198.51.100.1 nobody.example.org A"));
}

TEST_F(ResolverTest, RemembersThatThereIsNoSuchType) {
  add_root(example_org);
  add_example_org();
  EXPECT_EQ(ask("mx1.example.org", RecordType::TXT).outcome, Outcome::no_data);
  asked();
  EXPECT_EQ(ask("mx1.example.org", RecordType::TXT).outcome, Outcome::no_data);
  EXPECT_THAT(asked(), IsEmpty());
  EXPECT_EQ(ask("mx1.example.org", RecordType::A).outcome, Outcome::found)
      << "another type is another question";
}

TEST_F(ResolverTest, ResolvesTheNamesOfNameserversInOtherZones) {
  add_root(example_org, "far NS ns1.example.org.\n");
  add_example_org();
  EXPECT_EQ(ask("www.far.test", RecordType::A).why, "refused")
      << "ns1.example.org does not serve far.test";
  EXPECT_THAT(asked(),
              ElementsAre("192.0.2.1 www.far.test A", "192.0.2.2 www.far.test A",
                          "192.0.2.1 ns1.example.org A", "192.0.2.2 ns1.example.org A",
                          "198.51.100.1 ns1.example.org A", "198.51.100.1 www.far.test A"));
}

TEST_F(ResolverTest, FollowsAnAliasIntoAnotherZone) {
  add_root(example_org, "example NS ns.example\nns.example A 198.51.100.2\n");
  add_example_org();
  add_nameserver("ns.example.test", "198.51.100.2",
                 {"$ORIGIN example.test.\n$TTL 1h\n@ SOA ns h 1 1 1 1 1\n@ NS ns\n"
                  "ns A 198.51.100.2\nhost A 198.51.100.77\n"});
  EXPECT_THAT(texts(ask("away.example.org", RecordType::A)),
              ElementsAre("away.example.org. 3600 IN CNAME host.example.test.",
                          "host.example.test. 3600 IN A 198.51.100.77"));
}

TEST_F(ResolverTest, SurvivesALoopOfAliases) {
  add_root(example_org);
  add_example_org();
  const auto lost = ask("loop1.example.org", RecordType::A);
  EXPECT_EQ(lost.outcome, Outcome::failed);
  EXPECT_EQ(lost.why, "loop");
  EXPECT_LE(asked().size(), 6u);
}

TEST_F(ResolverTest, GoesToTheNextServerWhenOneIsDown) {
  add_root(
      "example NS ns1.example\nexample NS ns2.example\nns1.example A 198.51.100.1\n"
      "ns2.example A 198.51.100.2\n");
  add_example_org();
  add_nameserver("ns2.example.org", "198.51.100.2", {});
  world.set_machine_down(machines["ns2.example.org"], true);
  // Which of the two comes first is drawn by lot: ask for several names to meet both orders.
  for (const char* host : {"mx1", "www", "ns1", "nobody", "other"}) {
    const auto answer = ask(std::string(host) + ".example.org", RecordType::A);
    EXPECT_NE(answer.outcome, Outcome::failed) << host << ": " << answer.why;
  }
  EXPECT_THAT(rules_of("dns.server"), Contains("resolver.silent-server"));
}

TEST_F(ResolverTest, AsksAgainWhenADatagramIsLost) {
  add_root(example_org);
  add_example_org();
  ask("example.org", RecordType::MX);
  asked();
  world.lose_next(machines["resolver"], machines["ns1.example.org"], 1);
  EXPECT_EQ(ask("mx1.example.org", RecordType::A).outcome, Outcome::found);
  EXPECT_THAT(asked(),
              ElementsAre("198.51.100.1 mx1.example.org A", "198.51.100.1 mx1.example.org A"));
}

TEST_F(ResolverTest, SaysSoWhenNobodyAnswers) {
  add_root(example_org);
  add_example_org();
  world.set_machine_down(machines["ns1.example.org"], true);
  const auto lost = ask("mx1.example.org", RecordType::A);
  EXPECT_EQ(lost.outcome, Outcome::failed);
  EXPECT_EQ(lost.why, "timed-out");
  world.set_machine_down(machines["ns1.example.org"], false);
  EXPECT_EQ(ask("mx1.example.org", RecordType::A).outcome, Outcome::found)
      << "a failure is not remembered";
}

TEST_F(ResolverTest, PassesLameServersOver) {
  add_root(
      "example NS ns1.example\nexample NS ns2.example\nns1.example A 198.51.100.1\n"
      "ns2.example A 198.51.100.2\n");
  add_example_org();
  add_scripted("ns2.example.org", "198.51.100.2", [](const Message& query) {
    Message upwards = make_response(query, Rcode::no_error);  // "ask the root"
    upwards.authority.push_back(make_record(Name(), 60, NsData{name("a.root")}));
    return std::vector{upwards};
  });
  for (const char* host : {"mx1", "www", "ns1", "nobody", "other"}) {
    const auto answer = ask(std::string(host) + ".example.org", RecordType::A);
    EXPECT_NE(answer.outcome, Outcome::failed) << host << ": " << answer.why;
  }
  EXPECT_THAT(rules_of("dns.server"), Contains("resolver.lame-server"));
}

TEST_F(ResolverTest, AsksOverTcpWhatDoesNotFitIntoADatagram) {
  add_root(example_org);
  std::string zone =
      "$ORIGIN example.org.\n$TTL 1h\n@ SOA ns1 h 1 1 1 1 1\n@ NS ns1\nns1 A 198.51.100.1\n";
  for (int i = 0; i < 40; ++i)
    zone += "big TXT \"" + std::string(100, 'a' + i % 26) + std::to_string(i) + "\"\n";
  add_nameserver("ns1.example.org", "198.51.100.1", {zone});
  EXPECT_EQ(ask("big.example.org", RecordType::TXT).records.size(), 40u);
  EXPECT_THAT(asked(), ElementsAre("192.0.2.1 big.example.org TXT", "192.0.2.2 big.example.org TXT",
                                   "198.51.100.1 big.example.org TXT",
                                   "198.51.100.1 big.example.org TXT tcp"));
}

TEST_F(ResolverTest, BelievesAServerOnlyAboutItsZone) {
  add_root(std::string(example_org), "evil NS ns.evil\nns.evil A 198.51.100.66\n");
  add_example_org();
  const Record lie =
      make_record(name("mx1.example.org"), 3600, AddressData{IpAddress::v4({198, 51, 100, 66})});
  add_scripted("ns.evil.test", "198.51.100.66", [&lie](const Message& query) {
    Message response = make_response(query, Rcode::no_error);
    const Name asked = query.questions[0].name;
    if (asked == name("deep.sub.evil.test")) {  // a referral with glue for somebody else's name
      response.authority.push_back(
          make_record(name("sub.evil.test"), 3600, NsData{name("mx1.example.org")}));
    } else {
      response.authoritative = true;
      response.answer.push_back(make_record(asked, 3600, CnameData{name("mx1.example.org")}));
      response.answer.push_back(lie);
    }
    response.additional.push_back(lie);
    return std::vector{response};
  });
  EXPECT_THAT(texts(ask("www.evil.test", RecordType::A)),
              Contains("mx1.example.org. 60 IN A 198.51.100.25"));
  ask("deep.sub.evil.test", RecordType::A);
  EXPECT_THAT(texts(ask("mx1.example.org", RecordType::A)),
              Not(Contains(HasSubstr("198.51.100.66"))));
}

TEST_F(ResolverTest, GivesNoGlueAsAnAnswer) {
  // The zone above has an old address of ns1; the zone itself knows better.
  add_root(
      "example NS ns1.example\nns1.example A 198.51.100.1\n"
      "example NS ns2.example\nns2.example A 198.51.100.200\n");
  add_nameserver("ns1.example.org", "198.51.100.1",
                 {"$ORIGIN example.org.\n$TTL 1h\n@ SOA ns1 h 1 1 1 1 1\n@ NS ns1\n"
                  "ns1 A 198.51.100.1\nns2 A 198.51.100.2\n"});
  ask("ns1.example.org", RecordType::A);
  EXPECT_THAT(texts(ask("ns2.example.org", RecordType::A)),
              ElementsAre("ns2.example.org. 3600 IN A 198.51.100.2"));
}

TEST_F(ResolverTest, TakesOnlyTheAnswerToItsOwnQuestion) {
  add_root(example_org);
  add_scripted("ns1.example.org", "198.51.100.1", [](const Message& query) {
    const auto answer = [&query](std::uint8_t last) {
      Message response = make_response(query, Rcode::no_error);
      response.authoritative = true;
      response.answer.push_back(
          make_record(query.questions[0].name, 60, AddressData{IpAddress::v4({192, 0, 2, last})}));
      return response;
    };
    Message wrong_id = answer(1);
    wrong_id.id = static_cast<std::uint16_t>(query.id + 1);
    Message wrong_question = answer(2);
    wrong_question.questions[0].name = name("other.example.org");
    Message no_response = answer(3);
    no_response.is_response = false;
    return std::vector{wrong_id, wrong_question, no_response, answer(4)};
  });
  EXPECT_THAT(texts(ask("www.example.org", RecordType::A)),
              ElementsAre("www.example.org. 60 IN A 192.0.2.4"));
}

TEST_F(ResolverTest, BoundsTheWorkForOneName) {
  // Each answer refers to ten nameservers whose names need as much work again.
  add_root("", "evil NS ns.evil\nns.evil A 198.51.100.66\n");
  int counter = 0;
  add_scripted("ns.evil.test", "198.51.100.66", [&counter](const Message& query) {
    Message response = make_response(query, Rcode::no_error);
    const Name asked = query.questions[0].name;
    for (int i = 0; i < 10; ++i) {
      const auto host = "a.b.n" + std::to_string(++counter) + ".evil.test";
      response.authority.push_back(make_record(asked, 60, NsData{name(host)}));
    }
    return std::vector{response};
  });
  const auto lost = ask("www.evil.test", RecordType::A);
  EXPECT_EQ(lost.outcome, Outcome::failed);
  EXPECT_LE(asked().size(), 60u);
}

TEST_F(ResolverTest, WorksOnceOnEqualQuestionsThatComeTogether) {
  add_root(example_org);
  add_example_org();
  const auto first = begin_asking("mx1.example.org", RecordType::A);
  const auto second = begin_asking("MX1.example.ORG", RecordType::A);
  run_for(5s);
  ASSERT_TRUE(*first && *second);
  EXPECT_EQ((*first)->outcome, Outcome::found);
  EXPECT_THAT((*second)->records, (*first)->records);
  EXPECT_EQ(asked().size(), 3u);
  EXPECT_THAT(rules_of("dns.next"), Contains("resolver.joined"));
}

TEST_F(ResolverTest, DoesTheSameWithTheSameSeed) {
  add_root(example_org);
  add_example_org();
  ask("www.example.org", RecordType::A);
  const auto ids = recorded<trace::DnsQuestionSent>();
  ASSERT_GE(ids.size(), 2u);
  EXPECT_NE(ids[0].id, ids[1].id) << "ids are drawn, not counted";
  EXPECT_NE(ids[0].local.port, ids[1].local.port) << "so are ports";
}

}  // namespace
}  // namespace mailtown::dns
