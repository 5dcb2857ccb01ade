#include "mime/charset.h"

#include <gtest/gtest.h>

#include "mime/case_folding.h"
#include "mime/utf8.h"

namespace mailtown::mime {
namespace {

TEST(Charset, OfManyAges) {
  EXPECT_EQ(to_utf8("KOI8-R", "\xF0\xD2\xC9\xD7\xC5\xD4"), "Привет");
  EXPECT_EQ(to_utf8("windows-1251", "\xCF\xF0\xE8\xE2\xE5\xF2"), "Привет");
  EXPECT_EQ(to_utf8("iso-8859-5", "\xBF\xE0\xD8\xD2\xD5\xE2"), "Привет");
  EXPECT_EQ(to_utf8("cp866", "\x8F\xE0\xA8\xA2\xA5\xE2"), "Привет");
  EXPECT_EQ(to_utf8("iso-2022-jp", "\x1B$B$3$s\x1B(B"), "こん");
  EXPECT_EQ(to_utf8("us-ascii", "plain"), "plain");
}

TEST(Charset, UnknownNamesAndTricksAreNone) {
  for (const char* name : {"", "no-such", "utf-8//IGNORE", "char", "WCHAR_T", "a b", "../../x"}) {
    EXPECT_EQ(to_utf8(name, "x"), std::nullopt) << name;
  }
}

TEST(Charset, BrokenBytesAreReplaced) {
  EXPECT_EQ(to_utf8("utf-8", "a\xFF\xC0\x80z"), "a\uFFFD\uFFFD\uFFFDz");
  EXPECT_EQ(to_utf8("utf-8", "cut \xD0"), "cut \uFFFD");
  EXPECT_EQ(to_utf8("shift_jis", "a\xFF"), "a\uFFFD");
  EXPECT_EQ(to_utf8("utf-16be", std::string_view("\0a\0", 3)), "a\uFFFD");
}

TEST(Charset, PiecesMayEndAnywhere) {
  const std::string text = "Привет, €𝄞 мир";
  for (std::size_t size = 1; size < 9; ++size) {
    auto decoder = CharsetDecoder::make("utf-8");
    auto wide = CharsetDecoder::make("utf-16le");
    std::string out, from_wide;
    for (std::size_t at = 0; at < text.size(); at += size) {
      decoder->decode(std::string_view(text).substr(at, size), out);
      EXPECT_TRUE(is_utf8(out));
    }
    decoder->finish(out);
    EXPECT_EQ(out, text);
    const std::string_view bytes("\x1F\x04\x34\xD8\x1E\xDD", 6);  // П and a pair of surrogates
    for (std::size_t at = 0; at < bytes.size(); at += size) {
      wide->decode(bytes.substr(at, size), from_wide);
    }
    wide->finish(from_wide);
    EXPECT_EQ(from_wide, "П𝄞");
  }
}

TEST(Utf8, OnlyShortestFormsWithoutSurrogates) {
  for (const char* good : {"", "a", "ж", "€", "𝄞", "\xF4\x8F\xBF\xBF"}) EXPECT_TRUE(is_utf8(good));
  for (const char* bad : {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                          "\xF8\x88\x80\x80\x80", "\xD0", "\xE2\x82", "\xD0z"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
  EXPECT_EQ(repaired_utf8("a\xED\xA0\x80z"), "a\uFFFD\uFFFD\uFFFDz");
}

TEST(CaseFolding, OfTheScriptsWithCase) {
  EXPECT_EQ(fold_case("Hello ПРИВЕТ ЁЖ Їжак ÀÉÖ Łódź ŽŸ ΣΊΣΥΦΟΣ Җ"),
            "hello привет ёж їжак àéö łódź žÿ σίσυφοσ җ");
  EXPECT_EQ(fold_case("×÷ß日本 123"), "×÷ß日本 123");
  // Small letters are what they are folded to.
  for (const std::string_view text : {"привет ёж ў џ", "àéöþ łźżž", "αωσ", "ґҗӂӈ"}) {
    EXPECT_EQ(fold_case(text), text);
  }
}

}  // namespace
}  // namespace mailtown::mime
