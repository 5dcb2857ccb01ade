// What a connection's sides put on the wire of their own accord: everything but acknowledgements.
#pragma once

#include <cstdint>
#include <vector>

#include "simulator/capture/connection.h"

namespace mailtown::capture {

struct Transmission {
  enum class Kind { syn, syn_ack, ack, data, fin, rst };
  Kind kind = Kind::data;
  Side from = client;
  std::uint64_t position = 0;  // of data and FIN, in their direction
  std::string bytes;
  bool pushes = false;  // the last segment of what was written at once
  Moment departs, arrives;
  bool is_lost = false;
  std::vector<reader::Step> steps;  // what of the trace it carries
};

// In no particular order.
std::vector<Transmission> transmissions_of(const Connection& connection);

}  // namespace mailtown::capture
