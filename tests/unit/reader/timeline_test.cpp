#include "simulator/reader/timeline.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/reader/header_lines.h"
#include "tests/unit/reader/sample_trace.h"
#include "tests/unit/reader/trace_builder.h"

namespace mailtown::reader {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

// Enough of a state to tell two apart.
std::string sketch(const WorldState& state) {
  std::string text = fmt::format("{} {}", state.step, state.time_us);
  for (const auto& [number, connection] : state.connections) {
    text += fmt::format("|{}:{}:{}", number, connection.server_state, connection.lines.size());
  }
  for (const auto& [machine, queue] : state.queues) {
    for (const auto& [id, letter] : queue) text += fmt::format("|{}/{}", machine, id);
  }
  for (const auto& [where, messages] : state.mailboxes) {
    text += fmt::format("|{}:{}", where.second, messages.size());
  }
  for (const auto& [machine, cache] : state.dns_caches) text += fmt::format("|{}", cache.size());
  return text;
}

// The sample again and again, so that there are several keyframes.
trace::Trace long_trace() {
  auto trace = sample_trace();
  const auto once = trace.events;
  for (int round = 1; round < 5; ++round) {
    for (auto event : once) {
      event.time_us += round * 600'000'000ll;
      trace.events.push_back(std::move(event));
    }
  }
  return trace;
}

TEST(Timeline, GivesTheSameStateFromEverywhere) {
  const Reading reading{long_trace()};
  std::vector<std::string> forward;
  auto state = initial_state(reading);
  forward.push_back(sketch(state));
  while (state.step < reading.steps()) {
    apply_next(state, reading);
    forward.push_back(sketch(state));
  }
  Timeline timeline(reading);
  for (Step step = reading.steps() + 1; step-- > 0;) {
    ASSERT_EQ(sketch(timeline.at(step)), forward[step]) << "backwards, step " << step;
  }
  for (Step step = 0; step <= reading.steps(); step += 37) {
    ASSERT_EQ(sketch(timeline.at((step * 7919) % (reading.steps() + 1))),
              forward[(step * 7919) % (reading.steps() + 1)]);
  }
  EXPECT_EQ(timeline.at(reading.steps() + 100).step, reading.steps());
}

TEST(Timeline, FindsTheStepOfATime) {
  const Reading reading{sample_trace()};
  const Timeline timeline(reading);
  EXPECT_EQ(timeline.step_at(-1), 0u);
  EXPECT_EQ(timeline.step_at(0), 4u) << "four programs start at once";
  EXPECT_EQ(timeline.step_at(1'000'000'000'000), reading.steps());
}

class SampleStates : public testing::Test {
 protected:
  // The state after the first event that `matches`.
  template <class Kind, class Matches>
  const WorldState& after(Matches matches) {
    for (Step step = 1; step <= reading.steps(); ++step) {
      const auto* payload = std::get_if<Kind>(&reading.event(step).payload);
      if (payload && matches(*payload)) return timeline.at(step);
    }
    throw std::logic_error("no such event");
  }
  const WorldState& after_line(const std::string& text) {
    return after<trace::LineSent>([&](const auto& line) { return line.text == text; });
  }

  const Reading reading{sample_trace()};
  Timeline timeline{reading};
};

TEST_F(SampleStates, BeforeTheFirstEventNothingRuns) {
  const auto& state = timeline.at(0);
  EXPECT_THAT(state.machines, SizeIs(7));
  for (const auto& [name, machine] : state.machines) {
    for (const auto& [number, program] : machine.programs) EXPECT_FALSE(program.running) << name;
  }
}

TEST_F(SampleStates, AnOpenConnectionShowsBothSidesAndTheLastLines) {
  const auto& state = after_line("MAIL FROM:<ivanov@example.org>");
  ASSERT_THAT(state.connections, SizeIs(1));
  const auto& connection = state.connections.begin()->second;
  EXPECT_EQ(connection.client, "pc.example.org");
  EXPECT_EQ(connection.server, "mail.example.org");
  EXPECT_EQ(connection.server_state, "greeted");
  EXPECT_TRUE(connection.accepted);
  ASSERT_FALSE(connection.lines.empty());
  EXPECT_EQ(connection.lines.back().text, "MAIL FROM:<ivanov@example.org>");
  EXPECT_TRUE(connection.lines.back().from_client);
  EXPECT_FALSE(connection.lines.front().from_client);
}

TEST_F(SampleStates, TheQueueHoldsTheLetterUntilItIsGone) {
  const auto& trying =
      after<trace::QueueStep>([](const auto& queue) { return queue.step == "trying"; });
  const auto& queued = trying.queues.at("mail.example.org").at("A1");
  EXPECT_EQ(queued.sender, "ivanov@example.org");
  ASSERT_THAT(queued.recipients, SizeIs(1));
  EXPECT_EQ(queued.recipients[0].status, "trying");
  EXPECT_EQ(queued.recipients[0].relay, "mx1.example.com[198.51.100.10]");
  const auto& end = timeline.at(reading.steps());
  EXPECT_THAT(end.queues.at("mail.example.org"), IsEmpty());
  EXPECT_THAT(end.queues.at("mx1.example.com"), IsEmpty());
}

TEST_F(SampleStates, TheMailboxGetsTheLetterOnce) {
  const auto& end = timeline.at(reading.steps());
  const auto& messages = end.mailboxes.at({"mx1.example.com", "example.com/kozlov"});
  ASSERT_THAT(messages, SizeIs(1));
  EXPECT_EQ(messages[0].letter, 1u);
  EXPECT_EQ(messages[0].bytes, 572u);
  EXPECT_FALSE(messages[0].seen);
}

TEST_F(SampleStates, TheResolverRemembers) {
  const auto& end = timeline.at(reading.steps());
  const auto& entry = end.dns_caches.at("resolver.example.org").at({"example.com", "MX"});
  EXPECT_THAT(entry.records, SizeIs(2));
  EXPECT_EQ(entry.expires_us, reading.event(entry.stored).time_us + 3600'000'000ll);
}

TEST_F(SampleStates, NothingIsOpenAtTheEnd) {
  EXPECT_THAT(timeline.at(reading.steps()).connections, IsEmpty());
}

TEST(WorldStates, ACrashEndsProgramsAndTheirEndsOfConnections) {
  TraceBuilder builder;
  builder.machine("a.example.org", "", "192.0.2.1", {"user"});
  builder.machine("b.example.org", "", "192.0.2.2", {"mta"});
  builder.add(1, 0, 0, {}, trace::ProgramStarted{"mta", ""});
  Talk talk(builder, 0, 1, *Endpoint::parse("192.0.2.1:4000"), *Endpoint::parse("192.0.2.2:25"),
            "smtp", "b.example.org", 0);
  builder.add(0, 0, 0, {}, trace::MachineCrashed{"b.example.org"});
  const Reading reading(std::move(builder.trace));
  Timeline timeline(reading);
  const auto& state = timeline.at(reading.steps());
  EXPECT_FALSE(state.machines.at("b.example.org").up);
  EXPECT_FALSE(state.machines.at("b.example.org").programs.at(1).running);
  ASSERT_THAT(state.connections, SizeIs(1)) << "the client does not know yet";
  EXPECT_FALSE(state.connections.begin()->second.server_program);
  EXPECT_TRUE(state.connections.begin()->second.client_program);
}

TEST(WorldStates, AMessageIsSeenUnderItsNewNameAndRemoved) {
  TraceBuilder builder;
  builder.machine("b.example.org", "", "192.0.2.2", {"mda"});
  const auto change = [&](const char* change, const char* message) {
    builder.add(0, 0, 0, {}, trace::MailboxChanged{"example.org/i", change, message});
  };
  change("added", "17.x.b");
  change("seen", "cur/17.x.b:2,S");
  change("removed", "17.x.b:2,S");
  const Reading reading(std::move(builder.trace));
  Timeline timeline(reading);
  const std::pair<std::string, std::string> box{"b.example.org", "example.org/i"};
  ASSERT_THAT(timeline.at(2).mailboxes.at(box), SizeIs(1));
  EXPECT_TRUE(timeline.at(2).mailboxes.at(box)[0].seen);
  EXPECT_THAT(timeline.at(3).mailboxes.at(box), IsEmpty());
}

TEST(WorldStates, ACrashForgetsWhatTheResolverRemembered) {
  TraceBuilder builder;
  builder.machine("r.example.org", "", "192.0.2.3", {"resolver"});
  builder.add(0, 0, 0, {}, trace::DnsCacheStored{"example.com", "A", "answer", 60, {"x"}});
  builder.add(0, 0, 0, {}, trace::MachineCrashed{"r.example.org"});
  const Reading reading(std::move(builder.trace));
  Timeline timeline(reading);
  EXPECT_THAT(timeline.at(1).dns_caches.at("r.example.org"), SizeIs(1));
  EXPECT_FALSE(timeline.at(2).dns_caches.contains("r.example.org"));
}

TEST(WorldStates, AnAccountCountsItsLogIns) {
  TraceBuilder builder;
  builder.machine("b.example.org", "", "192.0.2.2", {"mda"});
  const auto login = [&](const char* outcome, const char* rule) {
    trace::Decision decision;
    decision.about = "login";
    decision.subject = "i@example.org";
    decision.outcome = outcome;
    decision.rule = rule;
    decision.inputs = {{"login", "i@example.org"}, {"client", "192.0.2.100"}};
    builder.add(0, 0, 0, {}, decision);
  };
  login("refused", "login.wrong");
  login("refused", "login.locked-out");
  login("accepted", "login.right");
  const Reading reading(std::move(builder.trace));
  Timeline timeline(reading);
  const std::pair<std::string, std::string> who{"b.example.org", "i@example.org"};
  EXPECT_THAT(timeline.at(0).accounts, IsEmpty());
  EXPECT_EQ(timeline.at(2).accounts.at(who).refused, 2u);
  EXPECT_TRUE(timeline.at(2).accounts.at(who).locked_out);
  const AccountState& end = timeline.at(3).accounts.at(who);
  EXPECT_EQ(end.accepted, 1u);
  EXPECT_FALSE(end.locked_out);
  EXPECT_EQ(end.client, "192.0.2.100");
  EXPECT_EQ(end.last, 3u);
}

TEST(WorldStates, AQueuedRecipientKeepsItsFailedTries) {
  TraceBuilder builder;
  builder.machine("b.example.org", "", "192.0.2.2", {"mta"});
  const auto step = [&](const char* what, std::uint64_t attempt, const char* reply) {
    trace::QueueStep queue;
    queue.step = what;
    queue.recipient = "k@example.com";
    queue.attempt = attempt;
    queue.reply = reply;
    builder.add(0, 0, 0, "Q1", queue);
  };
  step("accepted", 0, "");
  step("trying", 1, "");
  step("deferred", 1, "451 later");
  step("trying", 2, "");
  step("deferred", 2, "452 full");
  const Reading reading(std::move(builder.trace));
  Timeline timeline(reading);
  const auto tries = [&](Step at) {
    return timeline.at(at).queues.at("b.example.org").at("Q1").recipients.at(0).tries;
  };
  EXPECT_THAT(tries(2), IsEmpty());
  ASSERT_THAT(tries(5), SizeIs(2));
  EXPECT_EQ(tries(5)[0].reply, "451 later");
  EXPECT_EQ(tries(5)[1].attempt, 2u);
  EXPECT_EQ(tries(5)[1].step, 5u);
}

TEST(HeaderLines, AreUnfoldedAndDecodedInTheirOrder) {
  const auto lines = header_lines(
      "Received: from a\\x0d\n\\x09by b\\x0d\nSubject: =?utf-8?B?0J/RgNC40LLQtdGC?=\\x0d\n"
      "\\x0d\nNo: header\\x0d\n");
  ASSERT_THAT(lines, SizeIs(2));
  EXPECT_EQ(lines[0].name, "Received");
  EXPECT_EQ(lines[0].value, "from a by b");
  EXPECT_EQ(lines[1].value, "\u041f\u0440\u0438\u0432\u0435\u0442");
  EXPECT_THAT(header_lines("no header"), IsEmpty());
}

}  // namespace
}  // namespace mailtown::reader
