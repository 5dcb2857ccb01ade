// The kinds of events that a pattern may name, and the fields of each.
#pragma once

#include <string>
#include <vector>

#include "trace/payloads.h"

namespace mailtown::scenario {

struct EventKind {
  std::string name;                 // "line.sent"
  std::vector<std::string> fields;  // in the order of the file format
};

// All kinds, in the order of trace::Payload.
const std::vector<EventKind>& event_kinds();
const EventKind* find_event_kind(std::string_view name);

}  // namespace mailtown::scenario
