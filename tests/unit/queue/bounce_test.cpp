#include "queue/bounce.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "queue/reports.h"

namespace mailtown::queue {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Letter sample_letter() {
  return {.id = "Q1",
          .sender = {"ivanov", "example.org"},
          .recipients = {{.address = {"kozlov", "example.com"}},
                         {.address = {"petrov", "example.com"}}},
          .arrived = WallTime(std::chrono::hours(24 * 365 * 40))};
}

Attempt refused() {
  return {.recipient = 0,
          .ending = Ending::failed,
          .relay = "mx1.example.com[192.0.2.7]:25",
          .reply = "550 5.1.1 No such user\r\nX-Injected: yes"};
}

ReportFacts facts(ReportKind kind = ReportKind::failed) {
  return {.kind = kind,
          .to = {"ivanov", "example.org"},
          .hostname = "mx.example.org",
          .boundary = "REPORT1",
          .now = sample_letter().arrived + 1h,
          .retry_until = sample_letter().arrived + 120h,
          .original_header = "Subject: Hello\r\n"};
}

TEST(Bounce, HasTheFieldsOfRfc3464) {
  const auto text = report_message(sample_letter(), {refused()}, facts());
  EXPECT_THAT(text, StartsWith("From: Mail Delivery System <MAILER-DAEMON@mx.example.org>\r\n"));
  EXPECT_THAT(text, HasSubstr("To: <ivanov@example.org>\r\n"));
  EXPECT_THAT(text, HasSubstr("report-type=delivery-status"));
  EXPECT_THAT(text, HasSubstr("\r\n\r\nFinal-Recipient: rfc822; kozlov@example.com\r\n"
                              "Action: failed\r\n"
                              "Status: 5.1.1\r\n"
                              "Remote-MTA: dns; mx1.example.com\r\n"
                              "Diagnostic-Code: smtp; 550 5.1.1 No such user"));
  EXPECT_THAT(text, HasSubstr("Reporting-MTA: dns; mx.example.org\r\n"));
  EXPECT_THAT(text, HasSubstr("Content-Type: text/rfc822-headers\r\n\r\nSubject: Hello\r\n"));
  EXPECT_THAT(text, Not(HasSubstr("petrov"))) << "nothing is wrong with that recipient";
  EXPECT_TRUE(text.ends_with("--REPORT1--\r\n"));
}

TEST(Bounce, ARepliesLineEndsStayInOneField) {
  const auto text = report_message(sample_letter(), {refused()}, facts());
  EXPECT_THAT(text, Not(HasSubstr("\r\nX-Injected")));
}

TEST(Bounce, EveryLineEndsWithCrlf) {
  const auto text = report_message(sample_letter(), {refused()}, facts());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_bare = text[i] == '\n' && text[i - 1] != '\r';
    EXPECT_FALSE(is_bare) << text.substr(0, i);
  }
}

TEST(Bounce, TellsEachConversationOnce) {
  auto one = refused(), other = refused();
  other.recipient = 1;
  one.transcript = other.transcript = std::make_shared<const std::vector<std::string>>(
      std::vector<std::string>{">>> DATA", "<<< 554 5.6.0 No\r\nX-Injected: yes"});
  const auto text = report_message(sample_letter(), {one, other}, facts());
  const auto first = text.find("While talking to mx1.example.com[192.0.2.7]:25:\r\n>>> DATA\r\n");
  EXPECT_NE(first, text.npos);
  EXPECT_EQ(text.find("While talking", first + 1), text.npos);
  EXPECT_THAT(text, Not(HasSubstr("\r\nX-Injected")));
}

TEST(Bounce, CallsNothingSmtpThatWasNotSaidInSmtp) {
  auto attempt = refused();
  attempt.relay = "none";
  attempt.reply = "550 5.1.2 There is no such domain";
  EXPECT_THAT(report_message(sample_letter(), {attempt}, facts()),
              HasSubstr("Diagnostic-Code: x-mailtown; 550 5.1.2"));
  attempt.relay = refused().relay;
  attempt.reply = "timed out";
  attempt.expired = true;
  const auto text = report_message(sample_letter(), {attempt}, facts());
  EXPECT_THAT(text, HasSubstr("Diagnostic-Code: x-mailtown; timed out"));
  EXPECT_THAT(text, HasSubstr("Status: 4.4.7"));
}

TEST(Bounce, ADelayIsNoFailure) {
  auto attempt = refused();
  attempt.ending = Ending::deferred;
  attempt.reply = "451 4.7.1 Not now";
  const auto text = report_message(sample_letter(), {attempt}, facts(ReportKind::delayed));
  EXPECT_THAT(text, HasSubstr("Action: delayed\r\nStatus: 4.7.1\r\n"));
  EXPECT_THAT(text, HasSubstr("Will-Retry-Until: "));
  EXPECT_THAT(text, Not(HasSubstr("Action: failed")));
}

TEST(Status, ComesFromTheReplyOrFitsTheEnding) {
  Attempt attempt{.ending = Ending::failed, .reply = "550 5.7.1 Denied"};
  EXPECT_EQ(status_of(attempt), "5.7.1");
  attempt.reply = "550 Denied";
  EXPECT_EQ(status_of(attempt), "5.0.0");
  attempt.reply = "550";
  EXPECT_EQ(status_of(attempt), "5.0.0");
  attempt = {.ending = Ending::deferred, .reply = "timed out"};
  EXPECT_EQ(status_of(attempt), "4.4.1");
}

TEST(ReportGoal, IsTheSenderThenThePostmasterThenNobody) {
  config::Config config;
  config.hostname = "mx.example.org";
  config.local_domains = {"example.org"};
  auto letter = sample_letter();
  EXPECT_EQ(report_goal(letter, config).outcome->to.to_string(), "ivanov@example.org");
  letter.sender = {};
  const auto second = report_goal(letter, config);
  EXPECT_EQ(second.outcome->to.to_string(), "postmaster@example.org");
  EXPECT_EQ(second.outcome->kind, ReportKind::double_failed);
  letter.recipients = {{.address = {"postmaster", "example.org"}}};
  EXPECT_FALSE(report_goal(letter, config).outcome);
  EXPECT_EQ(report_goal(letter, config).evidence.rule, "report.to-nobody");
}

}  // namespace
}  // namespace mailtown::queue
