// A trace as readers take it: events, what joins them, the machines' names.
//
// Everything that shows or tells a run is made from a Reading and refers to it, so it must outlive
// them and must not move.
#pragma once

#include <string>

#include "simulator/reader/joined.h"
#include "simulator/reader/machine_names.h"
#include "trace/event.h"
#include "trace/json_codec.h"

namespace mailtown::reader {

class Reading {
 public:
  explicit Reading(trace::Trace trace) : Reading(trace::ReadTrace{std::move(trace), {}}) {}
  // A trace from a file, which may be damaged: what came before the damage is read.
  explicit Reading(trace::ReadTrace read);
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  const trace::Trace& trace() const { return read_.trace; }
  const trace::Header& header() const { return read_.trace.header; }
  const std::string& damage() const { return read_.damage; }  // empty: the file was whole
  const Joined& joined() const { return joined_; }
  const MachineNames& names() const { return names_; }

  Step steps() const { return read_.trace.events.size(); }
  const trace::Event& event(Step step) const { return read_.trace.events.at(step - 1); }
  const trace::Text& machine(Step step) const { return names_.of_program(event(step).program); }

 private:
  trace::ReadTrace read_;
  MachineNames names_;
  Joined joined_;
};

}  // namespace mailtown::reader
