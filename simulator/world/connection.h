// Connection: a simulated TCP connection (RFC 9293), with both of its ends.
//
// Modelled: the handshake and its refusal, segments in order, loss as a delay until retransmission
// (RFC 6298: first after a second, then doubling) and giving up, a receive window with real
// back-pressure, half-close, reset. Left out: acknowledgements as packets of their own, congestion,
// TIME-WAIT. Data that is lost only stops what comes after it in the same direction.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "simulator/world/boot.h"

namespace mailtown::sim {

inline constexpr std::uint64_t receive_window = 65535;  // bytes sent but not yet read
inline constexpr std::size_t segment_bytes = 1460;  // Ethernet's 1500 without IP and TCP headers
inline constexpr Duration first_retransmission = std::chrono::seconds(1);  // RFC 6298 §2.1
// RFC 9293 §3.8.3: give up after at least 100 s, for the SYN 3 minutes. 1 + 2 + ... + 128 s = 255
// s.
inline constexpr int most_tries = 9;

enum class Side : std::uint8_t { client, server };
constexpr Side other(Side side) {
  return side == Side::client ? Side::server : Side::client;
}

struct Segment {
  enum class Kind : std::uint8_t { syn, syn_ack, ack, data, fin, window, rst };
  Kind kind{};
  std::uint64_t number = 0;  // of ack, data and fin, which arrive in order
  std::string bytes;         // data
  std::uint64_t offset = 0;  // of its first byte in this direction
  std::uint64_t credit = 0;  // window: bytes that the sender may send in addition
  int tries = 0;
};

class Connection;

// One end, as the machine's kernel keeps it. Its stream reads these fields, Connection changes
// them.
class TcpEnd final : public Socket {
 public:
  enum class State {
    unborn,   // the server's end before the SYN arrives
    opening,  // in the handshake
    open,
    closed,  // by its program; the kernel still delivers what was written
    gone,    // whatever arrives is answered with a reset
  };

  TcpEnd(Connection& connection, Side side, Endpoint where, Machine& on, Path* way)
      : local(where), machine(&on), to_peer(way), connection_(connection), side_(side) {}
  void boot_ended(Ending how) override;

  std::size_t unread() const { return received.size() - read_from; }
  // Wakes whoever waits for a change of this end.
  void wake_all() {
    reader.wake();
    writer.wake();
    opener.wake();
  }

  const Endpoint local;
  Machine* const machine;
  Path* const to_peer;
  State state = State::unborn;
  std::optional<FailureKind> broken;

  // Receiving.
  std::string received;  // from read_from on
  std::size_t read_from = 0;
  bool fin_received = false;
  std::uint64_t unreported = 0;            // bytes read since the last window update
  std::uint64_t expected = 0;              // number of the next segment in order
  std::map<std::uint64_t, Segment> early;  // arrived before one that was lost

  // Sending.
  std::uint64_t credit = receive_window;
  std::uint64_t next_number = 0, next_offset = 0;
  bool fin_sent = false;
  Instant last_arrival{};  // nothing sent later overtakes

  WaitPlace reader, writer, opener;

 private:
  Connection& connection_;
  Side side_;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Core& core, Machine& client, Endpoint local, Machine& server, Endpoint remote);
  ~Connection();

  TcpEnd& end(Side side) { return ends_[static_cast<std::size_t>(side)]; }
  const TcpEnd& end(Side side) const { return ends_[static_cast<std::size_t>(side)]; }

  // Sends the SYN; the end's opener is woken when it is open or broken.
  void open(Boot& client);
  // What a program does to its end.
  void send_data(Side side, std::span<const char> bytes);  // at most credit and a segment's size
  void read_bytes(Side side, std::span<char> into);        // at most unread()
  void finish(Side side);
  void close(Side side);
  void reset(Side side);
  void vanish(Side side);  // as after a loss of power: without a word

 private:
  void transmit(Side from, Segment segment);
  void transmit_in_order(Side from, Segment::Kind kind, std::string bytes = {});
  void lost(Side from, Segment segment, const char* why);
  void arrive(Side from, Segment segment);
  void arrive_syn();
  void arrive_syn_ack();
  void arrive_in_order(Side from, Segment segment);
  void take_in(TcpEnd& end, Segment segment);
  void hand_to_listener();
  void break_end(TcpEnd& end, FailureKind why);
  void send_rst(Side from);
  void leave(TcpEnd& end, TcpEnd::State state);

  Core& core_;
  std::array<TcpEnd, 2> ends_;
};

}  // namespace mailtown::sim
