// Recorder: the trace being written. Each program has a sink that outlives its boots and goes deaf
// when a boot ends.
#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "simulator/world/event_queue.h"
#include "simulator/world/world.h"
#include "trace/tracer.h"

namespace mailtown::sim {

class Recorder;

// One program's events, numbered from 1 through all its boots.
class ProgramSink final : public TraceSink {
 public:
  ProgramSink(Recorder& recorder, std::uint32_t program) : recorder_(recorder), program_(program) {}

  trace::EventNumber record(trace::EventNumber cause, trace::Conversation conversation,
                            const trace::Text& letter, trace::Payload payload) override;
  trace::Conversation new_conversation() override { return ++conversations_; }
  bool shows_credentials() const override;

  void set_listening(bool listening) { listening_ = listening; }

 private:
  Recorder& recorder_;
  std::uint32_t program_;
  bool listening_ = true;
  trace::EventNumber events_ = 0;
  trace::Conversation conversations_ = 0;
};

class Recorder {
 public:
  Recorder(const WorldOptions& options, EventQueue& queue);

  // Adds a program to the header; its index is the number of those before.
  ProgramSink& add_program(const std::string& machine, const std::string& role);
  Tracer tracer(ProgramSink& sink) { return options_.trace ? Tracer(&sink) : Tracer(); }
  Tracer world_tracer() { return tracer(sinks_.front()); }
  // network.lost, told by the world.
  void packet_lost(trace::PacketLost event);

  trace::Trace trace;

 private:
  friend class ProgramSink;
  const WorldOptions& options_;
  EventQueue& queue_;
  std::deque<ProgramSink> sinks_;
};

}  // namespace mailtown::sim
