#include "simulator/world/connection.h"

#include <algorithm>
#include <utility>

#include "simulator/world/listener.h"

namespace mailtown::sim {

using State = TcpEnd::State;
using Kind = Segment::Kind;

namespace {

// As the trace words it.
const char* name_of(Kind kind) {
  switch (kind) {
    case Kind::syn:
      return "SYN";
    case Kind::syn_ack:
      return "SYN-ACK";
    case Kind::ack:
      return "ACK";
    case Kind::data:
      return "data";
    case Kind::fin:
      return "FIN";
    case Kind::window:
      return "window";
    case Kind::rst:
      return "RST";
  }
  return "";
}

}  // namespace

void TcpEnd::boot_ended(Ending how) {
  if (how == Ending::power_loss) {
    connection_.vanish(side_);
  } else {
    connection_.reset(side_);
  }
  reader.clear();
  writer.clear();
  opener.clear();
}

Connection::Connection(Core& core, Machine& client, Endpoint local, Machine& server,
                       Endpoint remote)
    : core_(core),
      ends_{TcpEnd(*this, Side::client, local, client, core.links.find(client, server)),
            TcpEnd(*this, Side::server, remote, server, core.links.find(server, client))} {
  client.listeners.lend(local.port);
}

Connection::~Connection() {
  const TcpEnd& client = end(Side::client);
  client.machine->listeners.give_back(client.local.port);
}

void Connection::open(Boot& client) {
  TcpEnd& mine = end(Side::client);
  mine.state = State::opening;
  client.adopt(mine);
  Segment syn;
  syn.kind = Kind::syn;
  transmit(Side::client, std::move(syn));
}

// --- what a program does -------------------------------------------------------------------------

void Connection::send_data(Side side, std::span<const char> bytes) {
  end(side).credit -= bytes.size();
  transmit_in_order(side, Kind::data, std::string(bytes.begin(), bytes.end()));
}

void Connection::read_bytes(Side side, std::span<char> into) {
  TcpEnd& mine = end(side);
  std::copy_n(mine.received.begin() + static_cast<std::ptrdiff_t>(mine.read_from), into.size(),
              into.begin());
  mine.read_from += into.size();
  if (mine.unread() == 0) {
    mine.received.clear();
    mine.read_from = 0;
  }
  mine.unreported += into.size();
  // As real receivers do, updates wait until they are worth a packet (RFC 9293 §3.8.6.2.2).
  if (mine.unreported < receive_window / 4 || mine.fin_received || mine.state != State::open)
    return;
  Segment update;
  update.kind = Kind::window;
  update.credit = std::exchange(mine.unreported, 0);
  transmit(side, std::move(update));
}

void Connection::finish(Side side) {
  TcpEnd& mine = end(side);
  if (mine.state != State::open || std::exchange(mine.fin_sent, true)) return;
  transmit_in_order(side, Kind::fin);
}

void Connection::close(Side side) {
  TcpEnd& mine = end(side);
  finish(side);
  if (mine.state == State::open) leave(mine, State::closed);
  if (mine.state == State::opening) leave(mine, State::gone);
  mine.wake_all();
}

void Connection::reset(Side side) {
  TcpEnd& mine = end(side);
  const bool was_known = mine.state == State::open || mine.state == State::opening;
  leave(mine, State::gone);
  mine.wake_all();
  if (was_known) send_rst(side);
}

void Connection::vanish(Side side) {
  leave(end(side), State::gone);
}

void Connection::leave(TcpEnd& end, State state) {
  end.state = state;
  if (end.BootHook::is_linked()) end.BootHook::unlink();
}

void Connection::break_end(TcpEnd& end, FailureKind why) {
  if (end.state == State::gone) return;
  end.broken = why;
  leave(end, State::gone);
  end.wake_all();
}

// --- packets -------------------------------------------------------------------------------------

void Connection::transmit_in_order(Side from, Kind kind, std::string bytes) {
  Segment segment;
  segment.kind = kind;
  segment.number = end(from).next_number++;
  segment.offset = end(from).next_offset;
  end(from).next_offset += bytes.size();
  segment.bytes = std::move(bytes);
  transmit(from, std::move(segment));
}

void Connection::send_rst(Side from) {
  Segment rst;
  rst.kind = Kind::rst;
  transmit(from, std::move(rst));
}

void Connection::transmit(Side from, Segment segment) {
  TcpEnd& sender = end(from);
  const Fate fate = Links::send(*sender.machine, sender.to_peer);
  if (fate.lost != nullptr) return lost(from, std::move(segment), fate.lost);
  sender.last_arrival = std::max(sender.last_arrival, core_.queue.now() + fate.delay);
  core_.queue.call(sender.last_arrival,
                   [self = shared_from_this(), from, segment = std::move(segment)]() mutable {
                     self->arrive(from, std::move(segment));
                   });
}

void Connection::lost(Side from, Segment segment, const char* why) {
  TcpEnd& sender = end(from);
  Duration wait = first_retransmission * (std::int64_t{1} << segment.tries);
  if (segment.kind == Kind::rst || segment.tries + 1 == most_tries) wait = Duration::zero();
  core_.recorder.packet_lost(
      {.from = sender.local,
       .to = end(other(from)).local,
       .what = "segment",
       .why = why,
       .segment = name_of(segment.kind),
       .offset = segment.offset,
       .bytes = segment.bytes.size(),
       .again_us = static_cast<std::uint64_t>(
           std::chrono::duration_cast<std::chrono::microseconds>(wait).count())});
  if (segment.kind == Kind::rst) return;
  if (++segment.tries == most_tries) return break_end(sender, FailureKind::timed_out);
  core_.queue.call(core_.queue.now() + wait,
                   [self = shared_from_this(), from, segment = std::move(segment)]() mutable {
                     if (self->end(from).state == State::gone) return;
                     self->transmit(from, std::move(segment));
                   });
}

void Connection::arrive(Side from, Segment segment) {
  TcpEnd& receiver = end(other(from));
  const char* why = Links::at_arrival(*end(from).machine, *receiver.machine);
  if (why != nullptr) return lost(from, std::move(segment), why);
  switch (segment.kind) {
    case Kind::syn:
      return arrive_syn();
    case Kind::syn_ack:
      return arrive_syn_ack();
    case Kind::rst:
      return break_end(receiver, receiver.state == State::opening && from == Side::server
                                     ? FailureKind::refused
                                     : FailureKind::reset);
    case Kind::window:
      receiver.credit += segment.credit;
      return receiver.writer.wake();
    case Kind::ack:
    case Kind::data:
    case Kind::fin:
      return arrive_in_order(from, std::move(segment));
  }
}

void Connection::arrive_syn() {
  TcpEnd& server = end(Side::server);
  if (server.state != State::unborn) return;
  ListenerState* listener = server.machine->listeners.find(server.local);
  if (listener == nullptr || server.machine->refuses(server.local.port)) {
    return send_rst(Side::server);
  }
  if (!listener->has_room()) {
    Segment again;
    again.kind = Kind::syn;
    return lost(Side::client, std::move(again), "backlog full");
  }
  server.state = State::opening;
  listener->boot().adopt(server);
  Segment answer;
  answer.kind = Kind::syn_ack;
  transmit(Side::server, std::move(answer));
}

void Connection::arrive_syn_ack() {
  TcpEnd& client = end(Side::client);
  if (client.state == State::gone) return send_rst(Side::client);
  client.state = State::open;
  transmit_in_order(Side::client, Kind::ack);
  client.opener.wake();
}

void Connection::arrive_in_order(Side from, Segment segment) {
  TcpEnd& receiver = end(other(from));
  const bool nobody_reads = receiver.state == State::closed && segment.kind == Kind::data;
  if (receiver.state == State::gone || nobody_reads) {
    leave(receiver, State::gone);
    return send_rst(other(from));
  }
  if (segment.number != receiver.expected) {
    receiver.early.emplace(segment.number, std::move(segment));
    return;
  }
  take_in(receiver, std::move(segment));
  for (auto next = receiver.early.begin();
       next != receiver.early.end() && next->first == receiver.expected;
       next = receiver.early.erase(next)) {
    take_in(receiver, std::move(next->second));
  }
}

void Connection::take_in(TcpEnd& end, Segment segment) {
  ++end.expected;
  if (segment.kind == Kind::ack) return hand_to_listener();
  if (segment.kind == Kind::fin) {
    end.fin_received = true;
  } else {
    if (end.read_from > receive_window) {
      end.received.erase(0, std::exchange(end.read_from, 0));
    }
    end.received += segment.bytes;
  }
  end.reader.wake();
}

void Connection::hand_to_listener() {
  TcpEnd& server = end(Side::server);
  if (server.state != State::opening) return;
  ListenerState* listener = server.machine->listeners.find(server.local);
  if (listener == nullptr) return reset(Side::server);
  server.state = State::open;
  listener->arrived(shared_from_this());
}

}  // namespace mailtown::sim
