#include "queue/journal_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailtown::queue {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string mark = "0123456789abcdef";

std::string record(std::string kind, std::string head, std::string_view text) {
  JournalRecord record{.kind = std::move(kind), .head = std::move(head)};
  return print_record(mark, record, text);
}

std::vector<std::string> heads(const Segment& segment) {
  std::vector<std::string> all;
  for (const auto& record : segment.records) all.push_back(record.kind + " " + record.head);
  return all;
}

const std::string first = record("letter", "{\"a\":1}", "Subject: x\r\n\r\nHello\r\n");
const std::string second = record("done", "{\"b\":2}", "");
const std::string third = record("letter", "{}", std::string("\0\n\r", 3));

TEST(JournalCodec, ReadsWhatItPrints) {
  const std::string all = print_segment_head(mark) + first + second + third;
  const auto segment = read_segment(all);
  ASSERT_TRUE(segment) << segment.error().message();
  EXPECT_EQ(segment->mark, mark);
  EXPECT_THAT(heads(*segment), ElementsAre("letter {\"a\":1}", "done {\"b\":2}", "letter {}"));
  const auto& letter = segment->records[0];
  EXPECT_EQ(all.substr(letter.text_offset, letter.text_bytes), "Subject: x\r\n\r\nHello\r\n");
  EXPECT_EQ(segment->records[1].offset, letter.offset + letter.bytes);
  EXPECT_FALSE(segment->torn);
  EXPECT_THAT(segment->damage, IsEmpty());
}

// A crash leaves any beginning of what was written.
TEST(JournalCodec, ForgetsATornEndWithoutAlarm) {
  const std::string whole = print_segment_head(mark) + first;
  for (std::size_t bytes = 0; bytes < third.size(); ++bytes) {
    const auto segment = read_segment(whole + third.substr(0, bytes));
    ASSERT_TRUE(segment);
    EXPECT_THAT(heads(*segment), ElementsAre("letter {\"a\":1}")) << bytes << " bytes";
    EXPECT_THAT(segment->damage, IsEmpty()) << bytes << " bytes";
    EXPECT_EQ(segment->torn, bytes > 0) << bytes << " bytes";
  }
}

TEST(JournalCodec, TellsATornFirstLineFromAnotherFile) {
  const std::string head = print_segment_head(mark);
  for (std::size_t bytes = 0; bytes < head.size(); ++bytes) {
    EXPECT_FALSE(read_segment(head.substr(0, bytes)));
    EXPECT_TRUE(is_torn_head(head.substr(0, bytes))) << bytes << " bytes";
  }
  EXPECT_FALSE(read_segment("From ivanov@example.org Mon Jan  1 10:00:00 2030\n\nHello\n"));
  EXPECT_FALSE(is_torn_head("From ivanov"));
  EXPECT_FALSE(is_torn_head(head));
}

// Each byte in turn is spoilt: that record is damage and no other is lost or changed.
TEST(JournalCodec, GoesOnBehindDamage) {
  const std::string head = print_segment_head(mark);
  for (std::size_t i = 0; i < second.size(); ++i) {
    std::string spoilt = second;
    spoilt[i] = static_cast<char>(spoilt[i] ^ 0x15);
    const auto segment = read_segment(head + first + spoilt + third);
    ASSERT_TRUE(segment);
    const bool is_separator = i + 1 == second.size() || second[i + 1] == '\n';
    if (segment->records.size() == 3) {
      EXPECT_TRUE(is_separator || second[i] == '\n') << "spoilt byte " << i << " went unnoticed";
      continue;
    }
    EXPECT_THAT(heads(*segment), ElementsAre("letter {\"a\":1}", "letter {}")) << "byte " << i;
    ASSERT_EQ(segment->damage.size(), 1u) << "byte " << i;
    EXPECT_EQ(segment->damage[0].offset, head.size() + first.size());
    EXPECT_EQ(segment->damage[0].bytes, second.size());
    EXPECT_FALSE(segment->torn);
  }
}

TEST(JournalCodec, SetsASpoiltLastRecordAside) {
  std::string spoilt = third;
  spoilt[third.size() - 3] ^= 1;
  const auto segment = read_segment(print_segment_head(mark) + first + spoilt);
  ASSERT_TRUE(segment);
  EXPECT_EQ(segment->damage.size(), 1u);
  EXPECT_FALSE(segment->torn);
}

// Whoever sends a letter with a record in it does not know the mark.
TEST(JournalCodec, NoLettersTextPassesForARecord) {
  JournalRecord forged{.kind = "letter", .head = "{\"forged\":true}"};
  const std::string text = print_record("ffffffffffffffff", forged, "x");
  std::string outer = record("letter", "{}", text);
  outer[3] ^= 1;  // the letter around it is damaged
  const auto segment = read_segment(print_segment_head(mark) + first + outer + second);
  ASSERT_TRUE(segment);
  EXPECT_THAT(heads(*segment), ElementsAre("letter {\"a\":1}", "done {\"b\":2}"));
}

}  // namespace
}  // namespace mailtown::queue
