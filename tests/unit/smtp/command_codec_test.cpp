#include "smtp/command_codec.h"

#include <gtest/gtest.h>

namespace mailtown::smtp {
namespace {

TEST(SplitLine, TakesTheVerbInAnyCase) {
  EXPECT_EQ(split_line("mail FROM:<a@b>  ").verb, "MAIL");
  EXPECT_EQ(split_line("mail FROM:<a@b>  ").arguments, "FROM:<a@b>");
  EXPECT_EQ(split_line("QUIT").arguments, "");
  EXPECT_EQ(split_line("").verb, "");
  EXPECT_EQ(split_line("  ").verb, "");
}

TEST(ParseMail, ReadsItsParameters) {
  const auto mail = parse_mail("FROM:<ivanov@example.org> SIZE=123 BODY=8bitmime AUTH=<>");
  ASSERT_TRUE(mail);
  EXPECT_EQ(mail->sender.to_string(), "ivanov@example.org");
  EXPECT_EQ(mail->size, 123u);
  EXPECT_TRUE(mail->eight_bit);
  EXPECT_FALSE(parse_mail("FROM:<a@b.example> BODY=7BIT")->eight_bit);
  EXPECT_TRUE(parse_mail("from:<>")->sender.is_null());
}

struct Refused {
  const char* arguments;
  int code;
};

TEST(ParseMail, RefusesTheRest) {
  for (const auto& [arguments, code] :
       std::initializer_list<Refused>{{"", 501},
                                      {"FROM", 501},
                                      {"FROM:", 501},
                                      {"FROM:a@b.example", 501},
                                      {"FROM:<", 501},
                                      {"FROM:<a@b.example", 501},
                                      {"FROM:<a@b.example> ", 501},
                                      {"FROM:<a@b.example>  SIZE=1", 501},
                                      {"FROM:<a@b.example> =1", 501},
                                      {"FROM:<a@b.example> SIZE", 501},
                                      {"FROM:<a@b.example> SIZE=-1", 501},
                                      {"FROM:<a@b.example> SIZE=000000000000000000001", 501},
                                      {"FROM:<a@b.example> X=1", 555}}) {
    const auto mail = parse_mail(arguments);
    ASSERT_FALSE(mail) << arguments;
    EXPECT_EQ(mail.error().code, code) << arguments;
  }
}

TEST(ParseRcpt, DropsTheSourceRoute) {
  EXPECT_EQ(parse_rcpt("TO:<@a.example,@b.example:kozlov@example.com>")->recipient.to_string(),
            "kozlov@example.com");
  for (const char* arguments :
       {"TO:<@a.example:>", "TO:<@:kozlov@example.com>", "TO:<@a.example,:kozlov@example.com>",
        "TO:<@a.example kozlov@example.com>", "TO:<a.example:kozlov@example.com>"}) {
    EXPECT_FALSE(parse_rcpt(arguments)) << arguments;
  }
}

TEST(PrintCommand, IsWhatTheParserReads) {
  const auto round_trip = [](const Command& command) {
    const std::string line = print_command(command);
    const SplitLine split = split_line(line);
    if (split.verb == "MAIL") return print_command(*parse_mail(split.arguments));
    if (split.verb == "RCPT") return print_command(*parse_rcpt(split.arguments));
    if (split.verb == "EHLO") return print_command(*parse_ehlo(split.arguments));
    if (split.verb == "AUTH") return print_command(*parse_auth(split.arguments));
    return split.verb;
  };
  EXPECT_EQ(print_command(Mail{{"a b", "example.org"}, 7, true}),
            "MAIL FROM:<\"a b\"@example.org> SIZE=7 BODY=8BITMIME");
  for (const Command& command : std::initializer_list<Command>{
           Mail{}, Mail{{"a>b", "example.org"}, 7, true}, Rcpt{{"postmaster", ""}},
           Rcpt{{"a\"b", "[192.0.2.1]"}}, Ehlo{"mx.example.org"}, Auth{"PLAIN", "AAA="},
           Auth{"LOGIN", std::nullopt}, Data{}, Rset{}, Quit{}, Noop{}}) {
    EXPECT_EQ(round_trip(command), print_command(command));
  }
}

TEST(Mask, HidesTheInitialResponse) {
  EXPECT_EQ(mask_command("auth PLAIN AGl2YW5vdg=="), "AUTH PLAIN ****");
  EXPECT_EQ(mask_command("AUTH PLAIN"), "AUTH PLAIN");
  EXPECT_EQ(mask_command("MAIL FROM:<a@b>"), "MAIL FROM:<a@b>");
}

}  // namespace
}  // namespace mailtown::smtp
