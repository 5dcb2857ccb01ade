// What the nameserver program answers to datagrams: sizes, nonsense, and whom it resolves for.
#include "dns/message_codec.h"
#include "tests/unit/dns/dns_town.h"

namespace mailtown::dns {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ServiceTest : public DnsTown {
 protected:
  static constexpr const char* server = "198.51.100.1";

  // A zone with a TXT record set of about this many bytes on the wire.
  void serve_text(int bytes) {
    std::string zone = "$ORIGIN example.org.\n$TTL 1h\n@ SOA ns1 h 1 1 1 1 1\n@ NS ns1\n";
    for (int i = 0; i * 100 < bytes; ++i) {
      zone += "big TXT \"" + std::to_string(100 + i) + std::string(84, 'x') + "\"\n";
    }
    add_nameserver("ns1.example.org", server, {zone});
  }
  static Message question(std::uint16_t udp_bytes) {
    Message query = make_query(5, {name("big.example.org"), RecordType::TXT}, false);
    query.edns->udp_bytes = udp_bytes;
    if (udp_bytes == 0) query.edns.reset();
    return query;
  }
};

TEST_F(ServiceTest, CutsAnswersToTheSizeThatTheAskerCanTake) {  // RFC 6891 §6.2.3
  serve_text(800);
  const auto plain = send(server, question(0)).value();
  EXPECT_TRUE(plain.truncated) << "512 bytes without EDNS";
  EXPECT_THAT(plain.answer, IsEmpty());
  EXPECT_TRUE(send(server, question(600))->truncated);
  EXPECT_TRUE(send(server, question(10))->truncated) << "less than 512 means 512";
  const auto whole = send(server, question(1232)).value();
  EXPECT_FALSE(whole.truncated);
  EXPECT_THAT(whole.answer, SizeIs(8));
}

TEST_F(ServiceTest, SendsNoDatagramThatWouldBeCutIntoPieces) {
  serve_text(2000);
  const auto bytes = send(server, print_message(question(65535))).value();
  EXPECT_LE(bytes.size(), our_udp_bytes_max);
  EXPECT_TRUE(parse_message(bytes)->truncated);
}

TEST_F(ServiceTest, AnswersNonsenseShortlyOrNotAtAll) {
  serve_text(100);
  EXPECT_EQ(send(server, std::string("short")), std::nullopt);
  const std::string header = print_message(question(0)).substr(0, 12);
  EXPECT_EQ(send(server, header)->size(), 12u) << "it announces a question that is not there";
  EXPECT_EQ(parse_message(*send(server, header))->rcode, Rcode::format_error);
  Message response = question(0);
  response.is_response = true;
  EXPECT_EQ(send(server, print_message(response)), std::nullopt)
      << "two servers that answer answers never end";
  EXPECT_EQ(send(server, question(1232))->rcode, Rcode::no_error) << "and lives on";
}

TEST_F(ServiceTest, ResolvesOnlyForItsClients) {
  add_root("example NS ns1.example\nns1.example A 198.51.100.1\n");
  add_example_org();
  add_nameserver("open.example.test", "198.51.100.3", {}, {"203.0.113.0/24"});
  add_nameserver("closed.example.test", "198.51.100.4", {}, {"192.0.2.0/24"});
  Message query = make_query(5, {name("mx1.example.org"), RecordType::A}, true);
  const auto resolved = send("198.51.100.3", query).value();
  EXPECT_TRUE(resolved.recursion_available);
  EXPECT_FALSE(resolved.authoritative);
  EXPECT_THAT(to_strings(resolved.answer), ElementsAre("mx1.example.org. 60 IN A 198.51.100.25"));
  const auto refused = send("198.51.100.4", query).value();
  EXPECT_EQ(refused.rcode, Rcode::refused);
  EXPECT_FALSE(refused.recursion_available);
  query.recursion_desired = false;
  query.questions[0].name = name("www.example.org");
  EXPECT_EQ(send("198.51.100.3", query)->rcode, Rcode::refused) << "not asked to resolve";
}

TEST_F(ServiceTest, FinishesAliasesForItsClients) {
  add_root("example NS ns1.example\nns1.example A 198.51.100.1\n",
           "example NS ns.example\nns.example A 198.51.100.3\n");
  add_example_org();
  add_nameserver("ns.example.test", "198.51.100.3",
                 {"$ORIGIN example.test.\n$TTL 1h\n@ SOA ns h 1 1 1 1 1\n@ NS ns\n"
                  "ns A 198.51.100.3\nout CNAME mx1.example.org.\nin CNAME host.branch\n"
                  "branch NS ns.branch\nns.branch A 198.51.100.5\nloop CNAME loop\n"
                  "gone CNAME nobody.example.org.\n"},
                 {"203.0.113.0/24"});
  add_nameserver("ns.branch.example.test", "198.51.100.5",
                 {"$ORIGIN branch.example.test.\n$TTL 1h\n@ SOA ns h 1 1 1 1 1\n@ NS ns\n"
                  "ns A 198.51.100.5\nhost A 198.51.100.77\n"});
  const auto asked_for = [this](const char* host) {
    return send("198.51.100.3", make_query(5, {name(host), RecordType::A}, true)).value();
  };
  EXPECT_THAT(to_strings(asked_for("out.example.test").answer),
              ElementsAre("out.example.test. 3600 IN CNAME mx1.example.org.",
                          "mx1.example.org. 60 IN A 198.51.100.25"));
  EXPECT_THAT(to_strings(asked_for("in.example.test").answer),
              ElementsAre("in.example.test. 3600 IN CNAME host.branch.example.test.",
                          "host.branch.example.test. 3600 IN A 198.51.100.77"))
      << "into a branch that the zone has handed on";
  EXPECT_EQ(asked_for("gone.example.test").rcode, Rcode::name_error);
  EXPECT_EQ(asked_for("loop.example.test").rcode, Rcode::server_failure);
}

}  // namespace
}  // namespace mailtown::dns
