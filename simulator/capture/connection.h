// A TCP connection of the trace: what each side sent when, what got lost, and how it ended.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "simulator/reader/reading.h"

namespace mailtown::capture {

enum Side : std::size_t { client = 0, server = 1 };
constexpr Side other(Side side) {
  return side == client ? server : client;
}

// When something happened, and the step that says so; step 0: it did not, or nobody recorded it.
struct Moment {
  std::int64_t us = 0;
  reader::Step step = 0;
  explicit operator bool() const { return step != 0; }
};

// What one event put on the stream.
struct Piece {
  std::uint64_t position = 0;  // of its first byte in its direction, from the handshake on
  std::string bytes;
  std::int64_t begin_us = 0;  // a long text takes its time
  Moment sent;                // if nobody recorded the sending: the arrival
  Moment arrived;
};

// A segment that the network did not carry.
struct Loss {
  Moment at;
  Side from = client;
  std::string segment;  // as trace::PacketLost has it
  std::uint64_t position = 0, length = 0;
  std::int64_t again_us = 0;  // so much later it is sent again; 0: never
};

struct Ending {
  Moment at;
  std::string how;  // as trace::StreamEnded has it
};

struct Connection {
  Endpoint client_end, server_end;
  Moment tried, connected, accepted;
  Moment failed;                             // the attempt
  std::string failed_how;                    // "refused", "timed out"
  std::array<std::vector<Piece>, 2> pieces;  // by sender; without gaps, in the order of the stream
  std::vector<Loss> losses;
  std::array<Ending, 2> endings;  // each side's
  std::array<Moment, 2> crashed;  // the side's program or machine died

  const Endpoint& end(Side side) const { return side == client ? client_end : server_end; }
};

// All connections of a trace, in the order of their beginnings.
std::vector<Connection> connections_of(const reader::Reading& reading);

}  // namespace mailtown::capture
