#include "simulator/capture/transmission.h"

#include <algorithm>

#include "simulator/capture/packet.h"

namespace mailtown::capture {

using reader::Step;
using Kind = Transmission::Kind;

namespace {

constexpr std::int64_t unread_us = 200'000;  // a program that takes longer is busy, not far away

// A stretch of one direction that was written at once.
struct Write {
  std::uint64_t position = 0;
  std::string bytes;
  std::int64_t begin_us = 0;
  Moment sent, arrived;
  std::vector<std::pair<std::uint64_t, Step>> steps;  // where what they tell of begins
};

class Schedule {
 public:
  explicit Schedule(const Connection& connection) : connection_(connection) {
    latency_us_[client] = latency_us(client);
    latency_us_[server] = latency_us(server);
  }

  std::vector<Transmission> make() {
    opening();
    for (const Side side : {client, server}) {
      for (const Write& write : writes(side)) segments(side, write);
      ending(side);
    }
    return std::move(all_);
  }

 private:
  std::int64_t latency_us(Side from) const;
  void opening();
  void refusal(const Moment& last_syn);
  std::vector<Write> writes(Side side) const;
  void segments(Side side, const Write& write);
  std::size_t segment_end(Side side, const Write& write, std::size_t begin) const;
  void ending(Side side);
  void resets(Side side);
  bool is_gone(Side side, std::int64_t us) const;
  bool gave_up(Side side) const;
  std::vector<Loss> losses_of(Side side, const char* segment, std::uint64_t position = 0) const;
  Moment send(Transmission transmission, const std::vector<Loss>& losses);
  Moment later(const Moment& moment, Side from) const {
    return {moment.us + latency_us_[from], moment.step};
  }

  const Connection& connection_;
  std::array<std::int64_t, 2> latency_us_{};
  std::vector<Transmission> all_;
};

// The shortest time that anything took in this direction, or else in the other one.
std::int64_t Schedule::latency_us(Side from) const {
  for (const Side side : {from, other(from)}) {
    std::int64_t shortest = -1;
    for (const auto& piece : connection_.pieces[side]) {
      const auto took = piece.arrived.us - piece.sent.us;
      if (piece.arrived && (shortest < 0 || took < shortest))
        shortest = std::max<std::int64_t>(took, 0);
    }
    if (shortest >= 0) return shortest;
  }
  const auto& answered = connection_.connected ? connection_.connected : connection_.failed;
  const bool knocked = connection_.tried && connection_.losses.empty() && answered &&
                       connection_.failed_how != "timed out";
  return knocked ? (answered.us - connection_.tried.us) / 2 : 0;
}

std::vector<Loss> Schedule::losses_of(Side side, const char* segment,
                                      std::uint64_t position) const {
  std::vector<Loss> found;
  for (const Loss& loss : connection_.losses) {
    if (loss.from != side || loss.segment != segment) continue;
    const bool is_data = loss.length > 0;
    if (is_data && (position < loss.position || position >= loss.position + loss.length)) continue;
    found.push_back(loss);
  }
  return found;
}

bool Schedule::is_gone(Side side, std::int64_t us) const {
  const auto& crash = connection_.crashed[side];
  const auto& ending = connection_.endings[side];
  if (crash && crash.us <= us) return true;
  if (side == client && connection_.failed && connection_.failed.us <= us) return true;
  return ending.how == "reset" && ending.at.us <= us;  // after a close, the kernel goes on
}

// Its last retransmission stayed unanswered: the kernel has dropped the connection by itself.
bool Schedule::gave_up(Side side) const {
  return std::any_of(connection_.losses.begin(), connection_.losses.end(),
                     [&](const Loss& loss) { return loss.from == side && loss.again_us == 0; });
}

// Sends it as often as it was lost and once more, as long as its sender is there. Returns when the
// last one went out.
Moment Schedule::send(Transmission transmission, const std::vector<Loss>& losses) {
  const Moment arrives = transmission.arrives;
  Moment& departs = transmission.departs;
  for (const Loss& loss : losses) {
    transmission.is_lost = true;
    transmission.arrives = {};
    transmission.steps.push_back(loss.at.step);
    all_.push_back(transmission);
    transmission.steps.pop_back();
    const Moment again{loss.at.us + loss.again_us, loss.at.step};
    if (loss.again_us == 0 || is_gone(transmission.from, again.us)) return departs;
    departs = again;
  }
  transmission.is_lost = false;
  transmission.arrives = arrives;
  const Moment expected = later(departs, transmission.from);
  const bool waits_unread = arrives && arrives.us > expected.us + unread_us;
  const bool too_early = !arrives || arrives.us < departs.us;
  if (waits_unread || too_early) transmission.arrives = expected;
  all_.push_back(std::move(transmission));
  return all_.back().departs;
}

// --- opening -------------------------------------------------------------------------------------

void Schedule::opening() {
  const Moment &tried = connection_.tried, &connected = connection_.connected,
               &accepted = connection_.accepted;
  if (!connected && !accepted && connection_.failed_how == "unreachable") return;
  const Moment open = connected ? connected : accepted;
  const std::int64_t round_trip_us = latency_us_[client] + latency_us_[server];
  Moment begin = tried ? tried : open;
  // A server that alone keeps a trace sees all three packets at once; an exchange over TCP is told
  // of only once it is open.
  if (begin.us == open.us) begin.us = std::max<std::int64_t>(begin.us - round_trip_us, 0);

  Transmission first{.kind = Kind::syn, .from = client, .departs = begin};
  first.steps.push_back(begin.step);
  const auto last_syn = send(first, losses_of(client, "SYN"));
  if (!open) {
    if (connection_.failed_how == "refused") refusal(last_syn);
    return;
  }
  Transmission second{.kind = Kind::syn_ack, .from = server, .departs = open, .arrives = open};
  const auto lost_answers = losses_of(server, "SYN-ACK");
  second.departs.us = std::max(last_syn.us, open.us - latency_us_[server]);
  second.departs.step = last_syn.step;
  if (!lost_answers.empty()) second.departs = lost_answers.front().at;
  send(second, lost_answers);
  Transmission third{.kind = Kind::ack, .from = client, .departs = open};
  third.steps.push_back(open.step);
  if (connected && accepted) third.arrives = accepted;
  send(third, losses_of(client, "ACK"));
}

void Schedule::refusal(const Moment& last_syn) {
  Transmission answer{.kind = Kind::rst, .from = server};
  answer.arrives = connection_.failed;
  answer.departs = {std::max(last_syn.us, connection_.failed.us - latency_us_[server]),
                    last_syn.step};
  answer.steps.push_back(connection_.failed.step);
  all_.push_back(std::move(answer));
}

// --- data ----------------------------------------------------------------------------------------

std::vector<Write> Schedule::writes(Side side) const {
  std::vector<Write> found;
  for (const auto& piece : connection_.pieces[side]) {
    const bool at_once = !found.empty() && found.back().begin_us == found.back().sent.us &&
                         found.back().sent.us == piece.sent.us && piece.begin_us == piece.sent.us;
    if (!at_once) {
      found.push_back({.position = piece.position, .begin_us = piece.begin_us});
    }
    Write& write = found.back();
    write.bytes += piece.bytes;
    if (!at_once) write.sent = piece.sent;
    if (!write.arrived) write.arrived = piece.arrived;
    write.steps.emplace_back(piece.position, piece.sent.step);
    if (piece.arrived) write.steps.emplace_back(piece.position, piece.arrived.step);
  }
  return found;
}

// Where the segment that begins there ends, both counted within the write: at the largest size, or
// where one begins that got lost.
std::size_t Schedule::segment_end(Side side, const Write& write, std::size_t begin) const {
  std::size_t end =
      std::min(write.bytes.size(), begin + segment_bytes_max(connection_.server_end.address));
  for (const Loss& loss : connection_.losses) {
    if (loss.from != side || loss.length == 0) continue;
    for (const auto edge : {loss.position, loss.position + loss.length}) {
      if (edge > write.position + begin && edge < write.position + end) end = edge - write.position;
    }
  }
  return end;
}

// Spread over the time that the write took.
void Schedule::segments(Side side, const Write& write) {
  const auto took = static_cast<double>(write.sent.us - write.begin_us);
  for (std::size_t begin = 0; begin < write.bytes.size();) {
    const std::size_t end = segment_end(side, write, begin);
    const double share = static_cast<double>(end) / static_cast<double>(write.bytes.size());
    Transmission segment{.kind = Kind::data, .from = side, .position = write.position + begin};
    segment.bytes = write.bytes.substr(begin, end - begin);
    segment.pushes = end == write.bytes.size();
    segment.departs = {write.begin_us + static_cast<std::int64_t>(took * share), write.sent.step};
    for (const auto& [position, step] : write.steps) {
      if (position >= segment.position && position < write.position + end)
        segment.steps.push_back(step);
    }
    if (segment.pushes) segment.arrives = write.arrived;
    send(segment, losses_of(side, "data", segment.position));
    begin = end;
  }
}

// --- end -----------------------------------------------------------------------------------------

void Schedule::ending(Side side) {
  const auto& ending = connection_.endings[side];
  if (!ending.at) return;
  if (ending.how == "reset") return resets(side);
  if (ending.how != "closed" && gave_up(side)) return;
  const auto& pieces = connection_.pieces[side];
  Transmission last{.kind = Kind::fin, .from = side, .departs = ending.at};
  if (!pieces.empty()) last.position = pieces.back().position + pieces.back().bytes.size();
  last.steps.push_back(ending.at.step);
  send(last, losses_of(side, "FIN"));
}

// Of two sides that both say so, the first one did it; one alone had it done to him.
void Schedule::resets(Side side) {
  const auto& mine = connection_.endings[side];
  const auto& theirs = connection_.endings[other(side)];
  const bool both = theirs.at && theirs.how == "reset";
  if (both && theirs.at.step < mine.at.step) return;
  const Side by = both ? side : other(side);
  Transmission last{.kind = Kind::rst, .from = by, .departs = mine.at, .arrives = mine.at};
  last.steps.push_back(mine.at.step);
  if (both) {
    last.arrives = theirs.at;
  } else {
    last.departs.us = std::max<std::int64_t>(mine.at.us - latency_us_[by], 0);
  }
  all_.push_back(std::move(last));
}

}  // namespace

std::vector<Transmission> transmissions_of(const Connection& connection) {
  return Schedule(connection).make();
}

}  // namespace mailtown::capture
