#include "simulator/reader/wire_joiner.h"

#include <algorithm>

namespace mailtown::reader {

namespace {

// "example.com MX". Most often it says so already.
void set_subject(trace::Text& subject, const trace::Text& name, const trace::Text& type) {
  const std::string_view known = subject;
  const bool same = known.size() == name.size() + 1 + type.size() && known.starts_with(name) &&
                    known.ends_with(type);
  if (!same) subject = name + " " + type;
}

}  // namespace

WireJoiner::WireJoiner(const trace::Trace& trace, const MachineNames& names, Joined& joined)
    : trace_(trace),
      names_(names),
      joined_(joined),
      node_of_step_(trace.events.size() + 1, no_node),
      numbers_(trace.header.programs.size()),
      spoken_(trace.header.programs.size()) {}

void WireJoiner::take(Step step) {
  step_ = step;
  event_ = &trace_.events[step - 1];
  auto& joined = joined_.steps[step - 1];
  joined.cause = joined.local_cause = local_cause(*event_);
  if (event_->program < numbers_.size()) {
    numbers_[event_->program].emplace_back(event_->number, step);
  }
  std::visit([this](const auto& payload) { see(payload); }, event_->payload);
}

// A program numbers its events upwards, so its list is sorted.
Step WireJoiner::local_cause(const trace::Event& event) const {
  if (event.cause == 0 || event.program >= numbers_.size()) return 0;
  const auto& numbers = numbers_[event.program];
  // Its place too, unless the trace lacks some.
  if (event.cause <= numbers.size() && numbers[event.cause - 1].first == event.cause) {
    return numbers[event.cause - 1].second;
  }
  const auto found =
      std::lower_bound(numbers.begin(), numbers.end(), std::pair{event.cause, Step{0}});
  return found != numbers.end() && found->first == event.cause ? found->second : 0;
}

void WireJoiner::caused_by(Step step, Step cause) {
  if (cause != 0 && cause < step) joined_.steps[step - 1].cause = cause;
}

// --- conversations -------------------------------------------------------------------------------

// A program may ask DNS within a conversation of another protocol; the two stay apart.
WireJoiner::Node WireJoiner::conversation_node(bool dns) {
  if (event_->conversation == 0) return no_node;
  const auto [found, is_new] =
      conversations_.try_emplace({event_->program, event_->conversation, dns}, no_node);
  if (is_new) {
    found->second = groups_.add();
    info_of_node_.emplace_back();
  }
  return found->second;
}

// For an event without ends: the conversation of that sort if there is one, else of the other.
WireJoiner::Node WireJoiner::any_conversation_node(bool dns) {
  if (event_->conversation == 0) return no_node;
  for (const bool sort : {dns, !dns}) {
    const auto found = conversations_.find({event_->program, event_->conversation, sort});
    if (found != conversations_.end()) return found->second;
  }
  return conversation_node(dns);
}

void WireJoiner::belongs_to(Node node) {
  node_of_step_[step_] = node;
}

void WireJoiner::describe(Node node, const trace::Text& protocol, const Endpoint& client,
                          const Endpoint& server) {
  auto& info = info_of_node_[node];
  if (info.protocol.empty()) info.protocol = protocol;
  if (!info.client.empty()) return;
  info.client_end = client;
  info.server_end = server;
  info.client = names_.at(client.address);
  info.server = names_.at(server.address);
}

// --- motions -------------------------------------------------------------------------------------

Motion WireJoiner::motion(Motion::What what, const Endpoint& from, const Endpoint& to,
                          trace::Text text) {
  Motion motion;
  motion.what = what;
  motion.from = names_.at(from.address);
  motion.to = names_.at(to.address);
  motion.text = std::move(text);
  motion.start_us = event_->time_us;
  motion.arrival_us = -1;
  motion.sent = step_;
  motion.lost = names_.knows(to.address);  // until it arrives
  return motion;
}

std::size_t WireJoiner::begin_motion(Motion motion) {
  joined_.motions.push_back(std::move(motion));
  return joined_.motions.size() - 1;
}

void WireJoiner::end_motion(std::size_t index) {
  auto& motion = joined_.motions[index];
  motion.arrival_us = event_->time_us;
  motion.arrived = step_;
  motion.lost = false;
  caused_by(step_, motion.sent);
}

// --- streams: opening and ending -----------------------------------------------------------------

std::size_t WireJoiner::stream_between(const Endpoint& client, const Endpoint& server,
                                       std::uint64_t which) {
  const auto [found, is_new] =
      stream_by_ends_.try_emplace({client, server, which}, streams_.size());
  if (is_new) {
    streams_.push_back(
        {.node = groups_.add(), .client = client, .server = server, .directions = {}});
    info_of_node_.emplace_back();
  }
  last_stream_[{client, server}] = found->second;
  return found->second;
}

// The stream that an end speaks on. If its opening is not in the trace, the lower port is taken
// for the server's.
std::size_t WireJoiner::stream_of(const Endpoint& local, const Endpoint& remote) {
  auto* spoken = event_->program < spoken_.size() ? &spoken_[event_->program] : nullptr;
  if (spoken && *spoken && (*spoken)->local == local && (*spoken)->remote == remote) {
    return (*spoken)->stream;
  }
  const auto found = stream_of_side_.find({event_->program, local, remote});
  if (found != stream_of_side_.end()) {
    if (spoken) *spoken = {local, remote, found->second};
    return found->second;
  }
  const bool local_is_client = local.port > remote.port;
  const auto& client = local_is_client ? local : remote;
  const auto& server = local_is_client ? remote : local;
  const auto opened =
      std::max(connected_count_[{client, server}], accepted_count_[{client, server}]);
  const auto stream = stream_between(client, server, opened);
  stream_of_side_[{event_->program, local, remote}] = stream;
  return stream;
}

void WireJoiner::forget_spoken() {
  if (event_->program < spoken_.size()) spoken_[event_->program].reset();
}

// What went that way last; no_motion: nothing did.
std::size_t WireJoiner::last_motion(const Endpoint& from, const Endpoint& to) {
  if (const auto sent = last_datagram_.find({from, to}); sent != last_datagram_.end()) {
    return sent->second;
  }
  for (const Ends& ends : {Ends{from, to}, Ends{to, from}}) {
    const auto found = last_stream_.find(ends);
    if (found == last_stream_.end()) continue;
    const auto& sent = direction(streams_[found->second], from).sent;
    if (!sent.empty()) return sent.back().motion;
  }
  return no_motion;
}

WireJoiner::Direction& WireJoiner::direction(Stream& stream, const Endpoint& from) {
  return stream.directions[from == stream.client ? 0 : 1];
}

void WireJoiner::see(const trace::ConnectTried& event) {
  const auto node = conversation_node(false);
  belongs_to(node);
  auto& knock = knocks_[{event_->program, event_->conversation}];
  knock = {.tried = step_, .to = event.to};
  auto going = motion(Motion::What::knock, Endpoint{}, event.to, event.to.to_string());
  going.from = names_.of_program(event_->program);
  knock.motion = begin_motion(std::move(going));
  last_knock_at_[event.to] = {event_->program, event_->conversation};
  if (node == no_node) return;
  auto& info = info_of_node_[node];
  info.protocol = event.protocol;
  info.host_name = event.name;
  info.client = names_.of_program(event_->program);
  info.server = names_.at(event.to.address);
  info.server_end = event.to;
}

void WireJoiner::knock_ends(Knock& knock, std::int64_t arrival_us, Step arrived, bool lost) {
  if (knock.motion == no_motion) return;
  auto& motion = joined_.motions[knock.motion];
  motion.arrival_us = arrival_us;
  motion.arrived = arrived;
  motion.lost = lost;
  knock.motion = no_motion;
}

void WireJoiner::see(const trace::Connected& event) {
  const auto index =
      stream_between(event.local, event.remote, ++connected_count_[{event.local, event.remote}]);
  auto& stream = streams_[index];
  stream_of_side_[{event_->program, event.local, event.remote}] = index;
  forget_spoken();
  stream.connected = step_;
  belongs_to(stream.node);
  if (const auto node = conversation_node(false); node != no_node) groups_.unite(node, stream.node);
  describe(stream.node, event.protocol, event.local, event.remote);
  auto& info = info_of_node_[stream.node];
  if (info.host_name.empty()) info.host_name = event.name;
  const auto knock = knocks_.find({event_->program, event_->conversation});
  if (knock == knocks_.end()) return;
  stream.tried = knock->second.tried;
  const auto answered =
      stream.accepted ? trace_.events[stream.accepted - 1].time_us : event_->time_us;
  knock_ends(knock->second, answered, stream.accepted ? stream.accepted : step_, false);
  if (stream.accepted) caused_by(stream.accepted, stream.tried);
}

void WireJoiner::see(const trace::Accepted& event) {
  const auto index =
      stream_between(event.remote, event.local, ++accepted_count_[{event.remote, event.local}]);
  auto& stream = streams_[index];
  stream_of_side_[{event_->program, event.local, event.remote}] = index;
  forget_spoken();
  stream.accepted = step_;
  belongs_to(stream.node);
  if (const auto node = conversation_node(false); node != no_node) groups_.unite(node, stream.node);
  describe(stream.node, event.protocol, event.remote, event.local);
  if (stream.connected) caused_by(step_, stream.connected);
}

void WireJoiner::see(const trace::ConnectFailed& event) {
  belongs_to(conversation_node(false));
  const auto knock = knocks_.find({event_->program, event_->conversation});
  if (knock == knocks_.end() || knock->second.to != event.to) return;
  if (knock->second.motion == no_motion) return;
  constexpr std::int64_t shown_us = 50'000;  // a knock that nobody answers fades after that
  const auto start = joined_.motions[knock->second.motion].start_us;
  const bool refused = event.why == "refused";
  knock_ends(knock->second, start + std::min((event_->time_us - start) / 2, shown_us),
             refused ? step_ : 0, !refused);
}

void WireJoiner::see(const trace::StreamEnded& event) {
  auto& stream = streams_[stream_of(event.local, event.remote)];
  belongs_to(stream.node);
  if (stream.ended) caused_by(step_, stream.ended);
  stream.ended = step_;
  stream_of_side_.erase({event_->program, event.local, event.remote});
  forget_spoken();
}

void WireJoiner::see(const trace::PacketLost& event) {
  auto lost = last_motion(event.from, event.to);
  if (lost == no_motion) {
    const auto at = last_knock_at_.find(event.to);
    if (at != last_knock_at_.end()) lost = knocks_[at->second].motion;
  }
  if (lost == no_motion) return belongs_to(any_conversation_node(false));
  auto& motion = joined_.motions[lost];
  if (motion.arrived == 0) {
    motion.lost = true;
    motion.arrival_us = event_->time_us;
  }
  caused_by(step_, motion.sent);
  belongs_to(node_of_step_[motion.sent]);
}

// --- streams: lines and bodies -------------------------------------------------------------------

void WireJoiner::sent(const Endpoint& local, const Endpoint& remote, const trace::Text& protocol,
                      std::uint64_t offset, Motion motion) {
  auto& stream = streams_[stream_of(local, remote)];
  belongs_to(stream.node);
  describe(stream.node, protocol, stream.client, stream.server);
  auto& way = direction(stream, local);
  if (!way.sent.empty() && offset < way.sent.back().offset) way = {};  // the count began anew: TLS
  const auto index = begin_motion(std::move(motion));
  way.sent.push_back({offset, index});
}

void WireJoiner::received(const Endpoint& local, const Endpoint& remote,
                          const trace::Text& protocol, std::uint64_t offset, Motion::What what,
                          const trace::Text& text) {
  auto& stream = streams_[stream_of(local, remote)];
  belongs_to(stream.node);
  describe(stream.node, protocol, stream.client, stream.server);
  const auto arrives = motion_at(direction(stream, remote), offset, what, text);
  if (arrives != no_motion) end_motion(arrives);
}

// What was sent at that offset. Where a fault has put lines into a stream or taken them out, the
// ends count differently: then the next one that is the same and under way.
std::size_t WireJoiner::motion_at(Direction& way, std::uint64_t offset, Motion::What what,
                                  const trace::Text& text) const {
  const auto is_it = [&](const Sent& sent) {
    const auto& motion = joined_.motions[sent.motion];
    return motion.what == what && (what == Motion::What::body || motion.text == text);
  };
  while (way.reached + 1 < way.sent.size() && way.sent[way.reached + 1].offset <= offset) {
    ++way.reached;
  }
  const bool sent_there = way.reached < way.sent.size() && way.sent[way.reached].offset <= offset;
  if (sent_there && is_it(way.sent[way.reached])) return way.sent[way.reached].motion;
  for (const auto& sent : way.sent) {
    if (joined_.motions[sent.motion].arrived == 0 && is_it(sent)) return sent.motion;
  }
  return sent_there ? way.sent[way.reached].motion : no_motion;
}

void WireJoiner::see(const trace::LineSent& event) {
  sent(event.local, event.remote, event.protocol, event.offset,
       motion(Motion::What::line, event.local, event.remote, event.text));
}
void WireJoiner::see(const trace::BodySent& event) {
  sent(event.local, event.remote, event.protocol, event.offset,
       motion(Motion::What::body, event.local, event.remote, event.body));
}
void WireJoiner::see(const trace::LineReceived& event) {
  received(event.local, event.remote, event.protocol, event.offset, Motion::What::line, event.text);
}
void WireJoiner::see(const trace::BodyReceived& event) {
  received(event.local, event.remote, event.protocol, event.offset, Motion::What::body, {});
}

// --- DNS -----------------------------------------------------------------------------------------

// `begin`: an id that comes again after a finished exchange is a new one.
template <class Event>
WireJoiner::Exchange& WireJoiner::exchange(const Endpoint& asker, const Endpoint& asked,
                                           const Event& event, bool begin) {
  static const trace::Text dns = "dns";
  const auto [found, is_new] = exchanges_.try_emplace({asker, asked, event.id}, Exchange{});
  if (is_new || begin) {
    found->second = {.node = groups_.add()};
    info_of_node_.emplace_back();
  }
  const auto node = found->second.node;
  belongs_to(node);
  if (const auto own = conversation_node(true); own != no_node) groups_.unite(own, node);
  describe(node, dns, asker, asked);
  set_subject(info_of_node_[node].subject, event.name, event.type);
  return found->second;
}

void WireJoiner::see(const trace::DnsQuestionSent& event) {
  const auto local = names_.own_end(event_->program, event.local, event.remote);
  auto& asking = exchange(local, event.remote, event, true);
  asking.question = begin_motion(
      motion(Motion::What::question, local, event.remote, info_of_node_[asking.node].subject));
  last_datagram_[{local, event.remote}] = asking.question;
}

void WireJoiner::see(const trace::DnsQuestionReceived& event) {
  const auto local = names_.own_end(event_->program, event.local, event.remote);
  auto& asking = exchange(event.remote, local, event, false);
  if (asking.question != no_motion) end_motion(asking.question);
}

void WireJoiner::see(const trace::DnsAnswerSent& event) {
  const auto local = names_.own_end(event_->program, event.local, event.remote);
  auto& asking = exchange(event.remote, local, event, false);
  asking.answer = begin_motion(
      motion(Motion::What::answer, local, event.remote, info_of_node_[asking.node].subject));
  last_datagram_[{local, event.remote}] = asking.answer;
}

void WireJoiner::see(const trace::DnsAnswerReceived& event) {
  const auto local = names_.own_end(event_->program, event.local, event.remote);
  auto& asking = exchange(local, event.remote, event, false);
  if (asking.answer != no_motion) end_motion(asking.answer);
}

template <class Other>
void WireJoiner::see(const Other&) {
  constexpr bool dns =
      std::is_same_v<Other, trace::DnsResolved> || std::is_same_v<Other, trace::DnsCacheHit> ||
      std::is_same_v<Other, trace::DnsCacheStored> || std::is_same_v<Other, trace::DnsCacheExpired>;
  belongs_to(any_conversation_node(dns));
}

// --- after the last event ------------------------------------------------------------------------

void WireJoiner::finish() {
  end_open_motions();
  number_conversations();
  order_motions();
}

// What nobody received by the end: lost, unless the trace ends while it is still on its way.
void WireJoiner::end_open_motions() {
  constexpr std::int64_t shown_us = 50'000, patience_us = 1'000'000;
  const auto end = trace_.events.empty() ? 0 : trace_.events.back().time_us;
  for (auto& motion : joined_.motions) {
    if (motion.arrival_us >= 0) continue;
    motion.arrival_us = motion.start_us + shown_us;
    if (end - motion.start_us < patience_us) motion.lost = false;
  }
}

void WireJoiner::number_conversations() {
  std::vector<std::uint32_t> numbers(info_of_node_.size(), 0);  // 0: none yet
  for (Step step = 1; step < node_of_step_.size(); ++step) {
    if (node_of_step_[step] == no_node) continue;
    auto& number = numbers[groups_.group_of(node_of_step_[step])];
    auto& joined = joined_.steps[step - 1];
    if (number == 0) {
      joined_.conversations.emplace_back();
      joined_.conversations.back().first = step;
      joined_.conversations.back().cause = joined.cause;
      number = static_cast<std::uint32_t>(joined_.conversations.size());
    }
    joined.conversation = number;
    joined_.conversations[number - 1].last = step;
  }
  // What each member of a group knows.
  for (Node node = 0; node < info_of_node_.size(); ++node) {
    const auto number = numbers[groups_.group_of(node)];
    if (number == 0) continue;
    auto& whole = joined_.conversations[number - 1];
    const auto& part = info_of_node_[node];
    if (whole.protocol.empty()) whole.protocol = part.protocol;
    if (whole.host_name.empty()) whole.host_name = part.host_name;
    if (whole.subject.empty()) whole.subject = part.subject;
    if (whole.client.empty()) whole.client = part.client;
    if (whole.server.empty()) whole.server = part.server;
    if (whole.client_end == Endpoint{}) whole.client_end = part.client_end;
    if (whole.server_end == Endpoint{}) whole.server_end = part.server_end;
  }
}

void WireJoiner::order_motions() {
  // What was sent just before the trace ends may still be on its way, if the trace goes on.
  constexpr std::int64_t under_way_us = 5'000'000;
  const std::int64_t end_us = event_ != nullptr ? event_->time_us : 0;
  for (auto& motion : joined_.motions) {
    motion.conversation = joined_.steps[motion.sent - 1].conversation;
    if (motion.arrival_us < 0 && motion.start_us + under_way_us > end_us) motion.lost = false;
  }
  const auto by_start = [](const Motion& a, const Motion& b) { return a.start_us < b.start_us; };
  // As they are unless the trace is of several programs whose clocks differ.
  if (!std::is_sorted(joined_.motions.begin(), joined_.motions.end(), by_start)) {
    std::stable_sort(joined_.motions.begin(), joined_.motions.end(), by_start);
  }
  joined_.latest_arrival.reserve(joined_.motions.size());
  std::int64_t latest = 0;
  for (const auto& motion : joined_.motions) {
    joined_.latest_arrival.push_back(latest = std::max(latest, motion.arrival_us));
  }
}

}  // namespace mailtown::reader
