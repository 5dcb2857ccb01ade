#include "imap/structure_codec.h"

#include <gtest/gtest.h>

#include "imap/string_codec.h"
#include "mime/structure_parser.h"

namespace mailtown::imap {
namespace {

TEST(PrintString, QuotesWhereItCan) {
  EXPECT_EQ(print_string("a \"b\\"), "\"a \\\"b\\\\\"");
  EXPECT_EQ(print_string(""), "\"\"");
  EXPECT_EQ(print_string("a\r\nb"), "{4}\r\na\r\nb");
  EXPECT_EQ(print_string("\xc3\xa4"), "{2}\r\n\xc3\xa4");
  EXPECT_EQ(print_string(std::string("a\0b", 3)), "{2}\r\nab");
  EXPECT_EQ(print_nstring(std::nullopt), "NIL");
}

TEST(PrintEnvelope, EveryField) {
  const auto message = mime::parse_structure(
      "Date: Mon, 1 Jan 2024 10:00:00 +0000\r\nSubject: Hello\r\n"
      "From: \"Ivan I.\" <ivanov@example.org>\r\nTo: friends: a@example.com, b@example.com;\r\n"
      "Message-ID: <1@example.org>\r\n\r\nHi\r\n");
  EXPECT_EQ(print_envelope(*message.envelope),
            "(\"Mon, 1 Jan 2024 10:00:00 +0000\" \"Hello\" "
            "((\"Ivan I.\" NIL \"ivanov\" \"example.org\")) "
            "((\"Ivan I.\" NIL \"ivanov\" \"example.org\")) "
            "((\"Ivan I.\" NIL \"ivanov\" \"example.org\")) "
            "((NIL NIL \"friends\" NIL)(NIL NIL \"a\" \"example.com\")"
            "(NIL NIL \"b\" \"example.com\")(NIL NIL NIL NIL)) "
            "NIL NIL NIL \"<1@example.org>\")");
}

TEST(PrintStructure, OfPlainText) {
  const auto message = mime::parse_structure("Subject: x\r\n\r\none\r\ntwo\r\n");
  EXPECT_EQ(print_structure(message, false),
            "(\"TEXT\" \"PLAIN\" (\"charset\" \"us-ascii\") NIL NIL \"7BIT\" 10 2)");
  EXPECT_EQ(
      print_structure(message, true),
      "(\"TEXT\" \"PLAIN\" (\"charset\" \"us-ascii\") NIL NIL \"7BIT\" 10 2 NIL NIL NIL NIL)");
}

TEST(PrintStructure, OfAMultipartWithAMessageWithin) {
  const auto message = mime::parse_structure(
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
      "Content-Type: image/png; name=\"a.png\"\r\nContent-Transfer-Encoding: base64\r\n"
      "Content-Disposition: attachment; filename=a.png\r\n\r\nAAAA\r\n--b\r\n"
      "Content-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\nx\r\n--b--\r\n");
  EXPECT_EQ(print_structure(message, false),
            "((\"IMAGE\" \"PNG\" (\"name\" \"a.png\") NIL NIL \"BASE64\" 4)"
            "(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 16 "
            "(NIL \"in\" NIL NIL NIL NIL NIL NIL NIL NIL) "
            "(\"TEXT\" \"PLAIN\" (\"charset\" \"us-ascii\") NIL NIL \"7BIT\" 1 0) 2) \"MIXED\")");
}

}  // namespace
}  // namespace mailtown::imap
