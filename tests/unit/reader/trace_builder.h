// Makes traces by hand, for tests of readers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trace/event.h"

namespace mailtown::reader {

class TraceBuilder {
 public:
  static constexpr std::int64_t latency_us = 20'000;

  // A machine with one address; `roles` become its programs' and are the machine's too.
  void machine(const std::string& name, const std::string& domain, const std::string& address,
               const std::vector<std::string>& roles);
  std::uint32_t program(const std::string& machine, const std::string& role);

  // Appends an event at the current time and returns its number within the program.
  trace::EventNumber add(std::uint32_t program, trace::EventNumber cause,
                         trace::Conversation conversation, const std::string& letter,
                         trace::Payload payload);
  void wait(std::int64_t us) { now_us_ += us; }
  trace::Conversation new_conversation(std::uint32_t program);

  trace::Trace trace;

 private:
  std::int64_t now_us_ = 0;
  std::vector<trace::EventNumber> last_number_;  // by program
  std::vector<trace::Conversation> last_conversation_;
};

// A connection between two programs of a builder, each line told from both ends.
class Talk {
 public:
  Talk(TraceBuilder& builder, std::uint32_t client, std::uint32_t server, Endpoint client_end,
       Endpoint server_end, std::string protocol, std::string host_name, trace::EventNumber cause);

  void client_says(const std::string& text);
  void server_says(const std::string& text);
  void client_sends_body(const std::string& body_here, const std::string& body_there,
                         std::uint64_t bytes);
  void server_sends_body(const std::string& body_here, const std::string& body_there,
                         std::uint64_t bytes);
  void client_state(const std::string& from, const std::string& to);
  void server_state(const std::string& from, const std::string& to);
  void end();

  // Further events of the conversation, at either end; they follow from that end's last step.
  trace::EventNumber client_does(trace::Payload payload);
  trace::EventNumber server_does(trace::Payload payload);

  std::string client_letter, server_letter;  // queue ids, once known

 private:
  struct Side {
    std::uint32_t program;
    Endpoint end;
    trace::Conversation conversation;
    trace::EventNumber last;
    std::uint64_t sent_bytes;
  };
  void say(Side& from, Side& to, const std::string& text);
  void send_body(Side& from, Side& to, const std::string& here, const std::string& there,
                 std::uint64_t bytes);
  void record(Side& side, trace::Payload payload);
  const std::string& letter_of(const Side& side) const;

  TraceBuilder& builder_;
  std::string protocol_;
  Side client_, server_;
};

// A question and its answer between two programs, told from both ends. Returns the number of the
// asker's last event.
struct Exchange {
  std::uint32_t asker, asked;
  Endpoint asker_end, asked_end;
  std::uint64_t id;
  std::string name, type, outcome;
  std::vector<std::string> answer, authority, additional;
};
trace::EventNumber ask(TraceBuilder& builder, const Exchange& exchange, trace::EventNumber cause,
                       const std::string& letter = {});

}  // namespace mailtown::reader
