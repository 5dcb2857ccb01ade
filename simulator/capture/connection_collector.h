// Collects the connections of a trace, event by event. See connection.h for what comes out.
#pragma once

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "simulator/capture/connection.h"
#include "simulator/capture/wire_bytes.h"

namespace mailtown::capture {

class ConnectionCollector {
 public:
  explicit ConnectionCollector(const reader::Reading& reading);  // must outlive this

  void take(reader::Step step);  // steps in their order
  std::vector<Connection> finish();

 private:
  // Where a side's offsets stand.
  struct Offsets {
    std::uint64_t base = 0;  // of the present count, which begins anew with TLS
    std::uint64_t next = 0;  // at least so far the count has come
    std::int64_t shift = 0;  // the wire's offset less the server's, which a fault may have put off
  };
  struct Draft {
    Connection connection;
    std::array<std::vector<std::uint64_t>, 2> lengths;  // of the pieces, as far as they say so
    std::array<Offsets, 2> offsets;
    std::array<std::uint32_t, 2> programs{};  // that hold the ends, plus 1
    std::array<std::int64_t, 2> busy_until_us{};
  };

  void see(const trace::ConnectTried& event);
  void see(const trace::Connected& event);
  void see(const trace::Accepted& event);
  void see(const trace::ConnectFailed& event);
  void see(const trace::StreamEnded& event);
  void see(const trace::PacketLost& event);
  void see(const trace::ProgramStopped& event);
  void see(const trace::LineSent& event);
  void see(const trace::LineReceived& event);
  void see(const trace::BodySent& event);
  void see(const trace::BodyReceived& event);
  void see(const trace::DnsQuestionSent& event);
  void see(const trace::DnsQuestionReceived& event);
  void see(const trace::DnsAnswerSent& event);
  void see(const trace::DnsAnswerReceived& event);
  template <class Other>
  void see(const Other&) {}

  template <class Event>
  void sent(const Event& event, std::uint64_t length);
  template <class Event>
  void received(const Event& event, std::uint64_t length);
  template <class Event>
  void dns(const Event& event, bool asks, bool sends);
  void add(Draft& draft, Side from, std::uint64_t offset, std::uint64_t length, Piece piece);

  Draft* of_conversation();
  Draft* with_ends(const Endpoint& from, const Endpoint& to);
  Draft* knocking(const Endpoint& from, const Endpoint& to);
  Side side_of(const Draft& draft, const Endpoint& local) const;
  Moment now() const;
  void fill(Draft& draft, Side from, const BodyTexts& texts);

  const reader::Reading& reading_;
  reader::Step step_ = 0;
  std::map<reader::Step, reader::Step> arrival_of_;  // sent, arrived
  std::set<reader::Step> arrivals_;                  // of what somebody recorded the sending
  std::vector<Draft> drafts_;
  std::map<std::uint32_t, std::size_t> by_conversation_;
  std::map<std::pair<Endpoint, Endpoint>, std::size_t> by_ends_;  // client, server; the latest
};

}  // namespace mailtown::capture
