// The resolver among servers that are down, lame, cut off or lying.
#include "tests/unit/dns/dns_town.h"

namespace mailtown::dns {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class ResolverTroubleTest : public DnsTown {
 protected:
  // A server of evil.test at 198.51.100.66 that says what `script` makes of the query.
  void add_evil(Script script) {
    add_root("", "evil NS ns.evil\nns.evil A 198.51.100.66\n");
    add_scripted("ns.evil.test", "198.51.100.66", std::move(script));
  }
  static Message says(const Message& query, std::vector<Record> answer) {
    Message response = make_response(query, Rcode::no_error);
    response.authoritative = true;
    response.answer = std::move(answer);
    return response;
  }
  static Record address(const std::string& host, std::uint8_t last) {
    return make_record(name(host), 3600, AddressData{IpAddress::v4({192, 0, 2, last})});
  }
};

TEST_F(ResolverTroubleTest, LooksUpANameserverInAnotherTreeWhenTheKnownOneIsDown) {
  add_root("example NS ns1.example\nns1.example A 198.51.100.1\n",
           "far NS dead.far\ndead.far A 198.51.100.99\nfar NS ns1.example.org.\n");
  add_nameserver("ns1.example.org", "198.51.100.1",
                 {"$ORIGIN example.org.\n$TTL 1h\n@ SOA ns1 h 1 1 1 1 1\n@ NS ns1\n"
                  "ns1 A 198.51.100.1\n",
                  "$ORIGIN far.test.\n$TTL 1h\n@ SOA h h 1 1 1 1 1\n@ NS ns1.example.org.\n"
                  "www A 198.51.100.77\n"});
  EXPECT_THAT(texts(ask("www.far.test", RecordType::A)),
              ElementsAre("www.far.test. 3600 IN A 198.51.100.77"));
}

TEST_F(ResolverTroubleTest, GoesOnAfterAServerThatFails) {
  add_root("",
           "evil NS ns1.evil\nns1.evil A 198.51.100.66\n"
           "evil NS ns2.evil\nns2.evil A 198.51.100.67\n");
  add_scripted("ns1.evil.test", "198.51.100.66", [](const Message& query) {
    return std::vector{make_response(query, Rcode::server_failure)};
  });
  add_scripted("ns2.evil.test", "198.51.100.67", [](const Message& query) {
    return std::vector{says(query, {address("www.evil.test", 7)})};
  });
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(ask("www.evil.test", RecordType::A).outcome, Outcome::found);
    run_for(2h);  // both orders come up
  }
  EXPECT_THAT(rules_of("dns.server"), Contains("resolver.failing-server"));
}

TEST_F(ResolverTroubleTest, TakesNoCutAnswerForNoAnswer) {
  // It says TC, and nobody listens on TCP: what it knows stays unknown.
  add_evil([](const Message& query) {
    Message response = says(query, {});
    response.truncated = true;
    return std::vector{response};
  });
  const auto lost = ask("www.evil.test", RecordType::A);
  EXPECT_EQ(lost.outcome, Outcome::failed);
  EXPECT_NE(lost.why, "nodata");
}

TEST_F(ResolverTroubleTest, IsNotSentUpwardsOrInCircles) {
  add_evil([](const Message& query) {
    Message response = make_response(query, Rcode::no_error);
    response.authority = {make_record(name("evil.test"), 60, NsData{name("ns.evil.test")}),
                          make_record(name("test"), 60, NsData{name("ns.evil.test")})};
    response.additional = {
        make_record(name("ns.evil.test"), 60, AddressData{IpAddress::v4({198, 51, 100, 66})})};
    return std::vector{response};
  });
  EXPECT_EQ(ask("www.evil.test", RecordType::A).why, "lame");
  EXPECT_LE(asked().size(), 4u);
}

TEST_F(ResolverTroubleTest, FollowsAliasesOnlyToAnEnd) {
  int counter = 0;
  add_evil([&counter](const Message& query) {
    const auto next = name("n" + std::to_string(++counter) + ".evil.test");
    return std::vector{says(query, {make_record(query.questions[0].name, 60, CnameData{next})})};
  });
  const auto lost = ask("www.evil.test", RecordType::A);
  EXPECT_EQ(lost.why, "loop");
  EXPECT_LE(lost.aliases.size(), 9u);
  EXPECT_LE(asked().size(), 12u);
}

TEST_F(ResolverTroubleTest, BelievesNoRecordsAboutOtherNames) {
  add_evil([](const Message& query) {
    Message response = says(query, {address("www.evil.test", 7), address("mx1.example.org", 66)});
    response.authority = {make_record(name("example.org"), 3600, NsData{name("ns.evil.test")})};
    response.additional = {address("ns1.example.org", 66)};
    return std::vector{response};
  });
  EXPECT_THAT(texts(ask("www.evil.test", RecordType::A)),
              ElementsAre("www.evil.test. 3600 IN A 192.0.2.7"));
  for (const char* victim : {"mx1.example.org", "ns1.example.org"}) {
    EXPECT_THAT(texts(ask(victim, RecordType::A)), Not(Contains(HasSubstr("192.0.2.66"))));
  }
}

TEST_F(ResolverTroubleTest, BelievesNoAnswerFromAnotherAddress) {
  add_root("", "evil NS ns.evil\nns.evil A 198.51.100.66\n");
  // The questioned server stays silent; a neighbour answers the question that it overheard.
  add_scripted("ns.evil.test", "198.51.100.66",
               [](const Message&) { return std::vector<Message>{}; });
  const auto answer = begin_asking("www.evil.test", RecordType::A);
  run_for(500ms);
  const auto sent = recorded<trace::DnsQuestionSent>();
  ASSERT_EQ(sent.size(), 3u);
  Message forged = make_query(static_cast<std::uint16_t>(sent[2].id),
                              {name("www.evil.test"), RecordType::A}, false);
  forged = says(forged, {address("www.evil.test", 66)});
  const Endpoint resolver{IpAddress::parse("203.0.113.9").value(), sent[2].local.port};
  forge(resolver, forged);
  run_for(10s);
  ASSERT_TRUE(*answer);
  EXPECT_EQ((*answer)->outcome, Outcome::failed);
}

TEST_F(ResolverTroubleTest, MakesNoRecordSetOfAnAnswerToAny) {
  add_evil([](const Message& query) {
    const auto host = name("www.evil.test");
    if (query.questions[0].type == RecordType::ANY) {
      return std::vector{
          says(query, {address("www.evil.test", 7), make_record(host, 60, MxData{10, host})})};
    }
    return std::vector{says(query, {address("www.evil.test", 7)})};
  });
  EXPECT_EQ(ask("www.evil.test", RecordType::ANY).records.size(), 2u);
  EXPECT_THAT(texts(ask("www.evil.test", RecordType::A)),
              ElementsAre("www.evil.test. 3600 IN A 192.0.2.7"));
}

}  // namespace
}  // namespace mailtown::dns
