#include "mime/envelope.h"

#include <gtest/gtest.h>

namespace mailtown::mime {
namespace {

// "name|route|mailbox|host" of each, none being "-".
std::string shown(const AddressList& list) {
  std::string all;
  const auto put = [&all](const std::optional<std::string>& part, const char* end) {
    all += part.value_or("-") + end;
  };
  for (const EnvelopeAddress& address : list) {
    put(address.name, "|");
    put(address.route, "|");
    put(address.mailbox, "|");
    put(address.host, "\n");
  }
  return all;
}

std::string parsed(std::string_view field) {
  return shown(parse_address_list(field));
}

TEST(AddressList, OfUsualForms) {
  EXPECT_EQ(parsed("ivanov@example.org"), "-|-|ivanov|example.org\n");
  EXPECT_EQ(parsed("Ivan Ivanov <ivanov@example.org>, <k@example.com>"),
            "Ivan Ivanov|-|ivanov|example.org\n-|-|k|example.com\n");
  EXPECT_EQ(parsed("\"Ivanov, \\\"I.\\\" \" <\"a b\"@[192.0.2.1]>"),
            "Ivanov, \"I.\" |-|a b|[192.0.2.1]\n");
  EXPECT_EQ(parsed("=?utf-8?B?0JjQstCw0L0=?= <i@example.org>"),
            "=?utf-8?B?0JjQstCw0L0=?=|-|i|example.org\n");
}

TEST(AddressList, Groups) {  // RFC 3501 §7.4.2
  EXPECT_EQ(parsed("A Group:Ed <e@example.org>,joe@example.org; x@example.org"),
            "-|-|A Group|-\nEd|-|e|example.org\n-|-|joe|example.org\n-|-|-|-\n"
            "-|-|x|example.org\n");
  EXPECT_EQ(parsed("undisclosed-recipients:;"), "-|-|undisclosed-recipients|-\n-|-|-|-\n");
  EXPECT_EQ(parsed("open: a@example.org"), "-|-|open|-\n-|-|a|example.org\n-|-|-|-\n");
}

TEST(AddressList, Comments) {
  EXPECT_EQ(parsed("ivanov@example.org (Ivan (the first) Ivanov)"),
            "Ivan (the first) Ivanov|-|ivanov|example.org\n");
  EXPECT_EQ(parsed("Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>"),
            "Pete|-|pete|silly.test\n");  // RFC 5322 §A.5
}

TEST(AddressList, ObsoleteForms) {  // RFC 5322 §4.4, §A.6
  EXPECT_EQ(parsed("Joe Q. Public <john . q . public@example . com>"),
            "Joe Q. Public|-|john.q.public|example.com\n");
  EXPECT_EQ(parsed("Mary <@node.test, @b.example.org:mary@example.net>, , j@example.org"),
            "Mary|@node.test,@b.example.org|mary|example.net\n-|-|j|example.org\n");
}

TEST(AddressList, WhatIsNoAddressIsShownAllTheSame) {
  EXPECT_EQ(parsed("Ivan ivanov@example.org"), "Ivan|-|ivanov|example.org\n");
  EXPECT_EQ(parsed("just words"), "-|-|just words|\n");
  EXPECT_EQ(parsed("<>"), "-|-||\n");
  EXPECT_EQ(parsed("a@b@c, d@example.org"), "-|-|a|b\n-|-|d|example.org\n");
  EXPECT_EQ(parsed("a@example.org junk here"), "-|-|a|example.org\n");
  EXPECT_EQ(parsed("a@example.org; b@example.org"), "-|-|a|example.org\n-|-|b|example.org\n");
  EXPECT_EQ(parsed("Ivan <ivanov@example.org"), "Ivan|-|ivanov|example.org\n");
}

TEST(AddressList, SurvivesAnything) {
  for (const char* field : {"",     ",",   ";",    ":",      "::::", "<",  ">", "@",
                            "<@",   "<@a", "<@a:", "<@:@>",  "(",    "\"", "[", "a:b:c:;;;",
                            ",,,;", "\\",  "(\\",  "<<<>>>", ".@.",  "@,@"}) {
    parse_address_list(field);
  }
  std::string many, groups;
  for (int i = 0; i < 20'000; ++i) {
    many += "a@b,";
    groups += "a:;";
  }
  EXPECT_EQ(parse_address_list(many).size(), addresses_max);
  EXPECT_LE(parse_address_list(groups).size(), addresses_max + 2);
}

TEST(Envelope, FillsInTheSender) {
  const message::Header header{{{"FROM", "i@example.org"},
                                {"to", "k@example.com"},
                                {"Subject", "first"},
                                {"Subject", "second"},
                                {"Sender", ""}}};
  const Envelope envelope = make_envelope(header);
  EXPECT_EQ(shown(envelope.sender), "-|-|i|example.org\n");
  EXPECT_EQ(envelope.reply_to, envelope.from);
  EXPECT_EQ(shown(envelope.to), "-|-|k|example.com\n");
  EXPECT_TRUE(envelope.cc.empty());
  EXPECT_EQ(envelope.subject, "first");
  EXPECT_FALSE(envelope.message_id);
}

}  // namespace
}  // namespace mailtown::mime
