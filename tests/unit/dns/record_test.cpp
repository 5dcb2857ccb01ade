// Records as text and on the wire.
#include "dns/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dns/record_codec.h"
#include "dns/record_text.h"
#include "dns/zone_file.h"

namespace mailtown::dns {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// The only record of a master file of one line.
Record record(const std::string& line) {
  const auto text = parse_zone_file(line + "\n", "test");
  EXPECT_THAT(text.errors, IsEmpty());
  return text.records.at(0).record;
}

std::string wire_of(const Record& record) {
  WireWriter writer;
  write_record(writer, record);
  return writer.take();
}

class EveryType : public testing::TestWithParam<const char*> {};

TEST_P(EveryType, SurvivesTextAndWire) {
  const std::string line = GetParam();
  const Record first = record(line);
  EXPECT_EQ(to_string(first), line);
  const std::string wire = wire_of(first);
  WireReader reader(wire);
  const Record again = read_record(reader);
  EXPECT_EQ(reader.error(), "");
  EXPECT_TRUE(reader.at_end());
  EXPECT_EQ(again, first);
  EXPECT_EQ(to_string(again), line);
}

TEST_P(EveryType, IsRefusedOnTheWireWhenOneByteIsMissing) {
  const std::string wire = wire_of(record(GetParam()));
  for (std::size_t length = 0; length < wire.size(); ++length) {
    WireReader reader(std::string_view(wire).substr(0, length));
    read_record(reader);
    EXPECT_TRUE(reader.failed()) << length;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Records, EveryType,
    testing::Values("mx1.example.org. 60 IN A 192.0.2.25",
                    "mx1.example.org. 60 IN AAAA 2001:db8::25",
                    "example.org. 86400 IN NS ns1.example.org.",
                    "example.org. 3600 IN SOA ns1.example.org. hostmaster.example.org. "
                    "4294967295 7200 900 1209600 300",
                    "www.example.org. 3600 IN CNAME mx1.example.org.",
                    "25.2.0.192.in-addr.arpa. 3600 IN PTR mx1.example.org.",
                    "example.org. 3600 IN MX 10 mx1.example.org.", "example.test. 3600 IN MX 0 .",
                    R"(example.org. 3600 IN TXT "v=spf1 mx -all" "two\"\\ \000\255")",
                    R"(example.org. 3600 IN TXT "")",
                    "_submission._tcp.example.org. 3600 IN SRV 0 1 587 mail.example.org.",
                    R"(example.org. 3600 IN TYPE65280 \# 3 00ff7e)",
                    R"(example.org. 3600 IN TYPE65280 \# 0)"));

TEST(RecordWire, LiesAsTheRfcSays) {  // RFC 1035 §3.2.1
  EXPECT_EQ(wire_of(record("org. 258 IN MX 10 a.org.")),
            std::string("\3org\0"     // the owner
                        "\0\17\0\1"   // MX, IN
                        "\0\0\1\2"    // 258 seconds
                        "\0\6"        // six bytes of data
                        "\0\12"       // preference 10
                        "\1a\300\0",  // "a", and the rest as at byte 0
                        21));
}

TEST(RecordWire, LeavesTheNameInAnSrvRecordUncompressed) {  // RFC 2782
  const auto wire = wire_of(record("example.org. 60 IN SRV 0 0 25 example.org."));
  EXPECT_THAT(wire.substr(wire.size() - 13), std::string("\7example\3org\0", 13));
}

TEST(RecordWire, TakesDataOfExactlyTheLengthGiven) {
  // A's length is 5; the fifth byte belongs to nobody.
  const std::string wire("\0\0\1\0\1\0\0\0\0\0\5\300\0\2\1\0", 16);
  WireReader reader(wire);
  read_record(reader);
  EXPECT_THAT(reader.error(), HasSubstr("1 bytes too many"));
}

TEST(RecordWire, TakesANegativeTimeToLiveAsZero) {  // RFC 2181 §8
  auto old = record("mx1.example.org. 60 IN A 192.0.2.25");
  old.ttl = 0x80000000u;
  const auto wire = wire_of(old);
  WireReader reader(wire);
  EXPECT_EQ(read_record(reader).ttl, 0u);
}

TEST(RecordWire, KeepsDataOfOtherClassesAsBytes) {
  auto chaos = record("example.org. 60 IN A 192.0.2.25");
  chaos.record_class = RecordClass::CH;
  chaos.data = OpaqueData{"ab"};
  const auto wire = wire_of(chaos);
  WireReader reader(wire);
  EXPECT_EQ(read_record(reader), chaos);
  EXPECT_FALSE(reader.failed());
}

TEST(RecordText, KnowsMnemonicsAndNumbers) {  // RFC 3597 §5
  EXPECT_EQ(parse_record_type("mx"), RecordType::MX);
  EXPECT_EQ(parse_record_type("TYPE15"), RecordType::MX);
  EXPECT_EQ(to_string(static_cast<RecordType>(65280)), "TYPE65280");
  EXPECT_EQ(parse_record_type("TYPE65536"), std::nullopt);
  EXPECT_EQ(parse_record_type("TYPE"), std::nullopt);
  EXPECT_EQ(parse_record_type("TYPE1x"), std::nullopt);
  EXPECT_EQ(parse_record_type("MXX"), std::nullopt);
  EXPECT_EQ(parse_record_class("in"), RecordClass::IN);
  EXPECT_EQ(parse_record_class("CLASS3"), RecordClass::CH);
}

TEST(RecordText, ReadsTheGenericFormOfTypesThatItKnows) {
  EXPECT_EQ(record(R"(mx1.example.org. 60 IN A \# 4 C0000219)"),
            record("mx1.example.org. 60 IN A 192.0.2.25"));
  EXPECT_EQ(record(R"(mx1.example.org. 60 IN TYPE1 192.0.2.25)"),
            record("mx1.example.org. 60 IN A 192.0.2.25"));
}

TEST(RecordText, ReadsTimesWithUnits) {
  EXPECT_EQ(parse_ttl("3600"), 3600u);
  EXPECT_EQ(parse_ttl("1h"), 3600u);
  EXPECT_EQ(parse_ttl("1H30m"), 5400u);
  EXPECT_EQ(parse_ttl("1w2d3h4m5s"), 604800u + 2 * 86400 + 3 * 3600 + 4 * 60 + 5);
  EXPECT_EQ(parse_ttl("0"), 0u);
  EXPECT_EQ(parse_ttl("2147483647"), 2147483647u);
  EXPECT_EQ(parse_ttl("2147483648"), std::nullopt);  // RFC 2181 §8
  EXPECT_EQ(parse_ttl("99999w"), std::nullopt);
  EXPECT_EQ(parse_ttl("99999999999999999999"), std::nullopt);
  EXPECT_EQ(parse_ttl(""), std::nullopt);
  EXPECT_EQ(parse_ttl("h"), std::nullopt);
  EXPECT_EQ(parse_ttl("-1"), std::nullopt);
  EXPECT_EQ(parse_ttl("1 h"), std::nullopt);
}

TEST(Record, TellsWhereItPointsTo) {
  EXPECT_EQ(target_of(record("example.org. 60 IN MX 10 mx1.example.org."))->to_string(),
            "mx1.example.org");
  EXPECT_EQ(target_of(record("mx1.example.org. 60 IN A 192.0.2.25")), nullptr);
  EXPECT_EQ(address_of(record("mx1.example.org. 60 IN A 192.0.2.25")),
            IpAddress::parse("192.0.2.25").value());
  EXPECT_EQ(address_of(record("example.org. 60 IN MX 10 mx1.example.org.")), std::nullopt);
}

}  // namespace
}  // namespace mailtown::dns
