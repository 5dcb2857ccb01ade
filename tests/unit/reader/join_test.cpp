#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/reader/reading.h"
#include "tests/unit/reader/sample_trace.h"
#include "tests/unit/reader/trace_builder.h"

namespace mailtown::reader {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

// The first step of a kind that a machine recorded and that `matches`; 0 if none.
template <class Kind, class Matches>
Step find(const Reading& reading, const std::string& machine, Matches matches) {
  for (Step step = 1; step <= reading.steps(); ++step) {
    const auto* payload = std::get_if<Kind>(&reading.event(step).payload);
    if (payload && reading.machine(step) == machine && matches(*payload)) return step;
  }
  return 0;
}

Step line_received(const Reading& reading, const std::string& machine, const std::string& text) {
  return find<trace::LineReceived>(reading, machine,
                                   [&](const auto& line) { return line.text == text; });
}
Step line_sent(const Reading& reading, const std::string& machine, const std::string& text) {
  return find<trace::LineSent>(reading, machine,
                               [&](const auto& line) { return line.text == text; });
}

class SampleJoin : public testing::Test {
 protected:
  const Reading reading{sample_trace()};
  const Joined& joined = reading.joined();
};

TEST_F(SampleJoin, AQuestionFromASocketOfAnyAddressIsTheMachines) {
  auto trace = sample_trace();
  for (auto& event : trace.events) {
    auto* asked = std::get_if<trace::DnsQuestionSent>(&event.payload);
    auto* heard = std::get_if<trace::DnsAnswerReceived>(&event.payload);
    if (asked) asked->local.address = IpAddress();
    if (heard) heard->local.address = IpAddress();
  }
  const Reading unbound{std::move(trace)};
  const auto question = find<trace::DnsQuestionReceived>(unbound, "resolver.example.org",
                                                         [](const auto&) { return true; });
  const auto& number = unbound.joined().at(question).conversation;
  EXPECT_EQ(unbound.joined().conversations.at(number - 1).client, "mail.example.org");
  for (Step step = 1; step <= reading.steps(); ++step) {
    EXPECT_EQ(unbound.joined().at(step).cause, joined.at(step).cause) << step;
    EXPECT_EQ(unbound.joined().at(step).conversation, joined.at(step).conversation) << step;
  }
}

TEST_F(SampleJoin, SubjectsAreDecoded) {
  auto trace = sample_trace();
  for (auto& event : trace.events) {
    auto* stored = std::get_if<trace::BodyStored>(&event.payload);
    if (stored)
      stored->text = R"(Subject: =?utf-8?B?0J/RgNC40LI=?=\x0d\x0a =?utf-8?B?0LXRgg==?=\x0d\x0a)";
  }
  const Reading decoded{std::move(trace)};
  ASSERT_FALSE(decoded.joined().letters.empty());
  EXPECT_EQ(decoded.joined().letters[0].subject, "Привет");
}

TEST_F(SampleJoin, ALineReceivedFollowsFromTheLineSent) {
  const auto sent = line_sent(reading, "mail.example.org", "EHLO mail.example.org");
  const auto received = line_received(reading, "mx1.example.com", "EHLO mail.example.org");
  ASSERT_NE(received, 0u);
  EXPECT_EQ(joined.at(received).cause, sent);
}

// A fault that answers instead of a server: the server's own count of bytes lacks the command and
// the reply, which only the other end and the fault have seen.
TEST_F(SampleJoin, LinesFindEachOtherAlthoughTheEndsCountDifferently) {
  for (const std::uint64_t shift : {11u, 60u}) {
    auto trace = sample_trace();
    for (auto& event : trace.events) {
      if (trace.header.programs[event.program].machine != "mx1.example.com") continue;
      auto* line = std::get_if<trace::LineReceived>(&event.payload);
      if (line && line->offset >= shift) line->offset -= shift;
      auto* body = std::get_if<trace::BodyReceived>(&event.payload);
      if (body && body->offset >= shift) body->offset -= shift;
    }
    const Reading shifted{std::move(trace)};
    for (Step step = 1; step <= reading.steps(); ++step) {
      const bool heard = std::holds_alternative<trace::LineReceived>(reading.event(step).payload) ||
                         std::holds_alternative<trace::BodyReceived>(reading.event(step).payload);
      if (!heard) continue;
      EXPECT_EQ(shifted.joined().at(step).cause, joined.at(step).cause) << step;
    }
  }
}

TEST_F(SampleJoin, BothEndsOfAConnectionAreOneConversation) {
  const auto sent = line_sent(reading, "mail.example.org", "EHLO mail.example.org");
  const auto received = line_received(reading, "mx1.example.com", "EHLO mail.example.org");
  EXPECT_EQ(joined.at(sent).conversation, joined.at(received).conversation);
  const auto& info = joined.conversations.at(joined.at(sent).conversation - 1);
  EXPECT_EQ(info.client, "mail.example.org");
  EXPECT_EQ(info.server, "mx1.example.com");
  EXPECT_EQ(info.protocol, "smtp");
  EXPECT_EQ(info.host_name, "mx1.example.com");
  EXPECT_EQ(info.server_end.port, 25);
}

TEST_F(SampleJoin, DifferentConnectionsStayApart) {
  EXPECT_NE(joined.at(line_sent(reading, "pc.example.org", "DATA")).conversation,
            joined.at(line_sent(reading, "mail.example.org", "DATA")).conversation);
  std::vector<std::string> protocols;
  for (const auto& info : joined.conversations) protocols.push_back(info.protocol);
  EXPECT_THAT(protocols, ElementsAre("submission", "dns", "dns", "dns", "smtp", "pop3"));
}

TEST_F(SampleJoin, SessionStatesBelongToTheirConnection) {
  const auto state = find<trace::SessionState>(reading, "mx1.example.com",
                                               [](const auto& is) { return is.to == "greeted"; });
  const auto line = line_sent(reading, "mail.example.org", "EHLO mail.example.org");
  EXPECT_EQ(joined.at(state).conversation, joined.at(line).conversation);
}

TEST_F(SampleJoin, AcceptingFollowsFromKnocking) {
  const auto accepted =
      find<trace::Accepted>(reading, "mx1.example.com", [](const auto&) { return true; });
  const auto tried =
      find<trace::ConnectTried>(reading, "mail.example.org", [](const auto&) { return true; });
  EXPECT_EQ(joined.at(accepted).cause, tried);
}

TEST_F(SampleJoin, AQuestionIsOneConversationFromAskerToAnswer) {
  const auto asked = find<trace::DnsQuestionSent>(reading, "resolver.example.org",
                                                  [](const auto& q) { return q.id == 22; });
  const auto answered =
      find<trace::DnsAnswerSent>(reading, "ns1.example.com", [](const auto&) { return true; });
  EXPECT_EQ(joined.at(asked).conversation, joined.at(answered).conversation);
  EXPECT_EQ(joined.conversations.at(joined.at(asked).conversation - 1).subject, "example.com MX");
}

TEST_F(SampleJoin, TheChainOfCausesRunsAcrossMachinesToWhoPressedSend) {
  const auto filed =
      find<trace::Delivered>(reading, "mx1.example.com", [](const auto&) { return true; });
  const auto chain = joined.causes(filed, 1000);
  ASSERT_FALSE(chain.empty());
  EXPECT_TRUE(std::holds_alternative<trace::UserActed>(reading.event(chain.back()).payload));
}

TEST_F(SampleJoin, TheLetterIsOneFromDraftToReader) {
  const auto pressed =
      find<trace::UserActed>(reading, "pc.example.org", [](const auto&) { return true; });
  const auto letter = joined.at(pressed).letter;
  ASSERT_NE(letter, 0u);
  const auto filed =
      find<trace::Delivered>(reading, "mx1.example.com", [](const auto&) { return true; });
  const auto fetched =
      find<trace::BodyReceived>(reading, "pc.example.com", [](const auto&) { return true; });
  const auto asked = find<trace::DnsQuestionReceived>(reading, "a.root-servers.test",
                                                      [](const auto&) { return true; });
  EXPECT_EQ(joined.at(filed).letter, letter);
  EXPECT_EQ(joined.at(fetched).letter, letter);
  EXPECT_EQ(joined.at(asked).letter, letter) << "a question asked for the letter's sake";
  EXPECT_THAT(joined.letters, SizeIs(1));
}

TEST_F(SampleJoin, ALetterKnowsItsNamesSubjectAndPeople) {
  const auto& letter = joined.letters.at(0);
  EXPECT_EQ(letter.subject, "The first letter");
  EXPECT_EQ(letter.sender, "ivanov@example.org");
  EXPECT_THAT(letter.recipients, ElementsAre("kozlov@example.com"));
  EXPECT_THAT(letter.names,
              ElementsAre(LetterName{"mail.example.org", "A1"}, LetterName{"mx1.example.com", "B7"},
                          LetterName{"mx1.example.com", "1780308003.B7.mx1"}));
  EXPECT_EQ(letter.first, 5u);
}

TEST_F(SampleJoin, ALostPacketIsAMotionThatNeverArrives) {
  const auto lost =
      find<trace::PacketLost>(reading, "mail.example.org", [](const auto&) { return true; });
  const auto question = joined.at(lost).cause;
  EXPECT_TRUE(std::holds_alternative<trace::DnsQuestionSent>(reading.event(question).payload));
  int gone = 0;
  for (const auto& motion : joined.motions) {
    if (!motion.lost) continue;
    ++gone;
    EXPECT_EQ(motion.sent, question);
    EXPECT_EQ(motion.arrival_us, reading.event(lost).time_us);
  }
  EXPECT_EQ(gone, 1);
}

TEST_F(SampleJoin, WhatIsOnItsWayAtATime) {
  const auto sent = line_sent(reading, "mail.example.org", "DATA");
  const auto start = reading.event(sent).time_us;
  const auto moving = joined.in_motion(start + TraceBuilder::latency_us / 2);
  ASSERT_THAT(moving, SizeIs(1));
  EXPECT_EQ(moving[0]->text, "DATA");
  EXPECT_EQ(moving[0]->from, "mail.example.org");
  EXPECT_EQ(moving[0]->to, "mx1.example.com");
  EXPECT_EQ(moving[0]->arrival_us, start + TraceBuilder::latency_us);
  EXPECT_THAT(joined.in_motion(start + 10 * 60'000'000ll), SizeIs(0));
}

// --- small traces --------------------------------------------------------------------------------

TEST(Join, TheSameEndsAgainAreANewConversation) {
  TraceBuilder builder;
  builder.machine("a.example.org", "", "192.0.2.1", {"user"});
  builder.machine("b.example.org", "", "192.0.2.2", {"mta"});
  for (int i = 0; i < 2; ++i) {
    Talk talk(builder, 0, 1, *Endpoint::parse("192.0.2.1:4000"), *Endpoint::parse("192.0.2.2:25"),
              "smtp", "b.example.org", 0);
    talk.server_says("220 hello");
    talk.client_says("QUIT");
    talk.end();
  }
  const Reading reading(std::move(builder.trace));
  EXPECT_THAT(reading.joined().conversations, SizeIs(2));
  const auto first = line_received(reading, "b.example.org", "QUIT");
  EXPECT_EQ(reading.joined().at(first).conversation, 1u);
  EXPECT_EQ(reading.joined().steps.back().conversation, 2u);
}

TEST(Join, OneSideAloneIsAConversationToo) {
  TraceBuilder builder;
  builder.machine("b.example.org", "", "192.0.2.2", {"mta"});
  const auto local = *Endpoint::parse("192.0.2.2:25"), remote = *Endpoint::parse("203.0.113.9:999");
  const auto conversation = builder.new_conversation(0);
  builder.add(0, 0, conversation, {}, trace::LineReceived{local, remote, "smtp", 17, "NOOP"});
  builder.add(0, 1, conversation, {}, trace::LineSent{local, remote, "smtp", 40, "250 ok"});
  const Reading reading(std::move(builder.trace));
  ASSERT_THAT(reading.joined().conversations, SizeIs(1));
  EXPECT_EQ(reading.joined().conversations[0].client, "203.0.113.9");
  EXPECT_EQ(reading.joined().at(2).cause, 1u);
  EXPECT_FALSE(reading.joined().motions.at(0).lost) << "nobody recorded at the other end";
}

TEST(Join, SeveralLettersInOneConnectionStayApart) {
  TraceBuilder builder;
  builder.machine("a.example.org", "", "192.0.2.1", {"mta"});
  builder.machine("b.example.org", "", "192.0.2.2", {"mta"});
  Talk talk(builder, 0, 1, *Endpoint::parse("192.0.2.1:4000"), *Endpoint::parse("192.0.2.2:25"),
            "smtp", "b.example.org", 0);
  for (const auto* name : {"1", "2"}) {
    talk.client_letter = std::string("a") + name;
    talk.server_letter = std::string("b") + name;
    talk.client_sends_body(talk.client_letter, talk.server_letter, 100);
  }
  const Reading reading(std::move(builder.trace));
  ASSERT_THAT(reading.joined().letters, SizeIs(2));
  EXPECT_THAT(reading.joined().letters[1].names,
              ElementsAre(LetterName{"a.example.org", "a2"}, LetterName{"b.example.org", "b2"}));
  EXPECT_EQ(reading.joined().at(1).letter, 0u) << "the greeting is for neither alone";
}

TEST(Join, ABounceIsALetterAboutALetter) {
  TraceBuilder builder;
  builder.machine("a.example.org", "", "192.0.2.1", {"mta"});
  builder.add(0, 0, 0, "x1", trace::Bounced{"i@example.org", "k@example.com", "550 no", "x2"});
  builder.add(0, 1, 0, "x2", trace::QueueStep{.step = "accepted", .recipient = "i@example.org"});
  const Reading reading(std::move(builder.trace));
  ASSERT_THAT(reading.joined().letters, SizeIs(2));
  EXPECT_EQ(reading.joined().letters[1].bounce_of, 1u);
}

TEST(Join, AnEmptyTraceIsFine) {
  const Reading reading{trace::Trace{}};
  EXPECT_EQ(reading.steps(), 0u);
  EXPECT_THAT(reading.joined().in_motion(0), SizeIs(0));
}

TEST(Join, ProgramsThatTheHeaderDoesNotKnowAreFine) {
  trace::Trace trace;
  trace.events.resize(2);
  trace.events[0].program = 7;
  trace.events[0].payload = trace::DnsResolved{"example.com", "MX", "answer", {}};
  trace.events[1].program = 7;
  trace.events[1].cause = 12345;
  trace.events[1].letter = "q";
  const Reading reading{std::move(trace)};
  EXPECT_EQ(reading.joined().at(2).cause, 0u);
}

}  // namespace
}  // namespace mailtown::reader
