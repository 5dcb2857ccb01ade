#include "wire/line_buffer.h"

#include <vector>

#include <gtest/gtest.h>

namespace mailtown::wire {
namespace {

using Kind = Line::Kind;

struct Expected {
  Kind kind;
  std::string text;
  std::uint64_t offset;
};

// Feeds `bytes` in pieces of `piece` bytes and takes lines whenever there are any.
std::vector<Line> lines_of(const std::string& bytes, std::size_t piece, std::size_t limit) {
  LineBuffer buffer;
  std::vector<Line> lines;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    buffer.add(std::string_view(bytes).substr(at, piece));
    while (auto line = buffer.take_line(limit)) lines.push_back(std::move(*line));
  }
  return lines;
}

void expect_lines(const std::string& bytes, std::size_t limit, const std::vector<Expected>& want) {
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    const auto lines = lines_of(bytes, piece, limit);
    ASSERT_EQ(lines.size(), want.size()) << "in pieces of " << piece;
    for (std::size_t i = 0; i < want.size(); ++i) {
      EXPECT_EQ(lines[i].kind, want[i].kind) << "line " << i << ", pieces of " << piece;
      EXPECT_EQ(lines[i].text, want[i].text) << "line " << i << ", pieces of " << piece;
      EXPECT_EQ(lines[i].offset, want[i].offset) << "line " << i << ", pieces of " << piece;
    }
  }
}

TEST(LineBuffer, TakesLinesHoweverTheyArrive) {
  expect_lines(
      "EHLO x\r\n\r\nQUIT\r\nrest", 512,
      {{Kind::complete, "EHLO x", 0}, {Kind::complete, "", 8}, {Kind::complete, "QUIT", 10}});
}

TEST(LineBuffer, OnlyCrlfEndsALine) {
  expect_lines("a\nb\r\nok\r\n", 512,
               {{Kind::bare_line_end, "a\nb", 0}, {Kind::complete, "ok", 5}});
  expect_lines("a\rb\r\nok\r\n", 512,
               {{Kind::bare_line_end, "a\rb", 0}, {Kind::complete, "ok", 5}});
  expect_lines("a\r\r\n", 512, {{Kind::bare_line_end, "a\r", 0}});
  expect_lines("\n\r\n", 512, {{Kind::bare_line_end, "\n", 0}});
  expect_lines("a\nb\n", 512, {});
}

TEST(LineBuffer, NullsAreOrdinaryBytes) {
  const std::string line("a\0b", 3);
  expect_lines(line + "\r\n", 512, {{Kind::complete, line, 0}});
}

TEST(LineBuffer, LimitCountsTheCrlf) {
  expect_lines("123456\r\n", 8, {{Kind::complete, "123456", 0}});
  expect_lines("1234567\r\nok\r\n", 8,
               {{Kind::too_long, "1234567\r", 0}, {Kind::complete, "ok", 9}});
}

TEST(LineBuffer, EndlessLineNeedsNoMemory) {
  LineBuffer buffer;
  const std::string chunk(1000, 'x');
  for (int i = 0; i < 1000; ++i) {
    buffer.add(chunk);
    EXPECT_FALSE(buffer.take_line(100));
    EXPECT_TRUE(buffer.bytes().empty());
  }
  buffer.add("\r\nNOOP\r\n");
  const auto line = buffer.take_line(100);
  ASSERT_TRUE(line);
  EXPECT_EQ(line->kind, Kind::too_long);
  EXPECT_EQ(line->text.size(), 100u);
  EXPECT_EQ(buffer.take_line(100)->text, "NOOP");
  EXPECT_EQ(buffer.offset(), 1000u * 1000u + 8u);
}

TEST(LineBuffer, GivesRawBytesBetweenLines) {
  LineBuffer buffer;
  buffer.add("DATA\r\nbody\r\n.\r\nQUIT\r\n");
  EXPECT_EQ(buffer.take_line(512)->text, "DATA");
  EXPECT_EQ(buffer.bytes(), "body\r\n.\r\nQUIT\r\n");
  buffer.consume(9);
  EXPECT_EQ(buffer.take_line(512)->text, "QUIT");
}

TEST(LineBuffer, DiscardForgetsALineBegunToo) {
  LineBuffer buffer;
  buffer.add("STARTTLS\r\nEHLO x\r\nMAI");
  EXPECT_EQ(buffer.take_line(512)->text, "STARTTLS");
  EXPECT_EQ(buffer.take_line(512)->text, "EHLO x");
  EXPECT_FALSE(buffer.take_line(512));
  EXPECT_EQ(buffer.discard(), 3u);
  buffer.add("NOOP\r\n");
  EXPECT_EQ(buffer.take_line(512)->text, "NOOP");
}

TEST(LineBuffer, RestIsWhatHasNoEnd) {
  LineBuffer buffer;
  buffer.add("QUI");
  EXPECT_FALSE(buffer.take_line(512));
  const Line rest = buffer.take_rest();
  EXPECT_EQ(rest.kind, Kind::end_of_stream);
  EXPECT_EQ(rest.text, "QUI");
}

}  // namespace
}  // namespace mailtown::wire
