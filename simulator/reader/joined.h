// A trace joined across programs and machines.
//
// Each program numbers its own events, conversations and letters; nothing rides beside the bytes
// to say what belongs together. The joiner finds it out: lines and bodies by both ends of their
// stream and the offset, datagrams by both ends and the message's id, a letter's way through
// several queues by the bodies that were sent and received, its mailbox file by its delivery.
// One pass over the events; the trace need not be complete.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trace/event.h"

namespace mailtown::reader {

// The number that the story prints: the event's place in the trace, from 1. 0 means none.
using Step = std::size_t;

enum class Importance { headline, step, detail };  // a short story tells headlines only

struct JoinedStep {
  Step cause = 0;                  // the step that led here, on any machine
  Step local_cause = 0;            // the step of the same program that led here
  std::uint32_t conversation = 0;  // index into Joined::conversations plus 1
  std::uint32_t letter = 0;        // index into Joined::letters plus 1
  Importance importance = Importance::step;
};

// One connection, or one DNS exchange of questions and answers, seen from both ends.
struct ConversationInfo {
  trace::Text protocol;        // "smtp", "submission", "pop3", "dns"; as the programs call it
  trace::Text client, server;  // machine names; an address where the header knows no machine
  Endpoint client_end, server_end;
  trace::Text host_name;  // the name that the client looked the address up by, if any
  trace::Text subject;    // of a DNS exchange: "example.com MX"
  Step first = 0, last = 0;
  Step cause = 0;  // the step that made the client begin it
};

// Where a letter lay: the name that one machine's programs use for it.
struct LetterName {
  trace::Text machine;
  trace::Text name;  // queue id or mailbox file
  bool operator==(const LetterName&) const = default;
};

struct LetterInfo {
  trace::Text sender, subject;
  std::vector<trace::Text> recipients;
  std::vector<LetterName> names;  // in the order of its journey
  std::uint64_t bytes = 0;
  std::uint32_t bounce_of = 0;  // the letter (index plus 1) that this one reports about
  Step first = 0, last = 0;
};

// Something on its way from machine to machine.
struct Motion {
  enum class What { question, answer, line, body, knock };  // knock: an attempt to connect
  What what = What::line;
  trace::Text from, to;  // machine names
  trace::Text text;      // "EHLO mail.example.org", "example.com MX"
  std::int64_t start_us = 0, arrival_us = 0;
  bool lost = false;  // it never arrived; arrival_us is then when it vanished
  Step sent = 0, arrived = 0;
  std::uint32_t conversation = 0, letter = 0;
};

struct Joined {
  std::vector<JoinedStep> steps;  // steps[n - 1] is step n
  std::vector<ConversationInfo> conversations;
  std::vector<LetterInfo> letters;
  std::vector<Motion> motions;  // by start

  const JoinedStep& at(Step step) const { return steps.at(step - 1); }
  // The steps that led to `step`, the nearest first; at most `limit`.
  std::vector<Step> causes(Step step, std::size_t limit = 64) const;
  // What is on its way at a time.
  std::vector<const Motion*> in_motion(std::int64_t time_us) const;

  std::vector<std::int64_t> latest_arrival;  // of motions[0..i]; lets in_motion() stop early
};

Joined join(const trace::Trace& trace);

}  // namespace mailtown::reader
