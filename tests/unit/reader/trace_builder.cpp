#include "tests/unit/reader/trace_builder.h"

#include <stdexcept>

namespace mailtown::reader {

void TraceBuilder::machine(const std::string& name, const std::string& domain,
                           const std::string& address, const std::vector<std::string>& roles) {
  trace.header.machines.push_back({name, domain, {address}, roles});
  for (const auto& role : roles) {
    trace.header.programs.push_back({name, role});
    last_number_.push_back(0);
    last_conversation_.push_back(0);
  }
}

std::uint32_t TraceBuilder::program(const std::string& machine, const std::string& role) {
  const auto& programs = trace.header.programs;
  for (std::uint32_t i = 0; i < programs.size(); ++i) {
    if (programs[i].machine == machine && programs[i].role == role) return i;
  }
  throw std::logic_error("no program " + role + " on " + machine);
}

trace::EventNumber TraceBuilder::add(std::uint32_t program, trace::EventNumber cause,
                                     trace::Conversation conversation, const std::string& letter,
                                     trace::Payload payload) {
  trace::Event event;
  event.program = program;
  event.number = ++last_number_.at(program);
  event.time_us = now_us_;
  event.cause = cause;
  event.conversation = conversation;
  event.letter = letter;
  event.payload = std::move(payload);
  trace.events.push_back(std::move(event));
  return last_number_[program];
}

trace::Conversation TraceBuilder::new_conversation(std::uint32_t program) {
  return ++last_conversation_.at(program);
}

Talk::Talk(TraceBuilder& builder, std::uint32_t client, std::uint32_t server, Endpoint client_end,
           Endpoint server_end, std::string protocol, std::string host_name,
           trace::EventNumber cause)
    : builder_(builder),
      protocol_(std::move(protocol)),
      client_{client, client_end, builder.new_conversation(client), cause, 0},
      server_{server, server_end, builder.new_conversation(server), 0, 0} {
  record(client_, trace::ConnectTried{server_end, host_name, protocol_});
  builder_.wait(TraceBuilder::latency_us);
  record(server_, trace::Accepted{server_end, client_end, protocol_});
  builder_.wait(TraceBuilder::latency_us);
  record(client_, trace::Connected{client_end, server_end, host_name, protocol_});
}

const std::string& Talk::letter_of(const Side& side) const {
  return &side == &client_ ? client_letter : server_letter;
}

void Talk::record(Side& side, trace::Payload payload) {
  side.last =
      builder_.add(side.program, side.last, side.conversation, letter_of(side), std::move(payload));
}

void Talk::say(Side& from, Side& to, const std::string& text) {
  const auto offset = from.sent_bytes;
  record(from, trace::LineSent{from.end, to.end, protocol_, offset, text});
  from.sent_bytes += text.size() + 2;
  builder_.wait(TraceBuilder::latency_us);
  record(to, trace::LineReceived{to.end, from.end, protocol_, offset, text});
}

void Talk::send_body(Side& from, Side& to, const std::string& here, const std::string& there,
                     std::uint64_t bytes) {
  const auto offset = from.sent_bytes;
  record(from, trace::BodySent{from.end, to.end, protocol_, offset, bytes, here});
  from.sent_bytes += bytes;
  builder_.wait(TraceBuilder::latency_us);
  record(to, trace::BodyReceived{to.end, from.end, protocol_, offset, bytes, there});
}

void Talk::client_says(const std::string& text) {
  say(client_, server_, text);
}
void Talk::server_says(const std::string& text) {
  say(server_, client_, text);
}

void Talk::client_sends_body(const std::string& body_here, const std::string& body_there,
                             std::uint64_t bytes) {
  send_body(client_, server_, body_here, body_there, bytes);
}

void Talk::server_sends_body(const std::string& body_here, const std::string& body_there,
                             std::uint64_t bytes) {
  send_body(server_, client_, body_here, body_there, bytes);
}

void Talk::client_state(const std::string& from, const std::string& to) {
  record(client_, trace::SessionState{protocol_, "client", from, to});
}

void Talk::server_state(const std::string& from, const std::string& to) {
  record(server_, trace::SessionState{protocol_, "server", from, to});
}

void Talk::end() {
  record(server_, trace::StreamEnded{server_.end, client_.end, protocol_, "closed"});
  builder_.wait(TraceBuilder::latency_us);
  record(client_, trace::StreamEnded{client_.end, server_.end, protocol_, "closed"});
}

trace::EventNumber Talk::client_does(trace::Payload payload) {
  record(client_, std::move(payload));
  return client_.last;
}

trace::EventNumber Talk::server_does(trace::Payload payload) {
  record(server_, std::move(payload));
  return server_.last;
}

trace::EventNumber ask(TraceBuilder& builder, const Exchange& e, trace::EventNumber cause,
                       const std::string& letter) {
  const auto asker_conversation = builder.new_conversation(e.asker);
  const auto asked_conversation = builder.new_conversation(e.asked);
  const auto sent =
      builder.add(e.asker, cause, asker_conversation, letter,
                  trace::DnsQuestionSent{e.asker_end, e.asked_end, "udp", e.id, e.name, e.type});
  builder.wait(TraceBuilder::latency_us);
  const auto got = builder.add(
      e.asked, 0, asked_conversation, {},
      trace::DnsQuestionReceived{e.asked_end, e.asker_end, "udp", e.id, e.name, e.type});
  builder.add(e.asked, got, asked_conversation, {},
              trace::DnsAnswerSent{e.asked_end, e.asker_end, "udp", e.id, e.name, e.type, e.outcome,
                                   e.answer, e.authority, e.additional});
  builder.wait(TraceBuilder::latency_us);
  return builder.add(e.asker, sent, asker_conversation, letter,
                     trace::DnsAnswerReceived{e.asker_end, e.asked_end, "udp", e.id, e.name, e.type,
                                              e.outcome, e.answer, e.authority, e.additional});
}

}  // namespace mailtown::reader
