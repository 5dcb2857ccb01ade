// What the insides tell, without drawing them.
#include <functional>

#include <gtest/gtest.h>

#include "tests/unit/reader/sample_trace.h"
#include "tests/unit/reader/trace_builder.h"
#include "visualizer/insides/mailboxes.h"
#include "visualizer/insides/sheet.h"
#include "visualizer/insides/states.h"

namespace mailtown::view {
namespace {

Endpoint end(const char* text) {
  return *Endpoint::parse(text);
}

std::string told(const Sheet& sheet) {
  std::string text;
  for (const SheetLine& line : sheet.lines) {
    text += line.label + "|" + line.aside + "|" + line.detail + "\n";
    for (const Chip& chip : line.chips) text += "chip " + chip.words + "\n";
  }
  return text;
}

const SheetLine* find(const Sheet& sheet, std::string_view label) {
  for (const SheetLine& line : sheet.lines) {
    if (line.label.find(label) != std::string::npos) return &line;
  }
  return nullptr;
}

class InsidesTest : public testing::Test {
 protected:
  InsidesTest() : run_(ShownRun::make({reader::sample_trace(), {}}, {}).value()), view_(*run_) {}

  template <class Payload>
  Step first(const std::function<bool(const Payload&)>& fits = [](const Payload&) {
    return true;
  }) {
    for (Step step = 1; step <= run_->last(); ++step) {
      const auto* payload = std::get_if<Payload>(&run_->reading().event(step).payload);
      if (payload && fits(*payload)) return step;
    }
    return 0;
  }

  std::unique_ptr<ShownRun> run_;
  View view_;
};

TEST_F(InsidesTest, EveryInsideTellsSomethingAtEveryStepInBothLanguages) {
  for (const Language language : {Language::english, Language::russian}) {
    view_.set_language(language);
    for (Step step = 1; step <= run_->last(); ++step) {
      view_.go(step);
      for (const auto& make : {names_sheet, routing_sheet, policy_sheet, queue_sheet,
                               mailboxes_sheet, accounts_sheet, disk_sheet}) {
        const Sheet sheet = make(view_);
        EXPECT_FALSE(sheet.lines.empty()) << step;
        EXPECT_EQ(told(sheet).find("«ui."), std::string::npos) << step << "\n" << told(sheet);
        for (const SheetLine& line : sheet.lines) EXPECT_LE(line.step, step);
      }
    }
  }
}

TEST_F(InsidesTest, TheStatesOfAConversationAreThoseSoFar) {
  const Step step = first<trace::SessionState>();
  const auto conversation = run_->joined().at(step).conversation;
  const auto changes = states_until(*run_, conversation, step);
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].step, step);
  EXPECT_TRUE(states_until(*run_, conversation, step - 1).empty());
  EXPECT_TRUE(states_until(*run_, 0, step).empty());
}

TEST(States, TransitionsOfATableGoFromEachLegalStateAndJoinVerbs) {
  const trace::SessionTable table{"smtp",
                                  "server",
                                  {"greeted", "ready", "mail"},
                                  {{"EHLO", {"greeted", "ready"}, "ready", ""},
                                   {"HELO", {"greeted"}, "ready", ""},
                                   {"MAIL", {"ready"}, "mail", ""},
                                   {"RSET", {"mail"}, "ready", ""},
                                   {"NOOP", {"mail"}, "", ""}}};
  const std::vector<Transition> expected{{0, 1, "EHLO, HELO"}, {1, 2, "MAIL"}, {2, 1, "RSET"}};
  EXPECT_EQ(transitions_of(table), expected);
  EXPECT_EQ(staying_verbs(table, "ready"), (std::vector<std::string>{"EHLO"}));
  EXPECT_EQ(staying_verbs(table, "mail"), (std::vector<std::string>{"NOOP"}));
  EXPECT_TRUE(staying_verbs(table, "nowhere").empty());
}

TEST_F(InsidesTest, RoutingHasTheChosenOne) {
  const Step step = first<trace::Decision>(
      [](const trace::Decision& decision) { return decision.about == "route"; });
  ASSERT_NE(step, 0u);
  view_.go(step);
  const Sheet sheet = routing_sheet(view_);
  const auto& decision = std::get<trace::Decision>(run_->reading().event(step).payload);
  const SheetLine* chosen = find(sheet, decision.outcome);
  ASSERT_TRUE(chosen) << told(sheet);
  EXPECT_EQ(chosen->sign, Sign::check);
  view_.go(step - 1);
  EXPECT_FALSE(find(routing_sheet(view_), decision.outcome)) << "not yet decided";
}

TEST_F(InsidesTest, TheReceivedChainGrowsHopByHop) {
  const Step filed = first<trace::Delivered>();
  ASSERT_NE(filed, 0u);
  view_.go(filed);
  const std::uint32_t letter = letter_looked_at(view_);
  ASSERT_NE(letter, 0u);
  EXPECT_EQ(letters_filed(view_), std::vector<std::uint32_t>{letter});
  const Sheet sheet = mailboxes_sheet(view_);
  EXPECT_TRUE(find(sheet, "MAIL FROM\n<ivanov@example.org>")) << told(sheet);
  view_.go(1);
  EXPECT_TRUE(letters_filed(view_).empty());
  choose_letter(view_, 1);
  EXPECT_EQ(view_.chosen_letter(), 0u) << "there is none to choose";
}

TEST_F(InsidesTest, ASelectedMachineIsTheOnlyOneInFocus) {
  EXPECT_GT(machines_in_focus(view_).size(), 1u);
  view_.select("mx1.example.com");
  EXPECT_EQ(machines_in_focus(view_), std::vector<std::string>{"mx1.example.com"});
}

TEST_F(InsidesTest, DurationsHaveTheirTwoLargestUnits) {
  EXPECT_EQ(duration_words(view_, 0), "0 seconds");
  EXPECT_EQ(duration_words(view_, 59'999'999), "59 seconds");
  EXPECT_EQ(duration_words(view_, 3'600'000'000), "1 hour");
  EXPECT_EQ(duration_words(view_, 3'725'000'000), "1 hour 2 minutes");
  EXPECT_EQ(duration_words(view_, 90'000'000'000), "1 day 1 hour");
}

TEST(Names, ACacheRunsDown) {
  reader::TraceBuilder b;
  b.machine("resolver.example.org", "example.org", "192.0.2.53", {"resolver"});
  const auto resolver = b.program("resolver.example.org", "resolver");
  b.add(resolver, 0, 0, {}, trace::ProgramStarted{"resolver", ""});
  b.add(
      resolver, 0, 0, {},
      trace::DnsCacheStored{"example.com", "MX", "answer", 100, {"example.com. 100 IN MX 10 a."}});
  b.wait(75'000'000);
  b.add(resolver, 0, 0, {}, trace::DnsCacheHit{"example.com", "MX", "answer", 25, {}});
  b.wait(26'000'000);
  b.add(resolver, 0, 0, {}, trace::ProgramStopped{"resolver", "cleanly"});
  const auto run = ShownRun::make({std::move(b.trace), {}}, {}).value();
  View view(*run);
  const auto share = [&](Step step) {
    view.go(step);
    const Sheet sheet = names_sheet(view);
    const SheetLine* line = find(sheet, "example.com MX");
    return line ? line->left_share : -1;
  };
  const auto aside = [&](Step step) {
    view.go(step);
    const Sheet sheet = names_sheet(view);
    for (const SheetLine& line : sheet.lines) {
      if (line.label == "example.com MX") return line.aside;
    }
    return std::string();
  };
  EXPECT_EQ(share(1), -1);
  EXPECT_FLOAT_EQ(share(2), 1);
  EXPECT_FLOAT_EQ(share(3), 0.25f);
  EXPECT_EQ(aside(3), "25 seconds");
  EXPECT_EQ(aside(4), "too old");
}

TEST(Policy, AStageThatSaysNoIsMarked) {
  reader::TraceBuilder b;
  b.machine("spam.test", "spam.test", "10.0.1.1", {"user"});
  b.machine("mail.example.org", "example.org", "192.0.2.1", {"mta"});
  const auto user = b.program("spam.test", "user"), mta = b.program("mail.example.org", "mta");
  reader::Talk talk(b, user, mta, end("10.0.1.1:4000"), end("192.0.2.1:25"), "smtp", "", 0);
  talk.client_says("EHLO spam.test");
  talk.client_says("MAIL FROM:<a@example.com>");
  const Step before = b.trace.events.size();
  trace::Decision no;
  no.about = "policy.ptr";
  no.subject = "mail";
  no.outcome = "reject";
  no.reply = "550 5.7.25 no";
  no.rule = "ptr.other-domain";
  talk.server_does(no);
  const auto run = ShownRun::make({std::move(b.trace), {}}, {}).value();
  View view(*run);
  const auto chips = [&](Step step) {
    view.go(step);
    for (const SheetLine& line : policy_sheet(view).lines) {
      if (line.kind == SheetLine::Kind::chips) return line.chips;
    }
    return std::vector<Chip>{};
  };
  const auto open = chips(before);
  ASSERT_EQ(open.size(), 5u);
  EXPECT_EQ(open[1].tone, Tone::good);
  EXPECT_EQ(open[2].tone, Tone::now);
  EXPECT_EQ(open[3].tone, Tone::quiet);
  EXPECT_EQ(chips(run->last())[2].tone, Tone::bad);
}

TEST(Queue, CountsDownToTheNextTryAndToTheEnd) {
  reader::TraceBuilder b;
  b.trace.header.start =
      WallTime(std::chrono::sys_days(std::chrono::year(2026) / 3 / 2)) + std::chrono::hours(10);
  b.machine("mx.test", "test", "192.0.2.1", {"mta"});
  const auto queue = [&b](trace::QueueStep step) { b.add(0, 0, 0, "L1", std::move(step)); };
  queue({.step = "accepted", .sender = "a@test", .recipient = "b@other.test"});
  trace::Decision retry;
  retry.about = "retry";
  retry.subject = "L1";
  retry.inputs = {{"age", "0s"}, {"limit", "5d"}};
  b.add(0, 0, 0, "L1", retry);
  queue({.step = "deferred",
         .recipient = "b@other.test",
         .next_try = "Mon, 02 Mar 2026 10:15:00 +0000",
         .attempt = 1});
  b.wait(150'000'000);
  b.add(0, 0, 0, {}, trace::FaultStruck{"mx.test", "down", ""});
  const auto run = ShownRun::make({std::move(b.trace), {}}, {}).value();
  View view(*run);
  view.go(3);
  EXPECT_TRUE(find(queue_sheet(view), "Next try in 15 minutes, at 10:15:00"))
      << told(queue_sheet(view));
  view.go(4);
  const Sheet sheet = queue_sheet(view);
  const SheetLine* next = find(sheet, "Next try in 12 minutes 30 seconds, at 10:15:00");
  ASSERT_TRUE(next) << told(sheet);
  EXPECT_NEAR(next->left_share, 750.0 / 900, 0.01);
  EXPECT_TRUE(find(sheet, "Given up in 4 days 23 hours, at 2026-03-07 10:00:00")) << told(sheet);
}

TEST(Accounts, EverybodyIsListedWithWhatHappened) {
  reader::TraceBuilder b;
  b.machine("mx.test", "test", "192.0.2.1", {"mta", "mda"});
  b.trace.header.machines[0].users = {
      {"full@test", {}, 1000}, {"idle@test", {"lazy@test"}, 0}, {"wrong@test", {}, 0}};
  b.add(0, 0, 0, {}, trace::Delivered{"full@test", "test/full", "1.a", 800});
  trace::Decision no;
  no.about = "login";
  no.subject = "wrong@test";
  no.outcome = "refused";
  no.rule = "login.locked-out";
  no.inputs = {{"client", "192.0.2.9"}};
  b.add(1, 0, 0, {}, no);
  const auto run = ShownRun::make({std::move(b.trace), {}}, {}).value();
  View view(*run);
  view.go(2);
  const Sheet sheet = accounts_sheet(view);
  const auto* wrong = find(sheet, "wrong@test");
  ASSERT_TRUE(wrong) << told(sheet);
  EXPECT_EQ(wrong->aside, "0 log-ins · 1 refused · locked out");
  EXPECT_EQ(wrong->sign, Sign::cross);
  ASSERT_TRUE(find(sheet, "idle@test"));
  EXPECT_EQ(find(sheet, "idle@test")->aside, "has not logged in");
  EXPECT_TRUE(find(sheet, "also lazy@test")) << told(sheet);
  const auto* quota = find(sheet, "1 letter in the mailbox, 800 of 1000 bytes at most");
  ASSERT_TRUE(quota) << told(sheet);
  EXPECT_FLOAT_EQ(quota->left_share, 0.8f);
}

TEST(Disks, AFileIsToldWithWhatAPowerLossWouldTake) {
  reader::TraceBuilder b;
  b.machine("mx.test", "test", "192.0.2.1", {"mta"});
  const auto disk = [&b](trace::DiskStep step, trace::EventNumber cause = 0) {
    return b.add(0, cause, 0, {}, std::move(step));
  };
  disk({.step = "created", .path = "queue/1"});
  disk({.step = "appended", .path = "queue/1", .bytes = 800, .size = 800});
  const auto synced = disk({.step = "synced", .path = "queue/1", .size = 800});
  disk({.step = "folder-synced", .path = "queue"}, synced);
  disk({.step = "appended", .path = "queue/1", .bytes = 200, .size = 1000});
  b.add(0, 0, 0, {}, trace::MachineCrashed{"mx.test"});
  const auto run = ShownRun::make({std::move(b.trace), {}}, {}).value();
  View view(*run);
  const auto at = [&](Step step) {
    view.go(step);
    return disk_sheet(view);
  };
  const Sheet written = at(2);
  const SheetLine* file = find(written, "queue/1");
  ASSERT_TRUE(file) << told(written);
  EXPECT_EQ(file->aside, "800 of 800 bytes lost");
  EXPECT_EQ(file->sign, Sign::cross);
  EXPECT_EQ(file->tone, Tone::now);
  EXPECT_NE(file->detail.find("the file may be gone"), std::string::npos);
  EXPECT_EQ(find(at(3), "queue/1")->aside, "800 bytes");
  const Sheet safe = at(4);
  EXPECT_EQ(find(safe, "queue/1")->sign, Sign::check);
  EXPECT_EQ(find(safe, "queue/1")->detail, "");
  const Sheet grown = at(5);
  EXPECT_EQ(find(grown, "queue/1")->aside, "200 of 1000 bytes lost");
  EXPECT_FLOAT_EQ(find(grown, "queue/1")->left_share, 0.8f);
  const Sheet dead = at(6);
  EXPECT_TRUE(find(dead, "nobody has told what is left")) << told(dead);
  EXPECT_EQ(find(dead, "mx.test")->aside, "no power: what was in memory is gone");
}

TEST(Disks, OfManySafeFilesTheLastOnesAreNamed) {
  reader::TraceBuilder b;
  b.machine("mx.test", "test", "192.0.2.1", {"mta"});
  trace::EventNumber last = 0;
  for (int i = 0; i < 20; ++i) {
    const std::string path = "mail/" + std::to_string(100 + i);
    b.add(0, 0, 0, {}, trace::DiskStep{.step = "created", .path = path});
    last = b.add(0, 0, 0, {},
                 trace::DiskStep{.step = "appended", .path = path, .bytes = 10, .size = 10});
    last = b.add(0, last, 0, {}, trace::DiskStep{.step = "all-synced"});
  }
  const auto run = ShownRun::make({std::move(b.trace), {}}, {}).value();
  View view(*run);
  view.go(run->last());
  const Sheet sheet = disk_sheet(view);
  EXPECT_TRUE(find(sheet, "mail/119")) << told(sheet);
  EXPECT_FALSE(find(sheet, "mail/100"));
  EXPECT_TRUE(find(sheet, "12 files more with 120 bytes")) << told(sheet);
}

}  // namespace
}  // namespace mailtown::view
