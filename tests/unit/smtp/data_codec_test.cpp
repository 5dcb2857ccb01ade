#include <gtest/gtest.h>

#include "smtp/data_decoder.h"
#include "smtp/data_encoder.h"

namespace mailtown::smtp {
namespace {

struct Decoded {
  std::string text;
  DataFault fault;
  std::size_t consumed;  // 0: it has not ended
};

Decoded decode(const std::string& bytes, std::size_t piece, DataLimits limits = {1000000}) {
  const auto decoder = make_data_decoder(limits);
  Decoded decoded{{}, DataFault::none, 0};
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    const auto progress = decoder->decode(std::string_view(bytes).substr(at, piece), decoded.text);
    decoded.fault = decoder->fault();
    if (!progress.ended) continue;
    decoded.consumed = at + progress.consumed;
    break;
  }
  return decoded;
}

struct Case {
  const char* bytes;
  const char* text;  // of a message without fault
  DataFault fault;
  const char* rest;  // what is left for the next command; null: the end has not come
};

constexpr auto none = DataFault::none;
constexpr auto bare = DataFault::bare_line_end;

class Decoder : public testing::TestWithParam<Case> {};

TEST_P(Decoder, FindsTheEndHoweverTheBytesArrive) {
  const Case& want = GetParam();
  const std::string bytes = want.bytes;
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    const Decoded got = decode(bytes, piece);
    EXPECT_EQ(got.fault, want.fault) << "pieces of " << piece;
    EXPECT_EQ(got.consumed != 0, want.rest != nullptr) << "pieces of " << piece;
    if (want.rest) {
      EXPECT_EQ(bytes.substr(got.consumed), want.rest) << "pieces of " << piece;
    }
    if (want.fault == none) {
      EXPECT_EQ(got.text, want.text) << "pieces of " << piece;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Decoder,
    testing::Values(
        Case{".\r\n", "", none, ""}, Case{".\r\nQUIT\r\n", "", none, "QUIT\r\n"},
        Case{"a\r\n.\r\nQUIT\r\n", "a\r\n", none, "QUIT\r\n"},
        Case{"..\r\n...\r\n.a\r\n.\r\n", ".\r\n..\r\na\r\n", none, ""},
        Case{"a.\r\n.\r\n", "a.\r\n", none, ""}, Case{"\r\n\r\n.\r\n", "\r\n\r\n", none, ""},
        Case{"a\r\n.", "a\r\n", none, nullptr}, Case{"a\r\n.\r", "a\r\n", none, nullptr},
        Case{"a\n.\n", "", bare, nullptr}, Case{"a\n.\r\nb\r\n.\r\n", "", bare, ""},
        Case{"a\r\n.\nb\r\n.\r\nQ", "", bare, "Q"}, Case{"a\r.\r\nb\r\n.\r\n", "", bare, ""},
        Case{"a\r\n.\rb\r\n.\r\n", "", bare, ""}, Case{"a\r\n.\r\r\nb\r\n.\r\n", "", bare, ""},
        Case{"a\r\r\n.\r\n", "", bare, ""}, Case{"\n.\r\n\r\n.\r\n", "", bare, ""},
        Case{"\r.\r\nb\r\n.\r\n", "", bare, ""}, Case{".\n.\r\n\r\n.\r\n", "", bare, ""},
        Case{"\r\n.\r.\r\n.\r\n", "", bare, ""}));

TEST(DecoderLimits, SizeIsOfTheDecodedText) {
  EXPECT_EQ(decode("..234\r\n.\r\n", 3, {6}).fault, DataFault::none);
  EXPECT_EQ(decode("..2345\r\n.\r\n", 3, {6}).fault, DataFault::too_big);
}

TEST(DecoderLimits, LineIsWithoutADoubledDot) {
  EXPECT_EQ(decode("..234567\r\n12345678\r\n.\r\n", 3, {1000, 10}).fault, DataFault::none);
  EXPECT_EQ(decode("123456789\r\n.\r\n", 3, {1000, 10}).fault, DataFault::line_too_long);
}

TEST(DecoderLimits, NothingIsGivenOutAfterAFault) {
  const auto decoder = make_data_decoder({1000, 10});
  std::string text;
  for (int i = 0; i < 100; ++i) decoder->decode("a long line without an end, ", text);
  EXPECT_EQ(text.size(), 10u);
  EXPECT_TRUE(decoder->decode("\r\n.\r\n", text).ended);
  EXPECT_EQ(text.size(), 10u);
}

std::string encode(std::string_view text, std::size_t piece) {
  DataEncoder encoder;
  std::string wire;
  for (std::size_t at = 0; at < text.size(); at += piece)
    encoder.encode(text.substr(at, piece), wire);
  encoder.finish(wire);
  return wire;
}

TEST(Encoder, DoublesDotsAndEndsTheText) {
  const std::pair<const char*, const char*> known[] = {
      {"", ".\r\n"},
      {"a\r\n", "a\r\n.\r\n"},
      {"a", "a\r\n.\r\n"},
      {".\r\n..a\r\nb.c\r\n", "..\r\n...a\r\nb.c\r\n.\r\n"},
      {"a\n.\nb\r.\r\n", "a\r\n..\r\nb\r\n..\r\n.\r\n"},
      {"a\r\r\n\n", "a\r\n\r\n\r\n.\r\n"}};
  for (const auto& [text, wire] : known) {
    for (std::size_t piece = 1; piece <= 8; ++piece) EXPECT_EQ(encode(text, piece), wire);
  }
}

TEST(Encoder, IsWhatTheDecoderUndoes) {
  for (const std::string text : {"a\r\n.\r\n..\r\n.b\r\n\r\n", "\r\n.\r\n", "x\r\n"}) {
    const Decoded decoded = decode(encode(text, 2), 3);
    EXPECT_EQ(decoded.text, text);
    EXPECT_EQ(decoded.fault, DataFault::none);
  }
}

}  // namespace
}  // namespace mailtown::smtp
