#include "mime/searcher.h"

#include <gtest/gtest.h>

#include "mime/needle.h"
#include "mime/structure_parser.h"

namespace mailtown::mime {
namespace {

using Where = SearchKey::Where;

constexpr std::string_view letter =
    "From: =?koi8-r?B?6dfBzs/X?= <ivanov@example.org>\r\n"
    "Subject: =?utf-8?B?0J7RgtGH0ZHRgg==?= of the year\r\n"
    "X-Empty:\r\n"
    "Content-Type: multipart/mixed; boundary=b\r\n"
    "\r\n"
    "preamble\r\n"
    "--b\r\n"
    "Content-Type: text/plain; charset=windows-1251\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n"
    "\r\n"
    "=CF=D0=C8=\r\n=C2=C5=D2, Kozlov\r\n"
    "--b\r\n"
    "Content-Type: application/octet-stream\r\n"
    "Content-Transfer-Encoding: base64\r\n"
    "\r\n"
    "c2VjcmV0\r\n"
    "--b\r\n"
    "Content-Type: message/rfc822\r\n"
    "\r\n"
    "Subject: forwarded\r\n"
    "Content-Transfer-Encoding: base64\r\n"
    "\r\n"
    "aW5uZXIg\r\ndGV4dA==\r\n"
    "--b--\r\n";

bool finds(std::string_view message, SearchKey key, std::size_t piece = 4096) {
  const Part part = parse_structure(message);
  Searcher searcher(part, {std::move(key)});
  for (std::size_t at = 0; at < message.size(); at += piece) {
    searcher.feed(message.substr(at, piece));
  }
  searcher.finish();
  return searcher.found(0);
}

bool in_header(std::string field, std::string needle) {
  return finds(letter, {Where::header, std::move(field), std::move(needle)});
}

bool in_body(std::string needle) {
  return finds(letter, {Where::body, "", std::move(needle)});
}

bool anywhere(std::string needle) {
  return finds(letter, {Where::everywhere, "", std::move(needle)});
}

TEST(Searcher, DecodesFields) {
  EXPECT_TRUE(in_header("subject", "ОТЧЁТ OF"));
  EXPECT_TRUE(in_header("From", "иванов"));
  EXPECT_TRUE(in_header("From", "@EXAMPLE.org"));
  EXPECT_FALSE(in_header("Subject", "иванов"));
  EXPECT_FALSE(in_header("Subject", "forwarded"));  // the message's within
  EXPECT_TRUE(in_header("X-Empty", ""));
  EXPECT_FALSE(in_header("X-None", ""));
}

TEST(Searcher, DecodesContent) {
  EXPECT_TRUE(in_body("привет, козлов") || in_body("ПРИВЕТ, kozlov"));
  EXPECT_TRUE(in_body("inner text"));
  EXPECT_TRUE(in_body("subject: forwarded"));
  EXPECT_FALSE(in_body("of the year"));
  EXPECT_FALSE(in_body("secret"));        // no text
  EXPECT_FALSE(in_body("aW5uZXIg"));      // not as it was encoded
  EXPECT_FALSE(in_body("kozlovsecret"));  // not across parts
  EXPECT_TRUE(in_body(""));
}

TEST(Searcher, TextIsBoth) {
  EXPECT_TRUE(anywhere("of the year"));
  EXPECT_TRUE(anywhere("inner"));
  EXPECT_FALSE(anywhere("nowhere"));
}

TEST(Searcher, PiecesMayEndAnywhere) {
  for (std::size_t piece = 1; piece < 30; ++piece) {
    EXPECT_TRUE(finds(letter, {Where::body, "", "привет, k"}, piece)) << piece;
    EXPECT_TRUE(finds(letter, {Where::header, "subject", "отчёт of"}, piece)) << piece;
    EXPECT_TRUE(finds(letter, {Where::everywhere, "", "inner text"}, piece)) << piece;
  }
}

TEST(Searcher, ManyKeysAtOnce) {
  const Part part = parse_structure(letter);
  Searcher searcher(part, {{Where::body, "", "kozlov"},
                           {Where::header, "from", "kozlov"},
                           {Where::header, "from", "ivanov"}});
  EXPECT_FALSE(searcher.is_done());
  searcher.feed(letter);
  searcher.finish();
  EXPECT_TRUE(searcher.is_done());
  EXPECT_TRUE(searcher.found(0));
  EXPECT_FALSE(searcher.found(1));
  EXPECT_TRUE(searcher.found(2));
}

TEST(Searcher, UnknownCharsetsAreSearchedAsTheyAre) {
  EXPECT_TRUE(
      finds("Content-Type: text/plain; charset=x-none\n\nplain words", {Where::body, "", "plain"}));
}

TEST(Needle, IsFoundWhereItOverlapsItself) {
  Needle needle("aabaab");
  EXPECT_FALSE(needle.is_in("aabaaab"));
  EXPECT_TRUE(needle.is_in("aabaab"));
  needle.start();
  EXPECT_FALSE(needle.is_in("aabaa"));
  EXPECT_TRUE(needle.is_in("b"));
  EXPECT_TRUE(Needle("").is_in(""));
}

TEST(Searcher, WorkGrowsWithTheMessage) {
  const auto steps = [](std::size_t size) {
    const std::string message = "\n" + std::string(size, 'a');
    const Part part = parse_structure(message);
    std::string needle(1000, 'a');
    needle.push_back('b');
    Searcher searcher(part, {{Where::body, "", needle}});
    searcher.feed(message);
    searcher.finish();
    return searcher.steps();
  };
  EXPECT_LE(steps(1'000'000), 11 * steps(100'000));
}

}  // namespace
}  // namespace mailtown::mime
