#include "simulator/capture/capture.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "simulator/capture/datagrams.h"
#include "simulator/capture/frame.h"
#include "simulator/capture/pcapng.h"
#include "simulator/capture/remarks.h"
#include "simulator/capture/tcp_exchange.h"

namespace mailtown::capture {

using reader::Step;

namespace {

std::vector<Packet> all_packets(const reader::Reading& reading) {
  auto packets = datagrams_of(reading);
  for (const auto& connection : connections_of(reading)) {
    auto more = packets_of(connection);
    packets.insert(packets.end(), std::make_move_iterator(more.begin()),
                   std::make_move_iterator(more.end()));
  }
  std::stable_sort(packets.begin(), packets.end(), [](const Packet& a, const Packet& b) {
    return std::tie(a.time_us, a.order) < std::tie(b.time_us, b.order);
  });
  return packets;
}

// The machines of a capture as Ethernet knows them.
class Hosts {
 public:
  Hosts(const reader::Reading& reading, PcapngFile& file) : names_(reading.names()), file_(file) {
    std::vector<PcapngFile::HostName> names;
    for (const auto& machine : reading.header().machines) {
      add(machine.name, fmt::format("{}", fmt::join(machine.roles, ", ")));
      for (const auto& text : machine.addresses) {
        if (const auto address = IpAddress::parse(text)) names.push_back({*address, machine.name});
      }
    }
    file_.add_names(names);
  }

  struct Host {
    std::uint32_t interface = 0;
    MacAddress mac{};
    std::uint16_t packets = 0;  // sent so far
  };
  // Guests come without a machine of their own: they have their address as name.
  Host& at(const IpAddress& address) {
    const std::string name = names_.at(address);
    const auto found = hosts_.find(name);
    return found == hosts_.end() ? add(name, {}) : found->second;
  }

 private:
  Host& add(const std::string& name, const std::string& description) {
    const auto number = static_cast<std::uint32_t>(hosts_.size() + 1);
    const MacAddress mac{0x02,
                         0x00,
                         0x00,
                         static_cast<std::uint8_t>(number >> 16),  // local ones
                         static_cast<std::uint8_t>(number >> 8),
                         static_cast<std::uint8_t>(number)};
    const auto [host, is_new] = hosts_.try_emplace(name, Host{0, mac, 0});
    if (is_new) host->second.interface = file_.add_interface(name, description);
    return host->second;
  }

  const reader::MachineNames& names_;
  PcapngFile& file_;
  std::map<std::string, Host> hosts_;
};

class Writer {
 public:
  Writer(const reader::Reading& reading, const reader::Telling& telling,
         const reader::Catalogue& catalogue)
      : reading_(reading),
        narrator_(reading, catalogue),
        beats_(telling.beats),
        file_("Mailtown", telling.title),
        hosts_(reading, file_) {}

  std::string write() {
    const auto packets = all_packets(reading_);
    std::set<Step> carried;
    for (const auto& packet : packets) carried.insert(packet.steps.begin(), packet.steps.end());
    remarks_ = remarks(narrator_, carried);
    for (const auto& beat : beats_) {
      for (const Step step : beat.steps) {
        const auto at = carried.upper_bound(step);
        if (at != carried.begin()) remarks_[*std::prev(at)].push_back(beat.say);
      }
    }
    for (const auto& packet : packets) write(packet);
    return file_.take();
  }

 private:
  void write(const Packet& packet) {
    auto& sender = hosts_.at(packet.from.address);
    const auto interface = sender.interface;
    const auto identification = ++sender.packets;
    const MacAddress source = sender.mac, destination = hosts_.at(packet.to.address).mac;
    std::vector<std::string> comments;
    for (const Step step : packet.steps) {
      const auto found = remarks_.find(step);
      if (found == remarks_.end()) continue;  // each only once, although a text has many packets
      for (auto& text : found->second) comments.push_back(std::move(text));
      remarks_.erase(found);
    }
    file_.add_packet(interface, wall_us(packet.time_us),
                     frame(packet, source, destination, identification), comments);
  }

  std::uint64_t wall_us(std::int64_t time_us) const {
    const auto start = std::chrono::duration_cast<std::chrono::microseconds>(
        reading_.header().start.time_since_epoch());
    return static_cast<std::uint64_t>(start.count() + time_us);
  }

  const reader::Reading& reading_;
  reader::Narrator narrator_;
  const std::vector<reader::Beat>& beats_;
  PcapngFile file_;
  Hosts hosts_;
  std::map<Step, std::vector<std::string>> remarks_;
};

}  // namespace

std::string pcapng(const reader::Reading& reading, const reader::Telling& telling,
                   const reader::Catalogue& catalogue) {
  return Writer(reading, telling, catalogue).write();
}

}  // namespace mailtown::capture
