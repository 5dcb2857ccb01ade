// The resolver's memory: how long, how much, and what is believed.
#include "dns/cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailtown::dns {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

Name name(std::string_view text) {
  return Name::parse(text).value();
}

Record address(const std::string& owner, std::uint32_t ttl, std::uint8_t last = 1) {
  return make_record(name(owner), ttl, AddressData{IpAddress::v4({192, 0, 2, last})});
}

Record soa(std::uint32_t ttl, std::uint32_t minimum) {
  SoaData data;
  data.primary = name("ns.example.org");
  data.minimum = minimum;
  return make_record(name("example.org"), ttl, data);
}

class CacheTest : public testing::Test {
 protected:
  std::optional<Cache::Hit> find(const std::string& about, RecordType type = RecordType::A,
                                 Trust least = Trust::answer) {
    return cache.find(name(about), type, least, now);
  }
  Cache cache;
  Instant now{};
};

TEST_F(CacheTest, KeepsRecordsForTheirTimeToLive) {
  EXPECT_EQ(cache.put({address("a.example.org", 60)}, Trust::answer, now), 60u);
  now += 59'500ms;
  const auto hit = find("A.example.ORG");
  ASSERT_TRUE(hit);
  EXPECT_EQ(hit->ttl, 1u);
  EXPECT_EQ(hit->records.at(0).ttl, 1u) << "records tell the seconds that are left";
  now += 500ms;
  bool expired = false;
  EXPECT_FALSE(cache.find(name("a.example.org"), RecordType::A, Trust::answer, now, &expired));
  EXPECT_TRUE(expired);
  expired = false;
  cache.find(name("a.example.org"), RecordType::A, Trust::answer, now, &expired);
  EXPECT_FALSE(expired) << "it is forgotten by then";
}

TEST_F(CacheTest, GoesByTheShortestTimeAndAtMostADay) {
  EXPECT_EQ(cache.put({address("a.example.org", 60, 1), address("a.example.org", 30, 2)},
                      Trust::answer, now),
            30u);
  EXPECT_EQ(cache.put({address("b.example.org", 2'000'000'000)}, Trust::answer, now), 86'400u);
}

TEST_F(CacheTest, DoesNotKeepWhatIsForOneUseOnly) {  // RFC 1035 §3.2.1
  EXPECT_EQ(cache.put({address("a.example.org", 0)}, Trust::answer, now), 0u);
  EXPECT_FALSE(find("a.example.org"));
  EXPECT_EQ(cache.put({}, Trust::answer, now), 0u);
}

TEST_F(CacheTest, KeepsNamesAndTypesApart) {
  cache.put({address("a.example.org", 60)}, Trust::answer, now);
  EXPECT_FALSE(find("b.example.org"));
  EXPECT_FALSE(find("a.example.org", RecordType::AAAA));
}

TEST_F(CacheTest, KeepsThatThereIsNoSuchName) {  // RFC 2308 §5
  EXPECT_EQ(cache.put_negative(name("no.example.org"), RecordType::A, Outcome::no_such_name,
                               {soa(3600, 300)}, now),
            300u)
      << "the smaller of the SOA record's time to live and its minimum";
  now += 100s;
  for (const auto type : {RecordType::A, RecordType::MX}) {
    const auto hit = find("no.example.org", type);
    ASSERT_TRUE(hit) << "for all types";
    EXPECT_EQ(hit->outcome, Outcome::no_such_name);
    EXPECT_THAT(hit->records, IsEmpty());
    ASSERT_THAT(hit->authority, SizeIs(1));
    EXPECT_EQ(hit->authority[0].ttl, 200u);
  }
  now += 200s;
  EXPECT_FALSE(find("no.example.org"));
}

TEST_F(CacheTest, KeepsThatThereIsNoSuchType) {
  EXPECT_EQ(cache.put_negative(name("a.example.org"), RecordType::MX, Outcome::no_data,
                               {soa(60, 300)}, now),
            60u);
  EXPECT_EQ(find("a.example.org", RecordType::MX)->outcome, Outcome::no_data);
  EXPECT_FALSE(find("a.example.org", RecordType::A));
}

TEST_F(CacheTest, BoundsHowLongNoIsKept) {
  EXPECT_EQ(cache.put_negative(name("no.example.org"), RecordType::A, Outcome::no_such_name,
                               {soa(1'000'000, 1'000'000)}, now),
            3'600u);
  EXPECT_EQ(cache.put_negative(name("b.example.org"), RecordType::A, Outcome::no_data, {}, now), 0u)
      << "RFC 2308 §5: without a SOA record not at all";
  EXPECT_EQ(
      cache.put_negative(name("c.example.org"), RecordType::A, Outcome::no_data, {soa(60, 0)}, now),
      0u);
}

TEST_F(CacheTest, LetsAnAnswerOverruleThatThereIsNoSuchName) {
  cache.put_negative(name("new.example.org"), RecordType::A, Outcome::no_such_name, {soa(60, 60)},
                     now);
  cache.put({address("new.example.org", 60)}, Trust::glue, now);
  EXPECT_EQ(find("new.example.org")->outcome, Outcome::no_such_name) << "but glue does not";
  cache.put({address("new.example.org", 60)}, Trust::answer, now);
  EXPECT_EQ(find("new.example.org")->outcome, Outcome::found);
}

TEST_F(CacheTest, BelievesAnswersMoreThanGlue) {  // RFC 2181 §5.4.1
  cache.put({address("a.example.org", 60, 1)}, Trust::glue, now);
  EXPECT_FALSE(find("a.example.org")) << "glue is nobody's answer";
  EXPECT_TRUE(find("a.example.org", RecordType::A, Trust::glue));
  EXPECT_EQ(cache.put({address("a.example.org", 60, 2)}, Trust::answer, now), 60u);
  EXPECT_EQ(cache.put({address("a.example.org", 60, 3)}, Trust::glue, now), 0u);
  EXPECT_EQ(address_of(find("a.example.org")->records.at(0))->to_string(), "192.0.2.2");
  now += 61s;
  EXPECT_EQ(cache.put({address("a.example.org", 60, 3)}, Trust::glue, now), 60u)
      << "what is over protects nothing";
}

TEST_F(CacheTest, ForgetsRatherThanGrowsWithoutEnd) {
  cache.put({address("first.example.org", 80'000)}, Trust::answer, now);
  for (int i = 0; i < 110'000; ++i) {
    cache.put({address("n" + std::to_string(i), 80'000)}, Trust::answer, now);
  }
  EXPECT_FALSE(find("first.example.org"));
  EXPECT_FALSE(find("n5000"));
  EXPECT_TRUE(find("n109999")) << "what came last is there";
}

TEST_F(CacheTest, ForgetsFirstWhatIsOver) {
  cache.put({address("lasting.example.org", 80'000)}, Trust::answer, now);
  for (int i = 0; i < 99'990; ++i) {
    cache.put({address("n" + std::to_string(i), 10)}, Trust::answer, now);
  }
  now += 11s;
  for (int i = 0; i < 100; ++i)
    cache.put({address("m" + std::to_string(i), 10)}, Trust::answer, now);
  EXPECT_TRUE(find("lasting.example.org"));
}

}  // namespace
}  // namespace mailtown::dns
