#include "simulator/capture/connection_collector.h"

#include <algorithm>

#include "simulator/capture/dns_bytes.h"

namespace mailtown::capture {

using reader::Step;

std::vector<Connection> connections_of(const reader::Reading& reading) {
  ConnectionCollector collector(reading);
  for (Step step = 1; step <= reading.steps(); ++step) collector.take(step);
  return collector.finish();
}

ConnectionCollector::ConnectionCollector(const reader::Reading& reading) : reading_(reading) {
  for (const auto& motion : reading.joined().motions) {
    if (motion.arrived == 0) continue;
    arrival_of_.emplace(motion.sent, motion.arrived);
    arrivals_.insert(motion.arrived);
  }
}

void ConnectionCollector::take(Step step) {
  step_ = step;
  std::visit([this](const auto& payload) { see(payload); }, reading_.event(step).payload);
}

Moment ConnectionCollector::now() const {
  return {reading_.event(step_).time_us, step_};
}

// --- which connection ----------------------------------------------------------------------------

ConnectionCollector::Draft* ConnectionCollector::of_conversation() {
  const auto conversation = reading_.joined().at(step_).conversation;
  if (conversation == 0) return nullptr;
  const auto [found, is_new] = by_conversation_.try_emplace(conversation, drafts_.size());
  if (is_new) {
    const auto& info = reading_.joined().conversations[conversation - 1];
    auto& draft = drafts_.emplace_back();
    draft.connection.client_end = info.client_end;
    draft.connection.server_end = info.server_end;
  }
  return &drafts_[found->second];
}

ConnectionCollector::Draft* ConnectionCollector::with_ends(const Endpoint& from,
                                                           const Endpoint& to) {
  for (const auto& ends : {std::pair{from, to}, std::pair{to, from}}) {
    const auto found = by_ends_.find(ends);
    if (found != by_ends_.end()) return &drafts_[found->second];
  }
  return nullptr;
}

// An attempt whose own port nobody has told yet, or that is known to come from this one.
ConnectionCollector::Draft* ConnectionCollector::knocking(const Endpoint& from,
                                                          const Endpoint& to) {
  Draft* nameless = nullptr;
  for (auto draft = drafts_.rbegin(); draft != drafts_.rend(); ++draft) {
    auto& connection = draft->connection;
    if (connection.server_end != to || connection.failed) continue;
    if (connection.client_end == from) return &*draft;
    const bool has_no_port = connection.tried && connection.client_end.port == 0;
    if (has_no_port && reading_.machine(connection.tried.step) == reading_.names().at(from.address))
      nameless = &*draft;
  }
  if (nameless != nullptr) nameless->connection.client_end = from;
  return nameless;
}

Side ConnectionCollector::side_of(const Draft& draft, const Endpoint& local) const {
  return local == draft.connection.client_end ? client : server;
}

// --- beginnings and ends -------------------------------------------------------------------------

void ConnectionCollector::see(const trace::ConnectTried& event) {
  auto* draft = of_conversation();
  if (draft == nullptr) return;
  draft->connection.tried = now();
  // The port is told once it is open.
  auto& mine = draft->connection.client_end;
  if (mine.port == 0) mine = reading_.names().own_end(reading_.event(step_).program, {}, event.to);
}

void ConnectionCollector::see(const trace::Connected& event) {
  auto* draft = of_conversation();
  if (draft == nullptr) return;
  draft->connection.connected = now();
  draft->programs[client] = reading_.event(step_).program + 1;
  by_ends_[{event.local, event.remote}] = static_cast<std::size_t>(draft - drafts_.data());
}

void ConnectionCollector::see(const trace::Accepted& event) {
  auto* draft = of_conversation();
  if (draft == nullptr) return;
  draft->connection.accepted = now();
  draft->programs[server] = reading_.event(step_).program + 1;
  by_ends_[{event.remote, event.local}] = static_cast<std::size_t>(draft - drafts_.data());
}

void ConnectionCollector::see(const trace::ConnectFailed& event) {
  auto* draft = of_conversation();
  if (draft == nullptr) return;
  draft->connection.failed = now();
  draft->connection.failed_how = event.why;
}

void ConnectionCollector::see(const trace::StreamEnded& event) {
  auto* draft = of_conversation();
  if (draft == nullptr) return;
  draft->connection.endings[side_of(*draft, event.local)] = {now(), event.how};
}

void ConnectionCollector::see(const trace::PacketLost& event) {
  if (event.what != "segment") return;
  auto* draft =
      event.segment == "SYN" ? knocking(event.from, event.to) : with_ends(event.from, event.to);
  if (draft == nullptr && event.segment == "SYN-ACK") draft = knocking(event.to, event.from);
  if (draft == nullptr) return;
  draft->connection.losses.push_back({now(), side_of(*draft, event.from), event.segment,
                                      event.offset, event.bytes,
                                      static_cast<std::int64_t>(event.again_us)});
}

void ConnectionCollector::see(const trace::ProgramStopped& event) {
  if (event.how == "cleanly") return;
  const auto program = reading_.event(step_).program + 1;
  for (auto& draft : drafts_) {
    for (const Side side : {client, server}) {
      if (draft.programs[side] != program || draft.connection.endings[side].at) continue;
      if (!draft.connection.crashed[side]) draft.connection.crashed[side] = now();
    }
  }
}

// --- what was sent -------------------------------------------------------------------------------

// `offset` counts from the handshake or from where TLS began.
void ConnectionCollector::add(Draft& draft, Side from, std::uint64_t offset, std::uint64_t length,
                              Piece piece) {
  auto& offsets = draft.offsets[from];
  if (offset < offsets.next) offsets = {.base = offsets.base + offsets.next};
  piece.position = offsets.base + offset;
  offsets.next = offset + std::max<std::uint64_t>(length, 1);
  draft.connection.pieces[from].push_back(std::move(piece));
  draft.lengths[from].push_back(length);
}

template <class Event>
void ConnectionCollector::sent(const Event& event, std::uint64_t length) {
  auto* draft = of_conversation();
  if (draft == nullptr) return;
  const Side from = side_of(*draft, event.local);
  auto& offsets = draft->offsets[from];
  Piece piece{.begin_us = now().us, .sent = now()};
  auto offset = event.offset;
  if (const auto arrived = arrival_of_.find(step_); arrived != arrival_of_.end()) {
    piece.arrived = {reading_.event(arrived->second).time_us, arrived->second};
    // Faults sit between the server and the wire: what the client counts is what passed the wire.
    const auto* seen = std::get_if<trace::LineReceived>(&reading_.event(arrived->second).payload);
    if (from == server && seen != nullptr) {
      offsets.shift = static_cast<std::int64_t>(seen->offset - offset);
    }
  }
  if (from == server) offset += static_cast<std::uint64_t>(offsets.shift);
  const auto busy_until_us = draft->busy_until_us[from];
  if (length > 0 && busy_until_us != 0) piece.begin_us = busy_until_us;
  draft->busy_until_us[from] = now().us;
  add(*draft, from, offset, length, std::move(piece));
}

// What comes from somebody who records nothing, or out of a fault.
template <class Event>
void ConnectionCollector::received(const Event& event, std::uint64_t length) {
  auto* draft = of_conversation();
  if (draft == nullptr) return;
  const Side to = side_of(*draft, event.local);
  draft->busy_until_us[to] = now().us;
  const Side from = other(to);
  const bool was_told = draft->programs[from] != 0 && event.offset < draft->offsets[from].next;
  if (arrivals_.contains(step_) || was_told) return;
  add(*draft, from, event.offset, length,
      Piece{.begin_us = now().us, .sent = now(), .arrived = now()});
}

void ConnectionCollector::see(const trace::LineSent& event) {
  sent(event, 0);
}
void ConnectionCollector::see(const trace::LineReceived& event) {
  received(event, 0);
}
void ConnectionCollector::see(const trace::BodySent& event) {
  sent(event, event.bytes);
}
void ConnectionCollector::see(const trace::BodyReceived& event) {
  received(event, event.bytes);
}

// --- DNS over TCP --------------------------------------------------------------------------------

// The trace tells of the messages alone. Each of our questions has a connection of its own, which
// ends with the answer.
template <class Event>
void ConnectionCollector::dns(const Event& event, bool asks, bool sends) {
  if (event.transport != "tcp" || (!sends && arrivals_.contains(step_))) return;
  const auto& from = sends ? event.local : event.remote;
  const auto& to = sends ? event.remote : event.local;
  const std::pair ends = asks ? std::pair{from, to} : std::pair{to, from};
  const auto [found, is_new] = by_ends_.try_emplace(ends, drafts_.size());
  if (is_new || (asks && drafts_[found->second].connection.endings[client].at)) {
    found->second = drafts_.size();
    auto& connection = drafts_.emplace_back().connection;
    connection.client_end = ends.first;
    connection.server_end = ends.second;
    connection.tried = connection.connected = connection.accepted = now();
  }
  auto& draft = drafts_[found->second];
  const Side side = asks ? client : server;
  Piece piece{.begin_us = now().us, .sent = now()};
  if (!sends) piece.arrived = now();
  if (const auto arrived = arrival_of_.find(step_); arrived != arrival_of_.end()) {
    piece.arrived = {reading_.event(arrived->second).time_us, arrived->second};
  }
  if (!asks) {
    const Moment last = piece.arrived ? piece.arrived : piece.sent;
    draft.connection.endings = {Ending{last, "closed"}, Ending{last, "closed"}};
  }
  piece.bytes = dns_bytes(reading_.event(step_)).value_or(std::string());
  const auto length = piece.bytes.size();
  add(draft, side, draft.offsets[side].next, length, std::move(piece));
}

void ConnectionCollector::see(const trace::DnsQuestionSent& event) {
  dns(event, true, true);
}
void ConnectionCollector::see(const trace::DnsQuestionReceived& event) {
  dns(event, true, false);
}
void ConnectionCollector::see(const trace::DnsAnswerSent& event) {
  dns(event, false, true);
}
void ConnectionCollector::see(const trace::DnsAnswerReceived& event) {
  dns(event, false, false);
}

// --- bytes ---------------------------------------------------------------------------------------

std::vector<Connection> ConnectionCollector::finish() {
  const BodyTexts texts(reading_);
  std::vector<Connection> all;
  for (auto& draft : drafts_) {
    for (const Side side : {client, server}) fill(draft, side, texts);
    all.push_back(std::move(draft.connection));
  }
  return all;
}

// Each piece reaches to where the next one begins.
void ConnectionCollector::fill(Draft& draft, Side from, const BodyTexts& texts) {
  auto& pieces = draft.connection.pieces[from];
  std::uint64_t end = 0;
  std::vector<Piece> whole;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    Piece& piece = pieces[i];
    if (piece.position < end) continue;  // told twice
    std::optional<std::uint64_t> length;
    if (i + 1 < pieces.size() && pieces[i + 1].position > piece.position) {
      length = pieces[i + 1].position - piece.position;
    }
    const auto& payload = reading_.event(piece.sent.step).payload;
    if (const auto* line = std::get_if<trace::LineSent>(&payload)) {
      piece.bytes = line_bytes(line->text, length);
    } else if (const auto* heard = std::get_if<trace::LineReceived>(&payload)) {
      piece.bytes = line_bytes(heard->text, length);
    } else if (piece.bytes.empty()) {
      const auto* sent = std::get_if<trace::BodySent>(&payload);
      const std::string& protocol =
          sent != nullptr ? sent->protocol : std::get<trace::BodyReceived>(payload).protocol;
      piece.bytes = texts.bytes(protocol, draft.lengths[from][i],
                                sent != nullptr ? piece.sent.step : 0, piece.arrived.step);
    }
    piece.position = end;  // whatever came before and is not in the trace
    end += piece.bytes.size();
    whole.push_back(std::move(piece));
  }
  pieces = std::move(whole);
}

}  // namespace mailtown::capture
