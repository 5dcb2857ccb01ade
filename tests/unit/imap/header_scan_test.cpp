#include "imap/header_scan.h"

#include <gtest/gtest.h>

namespace mailtown::imap {
namespace {

const std::string header =
    "Received: from a\r\n\tby b\r\nSubject: one\r\n two\r\nno field\r\nTO : c\r\nsubject: "
    "again\r\n\r\n";

std::string filtered(const std::string& text, Section::Text kind, std::vector<std::string> fields,
                     std::size_t piece) {
  Section section;
  section.text = kind;
  section.fields = std::move(fields);
  HeaderFilter filter(section);
  std::string passed;
  for (std::size_t at = 0; at < text.size(); at += piece) {
    filter.feed(std::string_view(text).substr(at, piece), passed);
  }
  filter.finish(passed);
  return passed;
}

TEST(HeaderFilter, LetsTheNamedFieldsPassWhereverThePiecesEnd) {
  for (std::size_t piece = 1; piece <= header.size(); ++piece) {
    EXPECT_EQ(filtered(header, Section::Text::header_fields, {"SUBJECT", "to"}, piece),
              "Subject: one\r\n two\r\nTO : c\r\nsubject: again\r\n\r\n");
    EXPECT_EQ(filtered(header, Section::Text::header_fields_not, {"Subject"}, piece),
              "Received: from a\r\n\tby b\r\nno field\r\nTO : c\r\n\r\n");
  }
}

TEST(HeaderFilter, EndsWithAnEmptyLineInAnyCase) {
  EXPECT_EQ(filtered("", Section::Text::header_fields, {"a"}, 1), "\r\n");
  EXPECT_EQ(filtered("a: b", Section::Text::header_fields, {"a"}, 9), "a: b\r\n\r\n");
  EXPECT_EQ(filtered("a: b\r\n", Section::Text::header_fields, {"c"}, 2), "\r\n");
  EXPECT_EQ(filtered("a", Section::Text::header_fields_not, {"c"}, 2), "a\r\n\r\n");
}

TEST(HeaderFilter, KeepsNoEndlessName) {
  const std::string text(1 << 20, 'x');
  EXPECT_EQ(filtered(text, Section::Text::header_fields, {"a"}, 4096), "\r\n");
}

TEST(HeaderEnd, IsTheEmptyLine) {
  HeaderEnd whole;
  whole.feed(header + "body\r\n\r\n");
  EXPECT_TRUE(whole.found());
  EXPECT_EQ(whole.size(), header.size());
  HeaderEnd bytewise;
  for (const char c : std::string("a: b\n\nbody")) bytewise.feed({&c, 1});
  EXPECT_EQ(bytewise.size(), 6u);
  HeaderEnd none;
  none.feed("a: b\r\nc");
  EXPECT_FALSE(none.found());
  EXPECT_EQ(none.size(), 7u);
  HeaderEnd body_only;
  body_only.feed("\r\nbody");
  EXPECT_EQ(body_only.size(), 2u);
}

}  // namespace
}  // namespace mailtown::imap
