// What a response says to a resolver: a referral, an answer, or nothing of use.
#include "dns/delegation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dns/resolution.h"

namespace mailtown::dns {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Name name(std::string_view text) {
  return Name::parse(text).value();
}

Record address(const std::string& owner) {
  return make_record(name(owner), 60, AddressData{IpAddress::v4({192, 0, 2, 1})});
}
Record ns(const std::string& zone, const std::string& host) {
  return make_record(name(zone), 60, NsData{name(host)});
}
Record alias(const std::string& from, const std::string& to) {
  return make_record(name(from), 60, CnameData{name(to)});
}
Record soa(const std::string& zone) {
  return make_record(name(zone), 60, SoaData{});
}

// A response to the question for www.example.org A by a server of org.
struct ResponseTest : testing::Test {
  Message response = make_response(make_query(1, {name("www.example.org"), RecordType::A}, false),
                                   Rcode::no_error);
  std::string useless(bool recursion_desired = false) const {
    return why_useless(response, name("org"), name("www.example.org"), recursion_desired);
  }
  auto onwards() const { return referral(response, name("org"), name("www.example.org")); }
  Resolution read() const {
    return read_response(response, name("www.example.org"), RecordType::A);
  }
};

TEST_F(ResponseTest, OfAResolverHelpsOnlyWhoAskedForRecursion) {
  response.recursion_available = true;
  EXPECT_EQ(useless(true), "");
  EXPECT_EQ(useless(false), "lame");
  response.recursion_available = false;
  EXPECT_EQ(useless(true), "lame");
}

TEST_F(ResponseTest, RefersDownTheWay) {
  response.authority = {ns("example.org", "ns1.example.org"), ns("example.org", "ns2.example.org")};
  ASSERT_TRUE(onwards());
  EXPECT_THAT(*onwards(), SizeIs(2));
  EXPECT_EQ(useless(), "");
  EXPECT_EQ(read().outcome, Outcome::failed) << "a resolver that is asked must not refer";
}

TEST_F(ResponseTest, RefersNowhereElse) {
  for (const char* zone : {"org", ".", "com", "other.org", "deep.www.example.org"}) {
    response.authority = {ns(zone, "ns.example.net")};
    EXPECT_FALSE(onwards()) << zone;
    EXPECT_EQ(useless(), "lame") << zone;
  }
  response.authority = {ns("example.org", "ns1.example.org"),
                        ns("www.example.org", "ns.evil.test")};
  EXPECT_THAT(onwards().value(), SizeIs(1)) << "one zone at a time";
}

TEST_F(ResponseTest, IsNoReferralWhenItAnswers) {
  response.authority = {ns("example.org", "ns1.example.org")};
  response.authoritative = true;
  EXPECT_FALSE(onwards());
  EXPECT_EQ(useless(), "");
  response.authoritative = false;
  response.rcode = Rcode::server_failure;
  EXPECT_FALSE(onwards());
  EXPECT_EQ(useless(), "servfail");
}

TEST_F(ResponseTest, IsOfNoUseWhenItIsCutOff) {
  response.authoritative = true;
  response.truncated = true;
  EXPECT_EQ(useless(), "truncated");
  EXPECT_EQ(read().outcome, Outcome::failed);
  EXPECT_EQ(read().why, "truncated");
}

TEST_F(ResponseTest, BringsAddressesOfItsOwnZoneOnly) {  // RFC 5452 §6
  response.additional = {address("ns1.example.org"), address("mx1.example.com")};
  EXPECT_THAT(glue_for(name("NS1.example.org"), RecordType::A, response, name("org")), SizeIs(1));
  EXPECT_THAT(glue_for(name("ns1.example.org"), RecordType::AAAA, response, name("org")),
              IsEmpty());
  EXPECT_THAT(glue_for(name("mx1.example.com"), RecordType::A, response, name("org")), IsEmpty());
}

TEST_F(ResponseTest, BoundsANoByItsOwnSoaOnly) {
  response.authority = {soa("com"), soa("example.org")};
  EXPECT_THAT(soa_of(response, name("org")), ElementsAre(soa("example.org")));
  EXPECT_THAT(soa_of(response, name("net")), IsEmpty());
}

TEST_F(ResponseTest, IsReadAlongItsAliases) {
  response.authoritative = true;
  response.answer = {address("host.example.org"), alias("www.example.org", "web.example.org"),
                     alias("web.example.org", "host.example.org"), address("other.example.org")};
  EXPECT_THAT(read().aliases, SizeIs(2)) << "in whatever order they stand";
  EXPECT_THAT(read().records, ElementsAre(address("host.example.org")));
  response.answer = {alias("www.example.org", "www.example.org")};
  EXPECT_THAT(read().aliases, SizeIs(1)) << "and once only";
}

TEST_F(ResponseTest, TellsNoSuchNameFromNoSuchType) {
  response.authoritative = true;
  response.authority = {soa("example.org")};
  EXPECT_EQ(read().outcome, Outcome::no_data);
  response.rcode = Rcode::name_error;
  EXPECT_EQ(read().outcome, Outcome::no_such_name);
  EXPECT_THAT(read().authority, SizeIs(1));
}

TEST_F(ResponseTest, IsWrittenAsItWasRead) {
  const auto query = make_query(1, {name("www.example.org"), RecordType::A}, true);
  Resolution found{.outcome = Outcome::found};
  found.aliases = {alias("www.example.org", "host.example.org")};
  found.records = {address("host.example.org")};
  const auto again =
      read_response(write_response(query, found), name("www.example.org"), RecordType::A);
  EXPECT_EQ(again.outcome, Outcome::found);
  EXPECT_EQ(again.aliases, found.aliases);
  EXPECT_EQ(again.records, found.records);
  Resolution failed{.outcome = Outcome::failed, .why = "loop"};
  EXPECT_EQ(write_response(query, failed).rcode, Rcode::server_failure);
}

}  // namespace
}  // namespace mailtown::dns
