#include "mime/encoded_word.h"

#include <gtest/gtest.h>

#include "mime/utf8.h"

namespace mailtown::mime {
namespace {

TEST(EncodedWord, BothEncodings) {
  EXPECT_EQ(decode_words("=?utf-8?B?0J/RgNC40LLQtdGC?="), "Привет");
  EXPECT_EQ(decode_words("=?ISO-8859-1?q?Andr=E9_?= Pirard"), "André  Pirard");
  EXPECT_EQ(decode_words("=?koi8-r?b?8NLJ18XU?= (=?windows-1251?q?=EC=E8=F0?=)"), "Привет (мир)");
}

TEST(EncodedWord, WhiteSpaceBetweenWordsVanishes) {  // RFC 2047 §8
  EXPECT_EQ(decode_words("(=?ISO-8859-1?Q?a?=)"), "(a)");
  EXPECT_EQ(decode_words("(=?ISO-8859-1?Q?a?= b)"), "(a b)");
  EXPECT_EQ(decode_words("(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)"), "(ab)");
  EXPECT_EQ(decode_words("(=?ISO-8859-1?Q?a?= \t =?utf-8?Q?b?=)"), "(ab)");
  EXPECT_EQ(decode_words("=?ISO-8859-1?Q?a_b?= "), "a b ");
}

TEST(EncodedWord, ACharacterMayBeCutInTwo) {
  EXPECT_EQ(decode_words("=?utf-8?Q?=D0?= =?UTF-8?Q?=9F?="), "П");
  EXPECT_EQ(decode_words("=?utf-8?Q?=D0?= =?koi8-r?Q?=9F?=").substr(0, 3), "\uFFFD");
}

TEST(EncodedWord, LanguageIsPassedOver) {  // RFC 2231 §5
  EXPECT_EQ(decode_words("=?US-ASCII*EN?Q?Keith_Moore?="), "Keith Moore");
}

TEST(EncodedWord, BrokenOnesStay) {
  for (const char* text :
       {"=?", "=?=", "=?utf-8?", "=?utf-8?Q?", "=?utf-8?Q?abc", "=?utf-8?Q?abc?", "=?utf-8?X?abc?=",
        "=?no-such-charset?Q?abc?=", "=?utf-8?Q?a b?=", "=?utf-8?Q?=4?=", "=?utf-8?Q?=zz?=",
        "=?utf-8?B?!!!?=", "=??Q?a?=", "=?utf-8//translit?Q?a?=", "=?utf-8?Q?=?=", "? =?="}) {
    EXPECT_EQ(decode_words(text), text);
  }
}

TEST(EncodedWord, OtherBytesAreRepaired) {
  EXPECT_EQ(decode_words("caf\xE9"), "caf\uFFFD");
  EXPECT_EQ(decode_words("сырой"), "сырой");
  EXPECT_EQ(decode_words("=?utf-8?Q?=FF=1B[2J=0D=0A?="), "\uFFFD [2J  ");
  const std::string hostile(10'000, '\xFF');
  EXPECT_TRUE(is_utf8(decode_words(hostile)));
}

TEST(EncodedWord, ThereAndBack) {
  EXPECT_EQ(encode_words("Hello, world"), "Hello, world");
  EXPECT_EQ(encode_words("Привет"), "=?UTF-8?B?0J/RgNC40LLQtdGC?=");
  std::string text;
  for (int i = 0; i < 100; ++i) text += "жё€𝄞=?x";
  const std::string encoded = encode_words(text);
  EXPECT_EQ(decode_words(encoded), text);
  for (std::size_t begin = 0; begin < encoded.size();) {
    const std::size_t end = std::min(encoded.find(' ', begin), encoded.size());
    EXPECT_LE(end - begin, 75u);
    begin = end + 1;
  }
}

}  // namespace
}  // namespace mailtown::mime
