#include <gtest/gtest.h>

#include "mime/structure_parser.h"

namespace mailtown::mime {
namespace {

std::string_view cut(std::string_view message, const Extent& extent) {
  return message.substr(extent.begin, extent.size());
}

constexpr std::string_view nested =
    "From: Ivanov <ivanov@example.org>\r\n"
    "Subject: outer\r\n"
    "Content-Type: multipart/mixed; boundary=\"out er\"\r\n"
    "\r\n"
    "preamble\r\n"
    "--out er\r\n"
    "\r\n"
    "plain\r\n"
    "--out er  \r\n"
    "Content-Type: message/rfc822\r\n"
    "Content-Description: forwarded\r\n"
    "\r\n"
    "Subject: inner\r\n"
    "Content-Type: multipart/alternative; boundary=in\r\n"
    "\r\n"
    "--in\r\n"
    "Content-Type: text/plain; charset=koi8-r\r\n"
    "Content-Transfer-Encoding: Quoted-Printable\r\n"
    "\r\n"
    "one\r\ntwo\r\n\r\n"
    "--in\r\n"
    "Content-Type: TEXT/HTML\r\n"
    "\r\n"
    "<p>\r\n"
    "--in--\r\n"
    "epilogue within\r\n"
    "--out er--\r\n"
    "epilogue\r\n";

TEST(Structure, OfAPlainMessage) {
  const std::string_view message = "Subject: hello\r\n\r\nline\r\nline without end";
  const Part part = parse_structure(message);
  EXPECT_EQ(cut(message, part.header), "Subject: hello\r\n\r\n");
  EXPECT_EQ(cut(message, part.body), "line\r\nline without end");
  EXPECT_EQ(part.header.lines, 2u);
  EXPECT_EQ(part.body.lines, 1u);
  EXPECT_EQ(part.type + "/" + part.subtype, "text/plain");
  EXPECT_EQ(part.parameters, (Parameters{{"charset", "us-ascii"}}));
  ASSERT_TRUE(part.envelope);
  EXPECT_EQ(part.envelope->subject, "hello");
}

TEST(Structure, OfAMessageWithinAMessage) {
  const Part part = parse_structure(nested);
  EXPECT_EQ(part.subtype, "mixed");
  ASSERT_EQ(part.children.size(), 2u);
  EXPECT_EQ(cut(nested, part.children[0].header), "\r\n");
  EXPECT_EQ(cut(nested, part.children[0].body), "plain");
  EXPECT_EQ(part.children[0].body.lines, 0u);

  const Part& holder = part.children[1];
  EXPECT_TRUE(holder.is_message());
  EXPECT_FALSE(holder.envelope);
  EXPECT_EQ(holder.description, "forwarded");
  ASSERT_EQ(holder.children.size(), 1u);
  const Part& inner = holder.children[0];
  EXPECT_EQ(inner.header.begin, holder.body.begin);
  EXPECT_EQ(inner.body.end, holder.body.end);
  ASSERT_TRUE(inner.envelope);
  EXPECT_EQ(inner.envelope->subject, "inner");
  ASSERT_EQ(inner.children.size(), 2u);
  EXPECT_EQ(inner.children[0].encoding, "quoted-printable");
  EXPECT_EQ(cut(nested, inner.children[0].body), "one\r\ntwo\r\n");
  EXPECT_EQ(inner.children[0].body.lines, 2u);
  EXPECT_EQ(inner.children[1].type, "text");
  EXPECT_EQ(inner.children[1].subtype, "html");
  EXPECT_EQ(cut(nested, inner.children[1].body), "<p>");
}

TEST(Structure, SectionsLeadThroughMessages) {
  const Part part = parse_structure(nested);
  EXPECT_EQ(find_part(part, {}), &part);
  EXPECT_EQ(find_part(part, {1}), &part.children[0]);
  EXPECT_EQ(find_part(part, {2}), &part.children[1]);
  EXPECT_EQ(find_part(part, {2, 2}), &part.children[1].children[0].children[1]);
  EXPECT_EQ(find_part(part, {3}), nullptr);
  EXPECT_EQ(find_part(part, {0}), nullptr);
  EXPECT_EQ(find_part(part, {1, 1}), nullptr);
  EXPECT_EQ(find_part(part, {2, 2, 1}), nullptr);

  const Part plain = parse_structure("Subject: x\n\nbody");
  EXPECT_EQ(find_part(plain, {1}), &plain);
  EXPECT_EQ(find_part(plain, {2}), nullptr);
  EXPECT_EQ(find_part(plain, {1, 1}), nullptr);

  const Part holder = parse_structure("Content-Type: message/rfc822\n\nSubject: x\n\nbody");
  EXPECT_EQ(find_part(holder, {1}), &holder);
  EXPECT_EQ(find_part(holder, {1, 1}), &holder.children[0]);
}

TEST(Structure, IsTheSameHoweverTheMessageIsCut) {
  const Part whole = parse_structure(nested);
  for (std::size_t size = 1; size < 40; ++size) {
    StructureParser parser;
    for (std::size_t at = 0; at < nested.size(); at += size) parser.feed(nested.substr(at, size));
    EXPECT_EQ(parser.finish(), whole) << size;
  }
}

TEST(Structure, OfAFileWithBareLineEndsHasTheSameWireSizes) {
  std::string bare(nested);
  for (std::size_t at; (at = bare.find('\r')) != std::string::npos;) bare.erase(at, 1);
  const auto compare = [](const Part& with_cr, const Part& without, const auto& self) -> void {
    EXPECT_EQ(with_cr.header.wire_size(), without.header.wire_size());
    EXPECT_EQ(with_cr.body.wire_size(), without.body.wire_size());
    EXPECT_EQ(with_cr.body.lines, without.body.lines);
    EXPECT_EQ(with_cr.envelope, without.envelope);
    ASSERT_EQ(with_cr.children.size(), without.children.size());
    for (std::size_t i = 0; i < with_cr.children.size(); ++i) {
      self(with_cr.children[i], without.children[i], self);
    }
  };
  compare(parse_structure(nested), parse_structure(bare), compare);
}

TEST(Structure, PartsOfADigestAreMessages) {
  const Part part = parse_structure(
      "Content-Type: multipart/digest; boundary=b\n\n"
      "--b\n\nSubject: first\n\none\n--b\nContent-Type: text/plain\n\ntwo\n--b--\n");
  ASSERT_EQ(part.children.size(), 2u);
  ASSERT_TRUE(part.children[0].is_message());
  EXPECT_EQ(part.children[0].children[0].envelope->subject, "first");
  EXPECT_EQ(part.children[1].type, "text");
}

TEST(Structure, KnowsTheContentFields) {
  const Part part = parse_structure(
      "Content-Type: application/pdf; name=a.pdf\n"
      "content-disposition: ATTACHMENT; filename*=utf-8''%D0%BE%D1%82%D1%87%D1%91%D1%82.pdf\n"
      "Content-Transfer-Encoding: base64 (as usual)\n"
      "Content-ID: <1@example.org>\n"
      "Content-Language: en, ru\n"
      "Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==\n"
      "Content-Location: http://example.org/a.pdf\n\n");
  EXPECT_EQ(part.type + "/" + part.subtype, "application/pdf");
  EXPECT_EQ(part.encoding, "base64");
  EXPECT_EQ(part.id, "<1@example.org>");
  EXPECT_EQ(part.languages, (std::vector<std::string>{"en", "ru"}));
  EXPECT_EQ(part.md5, "Q2hlY2sgSW50ZWdyaXR5IQ==");
  EXPECT_EQ(part.location, "http://example.org/a.pdf");
  ASSERT_TRUE(part.disposition);
  EXPECT_EQ(part.disposition->type, "attachment");
  EXPECT_EQ(parameter_text(part.disposition->parameters, "filename"), "отчёт.pdf");
}

TEST(Structure, TheLongestBoundaryCountsThenTheInnermost) {
  const std::string_view message =
      "Content-Type: multipart/mixed; boundary=a\n\n"
      "--a\nContent-Type: multipart/mixed; boundary=ab\n\n"
      "--ab\n\ninner\n--ab--\n"
      "--a\n\nouter\n--a--\n";
  const Part part = parse_structure(message);
  ASSERT_EQ(part.children.size(), 2u);
  ASSERT_EQ(part.children[0].children.size(), 1u);
  EXPECT_EQ(cut(message, part.children[0].children[0].body), "inner");
  EXPECT_EQ(cut(message, part.children[1].body), "outer");
}

}  // namespace
}  // namespace mailtown::mime
