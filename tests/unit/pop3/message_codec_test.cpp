#include "pop3/message_codec.h"

#include <gtest/gtest.h>

namespace mailtown::pop3 {
namespace {

// Encodes in pieces of `piece` bytes.
std::string encoded(std::string_view text, std::size_t piece,
                    std::optional<std::uint32_t> lines = std::nullopt) {
  MessageEncoder encoder(lines);
  std::string wire;
  for (std::size_t at = 0; at < text.size() && !encoder.has_enough(); at += piece) {
    encoder.encode(text.substr(at, piece), wire);
  }
  encoder.finish(wire);
  return wire;
}

struct Case {
  const char* text;
  const char* wire;
};
const Case cases[] = {
    {"", ".\r\n"},
    {"a\r\n", "a\r\n.\r\n"},
    {"a", "a\r\n.\r\n"},
    {".\r\n", "..\r\n.\r\n"},
    {"..a\r\n.b\r\n", "...a\r\n..b\r\n.\r\n"},
    {"a.\r\n", "a.\r\n.\r\n"},
    {"a\r\n\r\n", "a\r\n\r\n.\r\n"},
    {"a\n.b\n", "a\r\n..b\r\n.\r\n"},  // another program's file
    {"a\r", "a\r\n.\r\n"},
    {"a\rb\r\n", "a\rb\r\n.\r\n"},
};

TEST(MessageEncoder, DoublesDotsAndEndsWithOne) {
  for (const auto& [text, wire] : cases) {
    for (const std::size_t piece : {1, 2, 3, 100}) EXPECT_EQ(encoded(text, piece), wire) << text;
  }
}

// RFC 1939 §7: the header, the empty line, and so many lines of the body.
TEST(MessageEncoder, StopsAfterTheLinesThatTopWants) {
  const std::string text = "A: 1\r\nB: 2\r\n\r\none\r\n.two\r\nthree\r\n";
  for (const std::size_t piece : {1, 2, 7, 100}) {
    EXPECT_EQ(encoded(text, piece, 0), "A: 1\r\nB: 2\r\n\r\n.\r\n");
    EXPECT_EQ(encoded(text, piece, 2), "A: 1\r\nB: 2\r\n\r\none\r\n..two\r\n.\r\n");
    EXPECT_EQ(encoded(text, piece, 99), "A: 1\r\nB: 2\r\n\r\none\r\n..two\r\nthree\r\n.\r\n");
  }
  EXPECT_EQ(encoded("A: 1\n\none\ntwo\n", 100, 1), "A: 1\r\n\r\none\r\n.\r\n");
}

struct Decoded {
  std::string text;
  std::size_t consumed = 0;
  bool ended = false;
};

Decoded decoded(std::string_view wire, std::size_t piece) {
  MessageDecoder decoder;
  Decoded result;
  while (result.consumed < wire.size() && !result.ended) {
    const auto progress = decoder.decode(wire.substr(result.consumed, piece), result.text);
    result.consumed += progress.consumed;
    result.ended = progress.ended;
  }
  return result;
}

TEST(MessageDecoder, GivesBackWhatWasEncoded) {
  for (const std::string text : {"", "a\r\n", ".\r\n", "..\r\n.\r\na\r\n", "a\rb\r\n", "\r\r\n"}) {
    for (const std::size_t piece : {1, 2, 3, 100}) {
      const Decoded result = decoded(encoded(text, 100) + "+OK next\r\n", piece);
      EXPECT_EQ(result.text, text);
      EXPECT_TRUE(result.ended);
      EXPECT_EQ(result.consumed, encoded(text, 100).size()) << "took of the next reply";
    }
  }
}

TEST(MessageDecoder, EndsNowhereElse) {
  for (const char* wire : {"a\n.\n", "a\r\n.\n", "a\n.\r\n", "a.\r\n", "a\r.\r\n", ".\r", "."}) {
    EXPECT_FALSE(decoded(wire, 1).ended) << "an end was seen";
  }
}

}  // namespace
}  // namespace mailtown::pop3
