#include "trace/letter_log.h"

#include <chrono>

#include <gtest/gtest.h>

#include "trace/log_sink.h"

namespace mailtown::trace {
namespace {

using namespace std::chrono_literals;

const WallTime ten_o_clock = std::chrono::sys_days{std::chrono::year(2026) / 6 / 1} + 10h;

QueueStep step(const std::string& name) {
  return {.step = name, .sender = "ivanov@example.org", .recipient = "kozlov@example.com"};
}

TEST(LetterLog, TellsALettersWay) {
  LetterLog log;
  EXPECT_EQ(log.line("4F2A", step("accepted"), ten_o_clock),
            "2026-06-01T10:00:00.000Z 4F2A: from=<ivanov@example.org>, to=<kozlov@example.com>, "
            "delay=0.00, status=accepted");
  EXPECT_EQ(log.line("4F2A", step("trying"), ten_o_clock + 1ms), "");
  auto sent = step("sent");
  sent.relay = "mx1.example.com[192.0.2.7]:25";
  sent.reply = "250 2.0.0 Accepted as B7";
  EXPECT_EQ(log.line("4F2A", sent, ten_o_clock + 310ms),
            "2026-06-01T10:00:00.310Z 4F2A: from=<ivanov@example.org>, to=<kozlov@example.com>, "
            "relay=mx1.example.com[192.0.2.7]:25, delay=0.31, status=sent, "
            "reply=\"250 2.0.0 Accepted as B7\"");
}

TEST(LetterLog, SaysWhenTheNextTryComes) {
  LetterLog log;
  auto deferred = step("deferred");
  deferred.reply = "451 4.3.0 later";
  deferred.next_try = "2026-06-01T10:05:00Z";
  EXPECT_EQ(log.line("4F2A", deferred, ten_o_clock),
            "2026-06-01T10:00:00.000Z 4F2A: from=<ivanov@example.org>, to=<kozlov@example.com>, "
            "status=deferred, reply=\"451 4.3.0 later\", next_try=\"2026-06-01T10:05:00Z\"");
}

TEST(LetterLog, TellsDeliveriesAndBounces) {
  LetterLog log;
  EXPECT_EQ(log.line("B7", Delivered{"kozlov@example.com", "example.com/kozlov", "new/1", 100},
                     ten_o_clock),
            "2026-06-01T10:00:00.000Z B7: to=<kozlov@example.com>, mailbox=example.com/kozlov, "
            "status=delivered");
  EXPECT_EQ(log.line("B7", Bounced{"", "nobody@example.com", "550 5.1.1 no such user", "B8"},
                     ten_o_clock),
            "2026-06-01T10:00:00.000Z B7: from=<>, to=<nobody@example.com>, report=B8, "
            "status=bounced, reply=\"550 5.1.1 no such user\"");
}

TEST(LetterLog, ForgetsALetterThatLeftTheQueue) {
  LetterLog log;
  log.line("4F2A", step("accepted"), ten_o_clock);
  log.line("4F2A", step("removed"), ten_o_clock + 1s);
  const auto later = log.line("4F2A", step("sent"), ten_o_clock + 2s);
  EXPECT_EQ(later.find("delay="), later.npos) << later;
}

TEST(LetterLog, NoReplyCanForgeALine) {
  LetterLog log;
  auto sent = step("sent");
  sent.reply = "250 ok\"\n2026-06-01T10:00:00.000Z FAKE: status=sent";
  const auto line = log.line("4F2A", sent, ten_o_clock);
  EXPECT_EQ(line.find('\n'), line.npos) << line;
  EXPECT_NE(line.find("250 ok\\x22\\x0a2026"), line.npos) << line;
}

TEST(LetterLog, WritesUtcWithLeadingZeros) {
  EXPECT_EQ(utc_text(WallTime(0ns)), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(utc_text(WallTime(-1ns)), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(utc_text(std::chrono::sys_days{std::chrono::year(2024) / 2 / 29} + 61s + 5ms),
            "2024-02-29T00:01:01.005Z");
}

class StandingClock : public Clock {
 public:
  Instant now() const override { return {}; }
  WallTime wall() const override { return ten_o_clock; }
  Task<> sleep_until(Instant) override { co_return; }
};

class NumberingSink : public TraceSink {
 public:
  EventNumber record(EventNumber, Conversation, const Text&, Payload payload) override {
    last = std::move(payload);
    return 70 + ++count;
  }
  Conversation new_conversation() override { return 7; }
  bool shows_credentials() const override { return true; }
  Payload last;
  EventNumber count = 0;
};

TEST(LogSink, WritesLinesAndPassesEveryEventOn) {
  const StandingClock clock;
  NumberingSink next;
  std::string written;
  LogSink sink(
      clock, [&](std::string_view line) { written += line; }, &next);
  EXPECT_EQ(sink.record(0, 0, "4F2A", step("trying")), 71u);
  EXPECT_EQ(written, "");
  EXPECT_EQ(sink.record(0, 0, "", ProgramStarted{"mta", "with mx.toml"}), 72u);
  EXPECT_EQ(written, "2026-06-01T10:00:00.000Z mta started with mx.toml\n");
  EXPECT_TRUE(std::holds_alternative<ProgramStarted>(next.last));
  EXPECT_EQ(sink.new_conversation(), 7u);
  EXPECT_TRUE(sink.shows_credentials());
}

TEST(LogSink, CountsByItselfWithoutATrace) {
  const StandingClock clock;
  LogSink sink(
      clock, [](std::string_view) {}, nullptr);
  EXPECT_EQ(sink.record(0, 0, "", step("trying")), 1u);
  EXPECT_EQ(sink.record(0, 0, "", step("trying")), 2u);
  EXPECT_EQ(sink.new_conversation(), 1u);
  EXPECT_FALSE(sink.shows_credentials());
}

// What an operator, or a program that blocks guessers, looks for.
TEST(LetterLog, TellsWhoWasNotLetIn) {
  LetterLog log;
  Decision decision{.about = "login",
                    .subject = "ivanov",
                    .outcome = "refused",
                    .rule = "login.wrong",
                    .inputs = {{"login", "iva\"nov"}, {"client", "192.0.2.7"}}};
  EXPECT_EQ(log.line("", decision, ten_o_clock),
            "2026-06-01T10:00:00.000Z login refused: rule=login.wrong, login=\"iva\\x22nov\", "
            "client=\"192.0.2.7\"");
  decision.outcome = "accepted";
  EXPECT_EQ(log.line("", decision, ten_o_clock), "");
}

}  // namespace
}  // namespace mailtown::trace
