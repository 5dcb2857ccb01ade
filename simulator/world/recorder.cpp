#include "simulator/world/recorder.h"

namespace mailtown::sim {

trace::EventNumber ProgramSink::record(trace::EventNumber cause, trace::Conversation conversation,
                                       const trace::Text& letter, trace::Payload payload) {
  if (!listening_) return 0;
  const auto time = std::chrono::duration_cast<std::chrono::microseconds>(
      recorder_.queue_.now().time_since_epoch());
  recorder_.trace.events.push_back({.program = program_,
                                    .number = ++events_,
                                    .time_us = time.count(),
                                    .cause = cause,
                                    .conversation = conversation,
                                    .letter = letter,
                                    .payload = std::move(payload)});
  return events_;
}

bool ProgramSink::shows_credentials() const {
  return recorder_.options_.shows_credentials;
}

Recorder::Recorder(const WorldOptions& options, EventQueue& queue)
    : options_(options), queue_(queue) {
  trace.header.scenario = options.scenario;
  trace.header.seed = options.seed;
  trace.header.start = options.start;
  add_program("world", "world");
}

ProgramSink& Recorder::add_program(const std::string& machine, const std::string& role) {
  const auto index = static_cast<std::uint32_t>(trace.header.programs.size());
  trace.header.programs.push_back({machine, role});
  return sinks_.emplace_back(*this, index);
}

void Recorder::packet_lost(trace::PacketLost event) {
  const Tracer tracer = world_tracer();
  if (tracer) tracer.note(std::move(event));
}

}  // namespace mailtown::sim
