#include "simulator/capture/datagrams.h"

#include <map>
#include <set>

#include "simulator/capture/dns_bytes.h"

namespace mailtown::capture {

using reader::Step;

namespace {

class Datagrams {
 public:
  explicit Datagrams(const reader::Reading& reading) : reading_(reading) {
    for (const auto& motion : reading.joined().motions) {
      if (motion.arrived != 0) sent_of_.emplace(motion.arrived, motion.sent);
    }
  }

  std::vector<Packet> take() {
    for (step_ = 1; step_ <= reading_.steps(); ++step_) {
      std::visit([this](const auto& event) { see(event); }, reading_.event(step_).payload);
    }
    return std::move(packets_);
  }

 private:
  template <class Event>
  void see(const Event& event) {
    if constexpr (std::is_same_v<Event, trace::PacketLost>) {
      if (event.what == "datagram") lose(event);
    } else if constexpr (requires { event.transport; }) {
      if (event.transport != "udp") return;
      constexpr bool sends = std::is_same_v<Event, trace::DnsQuestionSent> ||
                             std::is_same_v<Event, trace::DnsAnswerSent>;
      const auto local =
          reading_.names().own_end(reading_.event(step_).program, event.local, event.remote);
      if (sends) {
        add(local, event.remote);
      } else if (const auto sent = sent_of_.find(step_); sent != sent_of_.end()) {
        packets_[packet_of_[sent->second]].steps.push_back(step_);
      } else {
        add(event.remote, local);
      }
    }
  }

  void add(const Endpoint& from, const Endpoint& to) {
    const auto& event = reading_.event(step_);
    Packet packet{.time_us = event.time_us, .order = step_, .from = from, .to = to};
    packet.payload = dns_bytes(event).value_or(std::string());
    packet.steps.push_back(step_);
    packet_of_[step_] = packets_.size();
    latest_[{from, to}] = packets_.size();
    packets_.push_back(std::move(packet));
  }

  void lose(const trace::PacketLost& event) {
    const auto lost = latest_.find({event.from, event.to});
    if (lost != latest_.end()) packets_[lost->second].steps.push_back(step_);
  }

  const reader::Reading& reading_;
  Step step_ = 0;
  std::map<Step, Step> sent_of_;  // by arrival
  std::map<Step, std::size_t> packet_of_;
  std::map<std::pair<Endpoint, Endpoint>, std::size_t> latest_;
  std::vector<Packet> packets_;
};

}  // namespace

std::vector<Packet> datagrams_of(const reader::Reading& reading) {
  return Datagrams(reading).take();
}

}  // namespace mailtown::capture
