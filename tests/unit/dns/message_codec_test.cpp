// Messages on the wire: sound ones there and back, what is too long, and hostile bytes.
#include "dns/message_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dns/wire_reader.h"

namespace mailtown::dns {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

Name name(std::string_view text) {
  return Name::parse(text).value();
}

Record address(const std::string& owner, std::uint8_t last) {
  return make_record(name(owner), 60, AddressData{IpAddress::v4({192, 0, 2, last})});
}

Message answer() {
  Message query = make_query(0x1234, {name("example.org"), RecordType::MX}, true);
  Message message = make_response(query, Rcode::no_error);
  message.authoritative = true;
  message.answer = {make_record(name("example.org"), 3600, MxData{10, name("mx1.example.org")})};
  message.authority = {make_record(name("example.org"), 3600, NsData{name("ns1.example.org")})};
  message.additional = {address("mx1.example.org", 25), address("ns1.example.org", 1)};
  return message;
}

// A header that announces these counts, with whatever follows.
std::string packet(std::uint8_t questions, std::uint8_t answers, std::string_view rest,
                   std::uint8_t additional = 0) {
  std::string bytes = {0, 1,
                       0, 0,
                       0, static_cast<char>(questions),
                       0, static_cast<char>(answers),
                       0, 0,
                       0, static_cast<char>(additional)};
  return bytes.append(rest);
}

std::string why_not(std::string_view bytes) {
  const auto message = parse_message(bytes);
  return message ? "it parses" : message.error().detail;
}

template <std::size_t N>
std::string_view raw(const char (&bytes)[N]) {
  return {bytes, N - 1};
}

TEST(MessageCodec, ReadsWhatItWrote) {
  EXPECT_EQ(parse_message(print_message(answer())).value(), answer());
}

TEST(MessageCodec, KeepsEachFlagApart) {
  const auto check = [](auto set) {
    Message message;
    set(message);
    EXPECT_EQ(parse_message(print_message(message)).value(), message);
  };
  check([](Message& message) { message.is_response = true; });
  check([](Message& message) { message.opcode = Opcode::update; });
  check([](Message& message) { message.authoritative = true; });
  check([](Message& message) { message.truncated = true; });
  check([](Message& message) { message.recursion_desired = true; });
  check([](Message& message) { message.recursion_available = true; });
  check([](Message& message) { message.rcode = Rcode::refused; });
}

TEST(MessageCodec, WritesTheHeaderOfTheRfc) {  // RFC 1035 §4.1.1
  Message message = answer();
  message.recursion_available = true;
  EXPECT_EQ(print_message(message).substr(0, 12), raw("\x12\x34\x85\x80\0\1\0\1\0\1\0\3"));
}

TEST(MessageCodec, WritesEachNameOnce) {
  const std::string bytes = print_message(answer());
  EXPECT_EQ(bytes.find("example"), bytes.rfind("example"));
  EXPECT_EQ(bytes.find("mx1"), bytes.rfind("mx1"));
}

TEST(MessageCodec, PointsOnlyWhereAPointerReaches) {  // 14 bits
  Message message = answer();
  for (int i = 0; i < 80; ++i) {
    message.answer.push_back(
        make_record(name("example.org"), 60, TxtData{{std::string(250, 'a')}}));
  }
  message.answer.push_back(address("late.example.test", 1));
  message.answer.push_back(address("later.late.example.test", 2));
  const std::string bytes = print_message(message);
  ASSERT_GT(bytes.size(), 0x4000u);
  EXPECT_EQ(parse_message(bytes).value(), message);
}

TEST(MessageCodec, CarriesEdns) {  // RFC 6891 §6.1
  Message message = make_query(1, {name("example.org"), RecordType::A}, false);
  message.edns->udp_bytes = 4096;
  message.edns->dnssec_ok = true;
  message.edns->options = {{10, "cookie"}, {65001, ""}};
  EXPECT_EQ(parse_message(print_message(message)).value(), message);
  message.rcode = Rcode::bad_version;  // 16: its high bits lie in the OPT record
  EXPECT_EQ(parse_message(print_message(message)).value(), message);
}

TEST(MessageCodec, DropsTheAdditionalSectionFirst) {
  const Message whole = answer();
  const auto all = print_message(whole).size();
  EXPECT_EQ(fit(whole, all).message, whole);
  const auto less = fit(whole, all - 1);
  EXPECT_THAT(less.message.additional, IsEmpty());
  EXPECT_EQ(less.message.answer, whole.answer);
  EXPECT_FALSE(less.message.truncated) << "nothing is missing that was asked for (RFC 2181 §9)";
  EXPECT_LE(less.bytes.size(), all - 1);
}

TEST(MessageCodec, SaysTruncatedWhenTheAnswerDoesNotFit) {
  const auto cut = fit(answer(), 50);
  EXPECT_TRUE(cut.message.truncated);
  EXPECT_THAT(cut.message.answer, IsEmpty());
  EXPECT_EQ(cut.message.questions, answer().questions);
  EXPECT_TRUE(cut.message.edns);
  EXPECT_LE(cut.bytes.size(), 50u);
  EXPECT_EQ(parse_message(cut.bytes).value(), cut.message);
}

TEST(MessageCodec, TruncatesRatherThanLosesGlue) {  // RFC 9471 §3
  Message referral = answer();
  referral.authoritative = false;
  referral.answer.clear();
  const auto cut = fit(referral, print_message(referral).size() - 1);
  EXPECT_TRUE(cut.message.truncated);
}

TEST(HostileMessage, CutAnywhereIsNoMessage) {
  const std::string bytes = print_message(answer());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(parse_message(bytes.substr(0, length))) << length;
  }
  EXPECT_THAT(why_not(bytes + '\0'), HasSubstr("1 bytes behind the last record"));
}

TEST(HostileMessage, CannotSendAReaderInCircles) {  // RFC 1035 §4.1.4
  EXPECT_THAT(why_not(packet(1, 0, raw("\300\14\0\1\0\1"))), HasSubstr("forward or at itself"));
  EXPECT_THAT(why_not(packet(1, 0, raw("\300\16\0\1\0\1"))), HasSubstr("forward or at itself"));
  // a -> b -> a, and a label that leads back into its own name
  EXPECT_THAT(why_not(packet(1, 0, raw("\300\16\300\14\0\1\0\1"))), HasSubstr("forward"));
  EXPECT_THAT(why_not(packet(1, 0, raw("\1a\300\14\0\1\0\1"))), HasSubstr("forward or at itself"));
}

TEST(HostileMessage, CannotMakeLongNamesOfShortBytes) {
  // Each question is one label and a pointer to the one before: the names grow beyond 255 bytes.
  std::string rest("\1a\0\0\1\0\1", 7);
  for (int i = 1; i < 200; ++i) {
    const std::size_t before = i == 1 ? 12 : 19 + (i - 2) * 8;
    rest += "\1a";
    rest += static_cast<char>(0xc0 | before >> 8);
    rest += static_cast<char>(before);
    rest += std::string("\0\1\0\1", 4);
  }
  EXPECT_THAT(why_not(packet(200, 0, rest)), HasSubstr("255"));
}

TEST(HostileMessage, CannotWearAReaderOutWithPointers) {
  std::string bytes(1, '\0');
  bytes += std::string("\300\0", 2);
  for (int i = 1; i < 200; ++i) {
    const std::size_t before = 1 + (i - 1) * 2;
    bytes += static_cast<char>(0xc0 | before >> 8);
    bytes += static_cast<char>(before);
  }
  WireReader reader(bytes);
  reader.bytes(bytes.size() - 2);
  reader.name();
  EXPECT_THAT(reader.error(), HasSubstr("too many pointers"));
}

TEST(HostileMessage, CannotUseLabelsOfUnknownKinds) {
  EXPECT_THAT(why_not(packet(1, 0, raw("\100a\0\0\1\0\1"))), HasSubstr("kind of label"));
  EXPECT_THAT(why_not(packet(1, 0, raw("\200a\0\0\1\0\1"))), HasSubstr("kind of label"));
}

TEST(HostileMessage, MayAnnounceMoreThanItHolds) {
  EXPECT_THAT(why_not(packet(255, 255, "", 255)), HasSubstr("at byte 12"));
}

TEST(HostileMessage, CannotLetANameReachBehindItsRecordsData) {
  // NS data of two bytes in which a label of five begins.
  EXPECT_FALSE(parse_message(packet(0, 1, raw("\0\0\2\0\1\0\0\0\0\0\2\5abcde\0"))));
}

TEST(HostileMessage, HasAtMostOneOptRecordInItsPlace) {  // RFC 6891 §6.1.1
  const std::string opt(raw("\0\0\51\4\320\0\0\0\0\0\0"));
  EXPECT_TRUE(parse_message(packet(0, 0, opt, 1)));
  EXPECT_THAT(why_not(packet(0, 0, opt + opt, 2)), HasSubstr("more than one OPT"));
  EXPECT_THAT(why_not(packet(0, 1, opt)), HasSubstr("outside the additional section"));
  EXPECT_THAT(why_not(packet(0, 0, raw("\1a\0\0\51\4\320\0\0\0\0\0\0"), 1)), HasSubstr("root"));
  EXPECT_THAT(why_not(packet(0, 0, raw("\0\0\51\4\320\0\0\0\0\0\3\0\12\0"), 1)),
              HasSubstr("cut off"));
}

TEST(HostileMessage, StillHasAHeaderToAnswerTo) {
  const auto header = parse_header_only(packet(1, 0, raw("\300\14")));
  ASSERT_TRUE(header);
  EXPECT_EQ(header->id, 1);
  EXPECT_FALSE(parse_header_only("eleven byte"));
}

}  // namespace
}  // namespace mailtown::dns
