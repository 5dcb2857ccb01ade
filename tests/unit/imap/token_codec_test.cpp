#include "imap/token_codec.h"

#include <gtest/gtest.h>

namespace mailtown::imap {
namespace {

TEST(TokenReader, ReadsTheThreeFormsOfAnAstring) {
  TokenReader in("abc \"d \\\"e\\\"\" {5}\r\nf\r\ngh");
  EXPECT_EQ(in.astring("a"), "abc");
  in.space();
  EXPECT_EQ(in.astring("b"), "d \"e\"");
  in.space();
  EXPECT_EQ(in.astring("c"), "f\r\ngh");
  EXPECT_TRUE(in.done(0));
}

TEST(TokenReader, RemembersTheFirstFaultAndReadsNothingMore) {
  TokenReader in("abc");
  in.expect('(');
  EXPECT_TRUE(in.failed());
  EXPECT_EQ(in.atom("a word"), "");
  EXPECT_EQ(in.number("a number"), 0u);
  in.fail("another fault");
  EXPECT_EQ(in.done(1).error().text, "'(' is missing");
  EXPECT_EQ(in.done(1).error().status, Status::bad);
}

TEST(TokenReader, WantsNothingBehindTheLastWord) {
  TokenReader in("abc def");
  in.atom("a word");
  EXPECT_FALSE(in.done(0));
}

TEST(TokenReader, RefusesBrokenStrings) {
  const std::string nul("{1}\r\n\0", 6);
  for (const std::string& text :
       {std::string("\"abc"), std::string("\"a\\b\""), std::string("\"a\\"),
        std::string("\"\xc3\x84\""), std::string("{3}\r\nab"), std::string("{3}ab"),
        std::string("{3"), std::string("{}\r\n"), std::string("{-1}\r\n"),
        std::string("{99999999999999999999}\r\n"), nul, std::string("")}) {
    TokenReader in(text);
    in.astring("a string");
    EXPECT_TRUE(in.failed()) << "took " << text;
  }
}

TEST(TokenReader, TakesLiteralsWithPlus) {
  TokenReader in("{2+}\r\nab");
  EXPECT_EQ(in.string("a string"), "ab");
  EXPECT_FALSE(in.failed());
}

TEST(TokenReader, KeepsNumbersInTheirRange) {
  EXPECT_EQ(TokenReader("4294967295").number("n"), 4294967295u);
  for (const char* text : {"4294967296", "18446744073709551616", "x", "", "-1"}) {
    TokenReader in(text);
    in.number("a number");
    EXPECT_TRUE(in.failed()) << "took " << text;
  }
  TokenReader in("0");
  in.nonzero_number("a message number");
  EXPECT_TRUE(in.failed());
}

TEST(TokenReader, AtomsEndAtSpecials) {
  for (const char* text : {"a(b", "a)b", "a{b", "a%b", "a*b", "a\"b", "a\\b", "a]b", "a b",
                           "a\x7f"
                           "b"}) {
    EXPECT_EQ(TokenReader(text).atom("a word"), "a") << text;
  }
  EXPECT_EQ(TokenReader("a]b").astring("a word"), "a]b");
}

}  // namespace
}  // namespace mailtown::imap
