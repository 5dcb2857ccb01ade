#include "smtp/reply_codec.h"

#include <gtest/gtest.h>

#include "smtp/server_features.h"

namespace mailtown::smtp {
namespace {

using Progress = ReplyParser::Progress;

Reply lines(int code, EnhancedStatus status, std::vector<std::string> text) {
  Reply reply(code, status, "");
  reply.lines = std::move(text);
  return reply;
}

TEST(PrintReply, MarksTheLastLine) {
  EXPECT_EQ(print_reply(Reply(250, {2, 1, 0}, "Ok")), std::vector<std::string>{"250 2.1.0 Ok"});
  EXPECT_EQ(print_reply(lines(250, {}, {"mx greets you", "SIZE 5", "8BITMIME"})),
            (std::vector<std::string>{"250-mx greets you", "250-SIZE 5", "250 8BITMIME"}));
  EXPECT_EQ(print_reply(lines(550, {5, 7, 1}, {"no", "really"})),
            (std::vector<std::string>{"550-5.7.1 no", "550 5.7.1 really"}));
}

TEST(PrintReply, KeepsToTheLimitAndToPrintableText) {
  std::string text(600, 'x');
  text.append("\r\n250 Ok");
  const auto printed = print_reply(Reply(550, {5, 1, 1}, text));
  ASSERT_EQ(printed.size(), 1u);
  EXPECT_EQ(printed[0].size(), 510u);  // RFC 5321 §4.5.3.1.5
  EXPECT_EQ(print_reply(Reply(550, {}, "a\r\nb\xff"))[0], "550 a??b?");
}

TEST(ParseReply, IsTheReverseOfPrinting) {
  for (const Reply& reply :
       {Reply(220, {}, "mx1.example.com ESMTP"), Reply(550, {5, 7, 1}, "no"), Reply(334, {}, ""),
        lines(250, {}, {"mx", "SIZE 10", ""}), lines(451, {4, 123, 999}, {"one", "two"})}) {
    ReplyParser parser;
    const auto printed = print_reply(reply);
    for (std::size_t i = 0; i < printed.size(); ++i) {
      const auto want = i + 1 < printed.size() ? Progress::more : Progress::complete;
      EXPECT_EQ(parser.add_line(printed[i]), want) << printed[i];
    }
    EXPECT_EQ(parser.take(), reply) << reply.to_string();
  }
}

TEST(ParseReply, ForgivesWhatRealServersDo) {
  ReplyParser parser;
  EXPECT_EQ(parser.add_line("250"), Progress::complete);
  EXPECT_EQ(parser.take(), Reply(250, {}, ""));
  // A text that only looks like an enhanced status is text.
  for (const char* text : {"5.7 x", "2.1.1x", "2.x.1 y", "5.1.1 of another class", "-1.1.1 x"}) {
    EXPECT_EQ(parser.add_line("250 " + std::string(text)), Progress::complete);
    EXPECT_EQ(parser.take(), Reply(250, {}, text));
  }
  EXPECT_EQ(parser.add_line("250 2.1.1"), Progress::complete);
  EXPECT_EQ(parser.take(), Reply(250, {2, 1, 1}, ""));
}

TEST(ParseReply, KnowsWhatIsNone) {
  for (const char* line :
       {"", "2", "25", "25x", "650 x", "150 x", "HTTP/1.1 400", "250_x", "2500 x"}) {
    ReplyParser parser;
    EXPECT_EQ(parser.add_line(line), Progress::malformed) << line;
  }
  ReplyParser parser;
  EXPECT_EQ(parser.add_line("250-one"), Progress::more);
  EXPECT_EQ(parser.add_line("550 other"), Progress::malformed);
}

TEST(ParseReply, EndlessReplyNeedsNoMemory) {
  ReplyParser parser;
  auto progress = Progress::more;
  int count = 0;
  for (; progress == Progress::more && count < 1000; ++count)
    progress = parser.add_line("250-more");
  EXPECT_EQ(progress, Progress::malformed);
  EXPECT_LT(count, 200);
}

TEST(Features, AreReadFromTheEhloReply) {
  const auto features =
      parse_features(lines(250, {},
                           {"PIPELINING is only the greeting", "8bitmime", "size 1000",
                            "AUTH  CRAM-MD5 LOGIN plain", "X-UNKNOWN", ""}));
  EXPECT_FALSE(features.pipelining);
  EXPECT_TRUE(features.eight_bit);
  EXPECT_TRUE(features.size);
  EXPECT_EQ(features.bytes_max, 1000u);
  EXPECT_TRUE(features.offers(sasl::Mechanism::plain));
  EXPECT_TRUE(features.offers(sasl::Mechanism::login));
  EXPECT_EQ(parse_features(lines(250, {}, {"mx", "SIZE nonsense"})).bytes_max, 0u);
}

}  // namespace
}  // namespace mailtown::smtp
