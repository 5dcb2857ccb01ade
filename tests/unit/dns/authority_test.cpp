// What a nameserver says about its zones (RFC 1034 §4.3.2).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/dns/answers.h"

namespace mailtown::dns {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class AuthorityTest : public testing::Test {
 protected:
  AuthorityTest() {
    zones.add(zone_of("example.org.",
                      "@ MX 10 mx1\n@ MX 20 mx.example.test.\nmx1 A 192.0.2.25\n"
                      "mx1 AAAA 2001:db8::25\nhost.deep.inside A 192.0.2.30\n"
                      "branch NS ns.branch\nbranch NS ns.example.com.\nns.branch A 192.0.2.60\n"
                      "*.any A 192.0.2.40\n*.any TXT any\nlisted.any A 192.0.2.41\n"));
    zones.add(zone_of("inner.example.org.", "www A 192.0.2.80\n"));
  }
  Said ask(const std::string& about, RecordType type) const { return dns::ask(zones, about, type); }
  Zones zones;
};

TEST_F(AuthorityTest, AnswersFromItsOwnKnowledge) {
  const auto said = ask("MX1.example.org", RecordType::A);
  EXPECT_TRUE(said.message.is_response && said.message.authoritative);
  EXPECT_FALSE(said.message.recursion_available);
  EXPECT_EQ(said.message.id, 7);
  EXPECT_EQ(said.message.rcode, Rcode::no_error);
  EXPECT_EQ(said.message.questions.at(0).name.to_string(), "MX1.example.org")
      << "the question comes back as it was asked";
  EXPECT_THAT(said.answer, ElementsAre("MX1.example.org. 3600 IN A 192.0.2.25"));
  EXPECT_THAT(said.authority, IsEmpty());
  EXPECT_EQ(said.rule, "authority.found");
}

TEST_F(AuthorityTest, AddsTheAddressesThatItKnows) {
  const auto said = ask("example.org", RecordType::MX);
  EXPECT_THAT(said.answer, UnorderedElementsAre("example.org. 3600 IN MX 10 mx1.example.org.",
                                                "example.org. 3600 IN MX 20 mx.example.test."));
  EXPECT_THAT(said.additional, UnorderedElementsAre("mx1.example.org. 3600 IN A 192.0.2.25",
                                                    "mx1.example.org. 3600 IN AAAA 2001:db8::25"));
}

TEST_F(AuthorityTest, SaysThatThereIsNoSuchName) {  // RFC 2308 §2.1 and §3
  const auto said = ask("nobody.example.org", RecordType::A);
  EXPECT_EQ(said.message.rcode, Rcode::name_error);
  EXPECT_TRUE(said.message.authoritative);
  EXPECT_THAT(said.answer, IsEmpty());
  EXPECT_THAT(said.authority, ElementsAre(HasSubstr("example.org. 300 IN SOA")))
      << "with the SOA record's minimum as its time to live";
}

TEST_F(AuthorityTest, SaysThatThereIsNoSuchType) {  // RFC 2308 §2.2
  const auto said = ask("mx1.example.org", RecordType::MX);
  EXPECT_EQ(said.message.rcode, Rcode::no_error);
  EXPECT_TRUE(said.message.authoritative);
  EXPECT_THAT(said.answer, IsEmpty());
  EXPECT_THAT(said.authority, ElementsAre(HasSubstr("example.org. 300 IN SOA")));
}

TEST_F(AuthorityTest, KnowsThatANameAboveOthersExists) {  // RFC 4592 §2.2.2
  for (const char* empty : {"deep.inside.example.org", "inside.example.org"}) {
    const auto said = ask(empty, RecordType::A);
    EXPECT_EQ(said.message.rcode, Rcode::no_error) << empty;
    EXPECT_EQ(said.rule, "authority.nodata.empty") << empty;
  }
  EXPECT_EQ(ask("other.inside.example.org", RecordType::A).message.rcode, Rcode::name_error);
}

TEST_F(AuthorityTest, RefersToThoseWhoServeABranch) {
  for (const char* below : {"branch.example.org", "a.b.branch.example.org"}) {
    const auto said = ask(below, RecordType::A);
    EXPECT_EQ(said.message.rcode, Rcode::no_error);
    EXPECT_FALSE(said.message.authoritative) << below;
    EXPECT_THAT(said.answer, IsEmpty());
    EXPECT_THAT(said.authority,
                UnorderedElementsAre("branch.example.org. 3600 IN NS ns.branch.example.org.",
                                     "branch.example.org. 3600 IN NS ns.example.com."));
    EXPECT_THAT(said.additional, ElementsAre("ns.branch.example.org. 3600 IN A 192.0.2.60"))
        << "glue";
    EXPECT_EQ(outcome_word(said.message), "referral");
  }
  // Glue is no answer, and neither are the NS records above the cut.
  EXPECT_FALSE(ask("ns.branch.example.org", RecordType::A).message.authoritative);
  EXPECT_FALSE(ask("branch.example.org", RecordType::NS).message.authoritative);
}

TEST_F(AuthorityTest, TakesTheZoneWithTheLongestName) {
  EXPECT_THAT(ask("www.inner.example.org", RecordType::A).answer,
              ElementsAre("www.inner.example.org. 3600 IN A 192.0.2.80"));
  EXPECT_EQ(ask("mx1.inner.example.org", RecordType::A).message.rcode, Rcode::name_error);
}

TEST_F(AuthorityTest, RefusesWhatItDoesNotServe) {
  for (const char* foreign : {"example.com", "org", ".", "notexample.org"}) {
    const auto said = ask(foreign, RecordType::A);
    EXPECT_EQ(said.message.rcode, Rcode::refused) << foreign;
    EXPECT_FALSE(said.message.authoritative);
    EXPECT_THAT(said.authority, IsEmpty()) << "no referral to the root: that serves nobody";
  }
}

TEST_F(AuthorityTest, LetsAWildcardStandForNamesThatAreNotListed) {  // RFC 4592
  EXPECT_THAT(ask("x.any.example.org", RecordType::A).answer,
              ElementsAre("x.any.example.org. 3600 IN A 192.0.2.40"));
  EXPECT_THAT(ask("x.y.any.example.org", RecordType::A).answer,
              ElementsAre("x.y.any.example.org. 3600 IN A 192.0.2.40"));
  EXPECT_EQ(ask("x.any.example.org", RecordType::MX).rule, "authority.nodata.wildcard");
  EXPECT_THAT(ask("listed.any.example.org", RecordType::TXT).answer, IsEmpty())
      << "a name that is listed has no need of it";
  EXPECT_EQ(ask("x.listed.any.example.org", RecordType::A).message.rcode, Rcode::name_error)
      << "it does not reach below names that exist";
  EXPECT_EQ(ask("any.example.org", RecordType::A).rule, "authority.nodata.empty");
}

TEST_F(AuthorityTest, AnswersAnyWithOneRecordSet) {  // RFC 8482 §4.1
  const auto said = ask("mx1.example.org", RecordType::ANY);
  EXPECT_EQ(said.answer.size(), 1u);
  EXPECT_EQ(said.rule, "authority.any");
}

TEST_F(AuthorityTest, RefusesWhatIsNoPlainQuestion) {
  const auto ask_by = [this](auto change) {
    Message query = make_query(7, {name("example.org"), RecordType::MX}, false);
    change(query);
    const auto said = dns::ask(zones, query);
    EXPECT_THAT(said.answer, IsEmpty());
    EXPECT_TRUE(said.message.is_response);
    return said.message.rcode;
  };
  EXPECT_EQ(ask_by([](Message& query) { query.opcode = Opcode::update; }), Rcode::not_implemented);
  EXPECT_EQ(ask_by([](Message& query) { query.questions.clear(); }), Rcode::format_error);
  EXPECT_EQ(ask_by([](Message& query) { query.questions.push_back(query.questions[0]); }),
            Rcode::format_error);
  EXPECT_EQ(ask_by([](Message& query) { query.edns->version = 1; }), Rcode::bad_version);
  EXPECT_EQ(ask_by([](Message& query) { query.questions[0].record_class = RecordClass::CH; }),
            Rcode::refused);
  EXPECT_EQ(ask_by([](Message& query) { query.questions[0].type = RecordType::AXFR; }),
            Rcode::refused);
}

TEST_F(AuthorityTest, SpeaksEdnsOnlyToThoseWhoDo) {  // RFC 6891 §6.1.1
  Message query = make_query(7, {name("example.org"), RecordType::MX}, false);
  EXPECT_TRUE(dns::ask(zones, query).message.edns);
  query.edns.reset();
  EXPECT_FALSE(dns::ask(zones, query).message.edns);
}

}  // namespace
}  // namespace mailtown::dns
