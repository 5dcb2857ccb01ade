#include "simulator/capture/tcp_exchange.h"

#include <limits>
#include <map>
#include <queue>
#include <tuple>

#include "simulator/capture/transmission.h"

namespace mailtown::capture {

using reader::Step;
using Kind = Transmission::Kind;

namespace {

constexpr std::int64_t delayed_ack_us = 40'000;
constexpr Step after_all = std::numeric_limits<Step>::max();
constexpr std::uint16_t first_own_port = 49152;  // RFC 6335 §6

// FNV-1a: anything would do that depends on the connection alone.
std::uint32_t hash(const std::string& text) {
  std::uint32_t value = 2166136261;
  for (const char c : text) value = (value ^ static_cast<std::uint8_t>(c)) * 16777619;
  return value;
}

struct Tcp {
  std::uint32_t first = 0;                       // the initial sequence number
  std::uint64_t sent_to = 0;                     // positions: the SYN is 0, data begins at 1
  std::uint64_t heard_to = 0;                    // in order
  std::map<std::uint64_t, std::uint64_t> early;  // begin, end
  bool owes_ack = false, has_heard = false, is_dead = false;
  std::size_t unacknowledged = 0;  // segments
  std::size_t timer = 0;           // the valid one
};

struct Happening {
  enum class What { arrival, departure, timer };
  std::int64_t us;
  Step order;
  What what;
  std::size_t number;  // in which it was planned
  std::size_t index;   // of the transmission; of a timer its number
  Side side;           // of a timer

  bool operator>(const Happening& other) const {
    return std::tie(us, order, number) > std::tie(other.us, other.order, other.number);
  }
};

class Exchange {
 public:
  explicit Exchange(const Connection& connection)
      : ends_{connection.client_end, connection.server_end},
        transmissions_(transmissions_of(connection)),
        crashed_(connection.crashed) {
    // Nobody records the port of an attempt that fails at once.
    if (ends_[client].port == 0) ends_[client].port = own_port(connection);
    for (const Side side : {client, server}) {
      tcp_[side].first = hash(ends_[side].to_string() + ">" + ends_[other(side)].to_string() + "#" +
                              std::to_string(connection.tried.step + connection.accepted.step));
    }
  }

  std::vector<Packet> play();

 private:
  static std::uint16_t own_port(const Connection& connection) {
    constexpr auto ports = 65536 - first_own_port;
    return static_cast<std::uint16_t>(first_own_port + connection.tried.step % ports);
  }

  using What = Happening::What;
  void plan(const Moment& moment, Step order, What what, std::size_t index, Side side) {
    happenings_.push({moment.us, order, what, planned_++, index, side});
  }
  void depart(const Transmission& transmission);
  void arrive(const Transmission& transmission);
  void reject(Side side);
  void take_in(Side side, std::uint64_t begin, std::uint64_t end);
  void owe_ack(Side side, bool at_once);
  void timer(Side side, std::size_t number);
  Packet& emit(Side side, std::uint64_t position, std::uint8_t flags);
  // What a machine did before it crashed within the same microsecond still counts.
  bool has_crashed(Side side) const {
    const Moment& crash = crashed_[side];
    return crash && std::tie(crash.us, crash.step) <= std::tie(now_us_, order_);
  }
  bool is_dead(Side side) const { return tcp_[side].is_dead || has_crashed(side); }

  // What a transmission takes of the sequence numbers, as positions.
  static std::uint64_t begin_of(const Transmission& transmission);
  static std::uint64_t length_of(const Transmission& transmission);

  std::array<Endpoint, 2> ends_;
  std::vector<Transmission> transmissions_;
  std::array<Moment, 2> crashed_;
  std::array<Tcp, 2> tcp_;
  std::priority_queue<Happening, std::vector<Happening>, std::greater<>> happenings_;
  std::size_t planned_ = 0;
  std::int64_t now_us_ = 0;
  Step order_ = 0;  // never falls within one microsecond
  std::vector<Packet> packets_;
};

std::uint64_t Exchange::begin_of(const Transmission& transmission) {
  const bool opens = transmission.kind == Kind::syn || transmission.kind == Kind::syn_ack;
  return opens ? 0 : 1 + transmission.position;
}

std::uint64_t Exchange::length_of(const Transmission& transmission) {
  switch (transmission.kind) {
    case Kind::syn:
    case Kind::syn_ack:
    case Kind::fin:
      return 1;
    case Kind::data:
      return transmission.bytes.size();
    case Kind::ack:
    case Kind::rst:
      break;
  }
  return 0;
}

std::vector<Packet> Exchange::play() {
  for (std::size_t i = 0; i < transmissions_.size(); ++i) {
    const auto& sent = transmissions_[i];
    plan(sent.departs, sent.departs.step, What::departure, i, sent.from);
    if (!sent.is_lost) plan(sent.arrives, sent.arrives.step, What::arrival, i, sent.from);
  }
  while (!happenings_.empty()) {
    const Happening next = happenings_.top();
    happenings_.pop();
    order_ = next.us == now_us_ ? std::max(order_, next.order) : next.order;
    now_us_ = next.us;
    switch (next.what) {
      case What::departure:
        depart(transmissions_[next.index]);
        break;
      case What::arrival:
        arrive(transmissions_[next.index]);
        break;
      case What::timer:
        timer(next.side, next.index);
        break;
    }
  }
  return std::move(packets_);
}

Packet& Exchange::emit(Side side, std::uint64_t position, std::uint8_t flags) {
  Tcp& mine = tcp_[side];
  Packet packet{.time_us = now_us_, .order = order_, .from = ends_[side], .to = ends_[other(side)]};
  packet.tcp.emplace();
  packet.tcp->sequence = mine.first + static_cast<std::uint32_t>(position);
  packet.tcp->flags = flags;
  if (mine.has_heard) {
    packet.tcp->flags |= ack;
    packet.tcp->acknowledgement =
        tcp_[other(side)].first + static_cast<std::uint32_t>(mine.heard_to);
  }
  mine.owes_ack = false;
  mine.unacknowledged = 0;
  packets_.push_back(std::move(packet));
  return packets_.back();
}

void Exchange::depart(const Transmission& sent) {
  Tcp& mine = tcp_[sent.from];
  if (is_dead(sent.from)) return;
  std::uint64_t position = begin_of(sent);
  std::uint8_t flags = 0;
  switch (sent.kind) {
    case Kind::syn_ack:  // it has heard the SYN, however the two were timed
      mine.has_heard = true;
      mine.heard_to = std::max<std::uint64_t>(mine.heard_to, 1);
      flags = syn;
      break;
    case Kind::syn:
      flags = syn;
      break;
    case Kind::ack:
      break;
    case Kind::data:
      flags = sent.pushes ? psh : 0;
      break;
    case Kind::fin:
      flags = fin;
      break;
    case Kind::rst:
      flags = rst;
      position = mine.sent_to;
      mine.is_dead = true;
      break;
  }
  Packet& packet = emit(sent.from, position, flags);
  // Who never opened refuses with sequence number 0 (RFC 9293 §3.10.7.1).
  if (sent.kind == Kind::rst && mine.sent_to == 0) packet.tcp->sequence = 0;
  packet.payload = sent.bytes;
  packet.steps = sent.steps;
  mine.sent_to = std::max(mine.sent_to, position + length_of(sent));
}

void Exchange::arrive(const Transmission& sent) {
  const Side to = other(sent.from);
  Tcp& mine = tcp_[to];
  if (sent.kind == Kind::rst) mine.is_dead = true;
  if (has_crashed(to) && length_of(sent) > 0) return reject(to);
  if (is_dead(to)) return;
  mine.has_heard = true;
  const auto begin = begin_of(sent), length = length_of(sent);
  if (length == 0) return;
  const bool in_order = begin == mine.heard_to && mine.early.empty();
  take_in(to, begin, begin + length);
  if (sent.kind == Kind::syn || sent.kind == Kind::syn_ack) return;  // its answer is planned
  owe_ack(to, !in_order || sent.kind == Kind::fin || ++mine.unacknowledged == 2);
}

// It is up again and knows nothing of this connection (RFC 9293 §3.5.2).
void Exchange::reject(Side side) {
  if (tcp_[side].is_dead || tcp_[other(side)].is_dead) return;
  emit(side, tcp_[side].sent_to, rst);
  tcp_[side].is_dead = tcp_[other(side)].is_dead = true;
}

void Exchange::take_in(Side side, std::uint64_t begin, std::uint64_t end) {
  Tcp& mine = tcp_[side];
  auto& until = mine.early[begin];
  until = std::max(until, end);
  while (!mine.early.empty() && mine.early.begin()->first <= mine.heard_to) {
    mine.heard_to = std::max(mine.heard_to, mine.early.begin()->second);
    mine.early.erase(mine.early.begin());
  }
}

// What goes out at the same moment takes the acknowledgement along.
void Exchange::owe_ack(Side side, bool at_once) {
  Tcp& mine = tcp_[side];
  if (mine.owes_ack && !at_once) return;  // the timer runs
  mine.owes_ack = true;
  plan({now_us_ + (at_once ? 0 : delayed_ack_us), 0}, after_all, What::timer, ++mine.timer, side);
}

void Exchange::timer(Side side, std::size_t number) {
  const Tcp& mine = tcp_[side];
  if (mine.owes_ack && mine.timer == number && !is_dead(side)) emit(side, mine.sent_to, ack);
}

}  // namespace

std::vector<Packet> packets_of(const Connection& connection) {
  return Exchange(connection).play();
}

}  // namespace mailtown::capture
