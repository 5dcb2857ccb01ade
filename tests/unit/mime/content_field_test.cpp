#include "mime/content_field.h"

#include <gtest/gtest.h>

namespace mailtown::mime {
namespace {

Parameters parameters_of(std::string_view value) {
  return parse_content_field(value).parameters;
}

TEST(ContentField, IsAWordAndParameters) {
  const ContentField field =
      parse_content_field("Text (a (nested) comment) / Plain ; Charset = \"koi8-r\" (old);x=y");
  EXPECT_EQ(field.word, "text/plain");
  EXPECT_EQ(field.parameters, (Parameters{{"charset", "koi8-r"}, {"x", "y"}}));
}

TEST(ContentField, QuotedStringsMayHoldAnything) {
  EXPECT_EQ(parameters_of("a/b; name=\"x; y=\\\"z\\\\\""), (Parameters{{"name", "x; y=\"z\\"}}));
  EXPECT_EQ(parameters_of("a/b; name=\"never ended; x=y"),
            (Parameters{{"name", "never ended; x=y"}}));
}

TEST(ContentField, ForgivesWhatProgramsDo) {
  EXPECT_EQ(parameters_of("a/b; boundary=--=_1/2:3; ; =x; lonely; name=two words; c=d"),
            (Parameters{{"boundary", "--=_1/2:3"}, {"name", "two"}, {"c", "d"}}));
  EXPECT_EQ(parameters_of("a/b; x=1; X=2"), (Parameters{{"x", "1"}}));
}

TEST(ContentField, JoinsContinuations) {  // RFC 2231 §3
  EXPECT_EQ(parameters_of("a/b; n*1=\"two \"; n*0=\"one \"; n*2=three; n*4=lost"),
            (Parameters{{"n", "one two three"}}));
  EXPECT_TRUE(parameters_of("a/b; n*1=headless").empty());
}

TEST(ContentField, KeepsCharsetsAsBodystructureTellsThem) {  // RFC 2231 §4.1
  const Parameters parameters =
      parameters_of("a/b; t*0*=us-ascii'en'This%20is; t*1*=%20more%20; t*2=\"fun 100%\"");
  EXPECT_EQ(parameters, (Parameters{{"t*", "us-ascii'en'This%20is%20more%20fun%20100%25"}}));
  EXPECT_EQ(parameter_text(parameters, "t"), "This is more fun 100%");
}

TEST(ContentField, ParametersForPeople) {
  EXPECT_EQ(parameter_text(parameters_of("a; f=plain; f*=koi8-r''%CF%D4%DE%A3%D4"), "f"), "отчёт");
  EXPECT_EQ(parameter_text(parameters_of("a; f=\"=?koi8-r?Q?=CF=D4=DE=A3=D4?=.txt\""), "f"),
            "отчёт.txt");
  EXPECT_EQ(parameter_text(parameters_of("a; f*=no-such-charset''%41%FF"), "f"), "A\uFFFD");
  EXPECT_EQ(parameter_text(parameters_of("a; f*=just%41"), "f"), "justA");
  EXPECT_EQ(parameter_text(parameters_of("a; f=x"), "g"), std::nullopt);
}

TEST(ContentField, SurvivesAnything) {
  for (const char* value : {"", ";", "((((", "\"", "a/b;x=\\", ";*=;*0=;**=", "a;x*99999999999=y",
                            "a;x*-1=y", "\\(", "(\\"}) {
    parse_content_field(value);
  }
  std::string many = "a/b";
  for (int i = 0; i < 10'000; ++i) many += ";p" + std::to_string(i) + "=v";
  EXPECT_EQ(parameters_of(many).size(), parameters_max);
}

}  // namespace
}  // namespace mailtown::mime
