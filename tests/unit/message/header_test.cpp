#include "message/header.h"

#include <gtest/gtest.h>

namespace mailtown::message {
namespace {

TEST(Header, ParsesFieldsInOrder) {
  const Header header =
      parse_header("From: Ivanov <ivanov@example.org>\r\nTo:kozlov@example.com\r\n\r\nBody: no");
  ASSERT_EQ(header.fields.size(), 2u);
  EXPECT_EQ(header.fields[0], (HeaderField{"From", "Ivanov <ivanov@example.org>"}));
  EXPECT_EQ(header.fields[1], (HeaderField{"To", "kozlov@example.com"}));
}

TEST(Header, Unfolds) {
  const Header header = parse_header("Subject: a\r\n\tlong\r\n  one \r\nX: y\r\n");
  ASSERT_EQ(header.fields.size(), 2u);
  EXPECT_EQ(header.fields[0].value, "a\tlong  one");
}

TEST(Header, FindsInAnyCase) {
  const Header header = parse_header("message-id: <1@example.org>\n\n");
  ASSERT_NE(header.find("Message-ID"), nullptr);
  EXPECT_EQ(*header.find("Message-ID"), "<1@example.org>");
  EXPECT_EQ(header.find("Date"), nullptr);
}

TEST(Header, LeavesOutWhatIsNoField) {
  const Header header = parse_header(
      "\tfolded from nowhere\r\nno colon\r\n\tand its continuation\r\n: nameless\r\n"
      "na me: x\r\nOld : fine\r\nTo: a:b\r\n");
  ASSERT_EQ(header.fields.size(), 2u);
  EXPECT_EQ(header.fields[0], (HeaderField{"Old", "fine"}));
  EXPECT_EQ(header.fields[1], (HeaderField{"To", "a:b"}));
}

TEST(HeaderSize, EndsBeforeTheEmptyLine) {
  EXPECT_EQ(header_size("A: b\r\n\r\nbody"), 6u);
  EXPECT_EQ(header_size("A: b\n\nbody"), 5u);
  EXPECT_EQ(header_size("\r\nbody"), 0u);
}

TEST(HeaderSize, IsNoneBeforeTheEmptyLineHasCome) {
  for (const char* text : {"", "A: b", "A: b\r\n", "A: b\r\n\r", "\r"}) {
    EXPECT_EQ(header_size(text), no_header_end) << text;
  }
}

}  // namespace
}  // namespace mailtown::message
