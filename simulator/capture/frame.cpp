#include "simulator/capture/frame.h"

#include <string_view>

#include "simulator/capture/big_endian.h"

namespace mailtown::capture {

namespace {

constexpr std::uint16_t ether_ip4 = 0x0800, ether_ip6 = 0x86DD;
constexpr std::uint8_t protocol_tcp = 6, protocol_udp = 17;
constexpr std::uint8_t hops = 64;
constexpr std::uint16_t dont_fragment = 0x4000;
constexpr std::uint16_t whole_window = 0xFFFF;

// The sum of 16-bit words that all checksums of the Internet are made of (RFC 1071).
class Checksum {
 public:
  void add(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const auto byte = static_cast<std::uint8_t>(bytes[i]);
      sum_ += i % 2 == 0 ? std::uint64_t{byte} << 8 : byte;
    }
  }
  void add(std::uint64_t word) { sum_ += word; }
  std::uint16_t value() const {
    std::uint64_t folded = sum_;
    while (folded >> 16) folded = (folded & 0xFFFF) + (folded >> 16);
    return static_cast<std::uint16_t>(~folded);
  }

 private:
  std::uint64_t sum_ = 0;
};

std::string bytes_of(const IpAddress& address) {
  const auto& all = address.v6_bytes();
  return {all.begin(), all.begin() + (address.is_v6() ? 16 : 4)};
}

void write_at(std::string& bytes, std::size_t at, std::uint16_t value) {
  bytes[at] = static_cast<char>(value >> 8);
  bytes[at + 1] = static_cast<char>(value);
}

// Over the pseudo header (RFC 9293 §3.1, RFC 8200 §8.1), the header and what follows it.
std::uint16_t transport_checksum(const Packet& packet, std::uint8_t protocol,
                                 std::string_view segment) {
  Checksum sum;
  sum.add(bytes_of(packet.from.address));
  sum.add(bytes_of(packet.to.address));
  sum.add(protocol);
  sum.add(segment.size());
  sum.add(segment);
  return sum.value();
}

// MSS and window scale, which the first segment of each side offers (RFC 9293 §3.2, RFC 7323 §2.2).
std::string first_options(const IpAddress& address) {
  std::string options;
  put8(options, 2);
  put8(options, 4);
  put16(options, static_cast<std::uint16_t>(segment_bytes_max(address)));
  put8(options, 1);  // no operation, so that what follows ends on a word
  put8(options, 3);
  put8(options, 3);
  put8(options, window_shift);
  return options;
}

std::string tcp_segment(const Packet& packet) {
  const TcpFields& tcp = *packet.tcp;
  const std::string options = tcp.flags & syn ? first_options(packet.from.address) : "";
  std::string segment;
  put16(segment, packet.from.port);
  put16(segment, packet.to.port);
  put32(segment, tcp.sequence);
  put32(segment, tcp.acknowledgement);
  put8(segment, static_cast<std::uint8_t>((20 + options.size()) / 4 << 4));
  put8(segment, tcp.flags);
  put16(segment, tcp.flags & rst ? std::uint16_t{0} : whole_window);
  const auto checksum_at = segment.size();
  put32(segment, 0);  // checksum and urgent pointer
  segment += options + packet.payload;
  write_at(segment, checksum_at, transport_checksum(packet, protocol_tcp, segment));
  return segment;
}

std::string udp_datagram(const Packet& packet) {
  std::string datagram;
  put16(datagram, packet.from.port);
  put16(datagram, packet.to.port);
  put16(datagram, static_cast<std::uint16_t>(8 + packet.payload.size()));
  const auto checksum_at = datagram.size();
  put16(datagram, 0);
  datagram += packet.payload;
  const auto checksum = transport_checksum(packet, protocol_udp, datagram);
  write_at(datagram, checksum_at, checksum == 0 ? std::uint16_t{0xFFFF} : checksum);  // RFC 768
  return datagram;
}

std::string ip4_header(const Packet& packet, std::uint8_t protocol, std::size_t bytes,
                       std::uint16_t identification) {
  std::string header;
  put8(header, 0x45);
  put8(header, 0);
  put16(header, static_cast<std::uint16_t>(20 + bytes));
  put16(header, identification);
  put16(header, dont_fragment);
  put8(header, hops);
  put8(header, protocol);
  const auto checksum_at = header.size();
  put16(header, 0);
  header += bytes_of(packet.from.address) + bytes_of(packet.to.address);
  Checksum sum;
  sum.add(header);
  write_at(header, checksum_at, sum.value());
  return header;
}

std::string ip6_header(const Packet& packet, std::uint8_t protocol, std::size_t bytes) {
  std::string header;
  put32(header, 0x60000000);
  put16(header, static_cast<std::uint16_t>(bytes));
  put8(header, protocol);
  put8(header, hops);
  return header + bytes_of(packet.from.address) + bytes_of(packet.to.address);
}

}  // namespace

std::string frame(const Packet& packet, const MacAddress& source, const MacAddress& destination,
                  std::uint16_t identification) {
  const std::uint8_t protocol = packet.tcp ? protocol_tcp : protocol_udp;
  const bool is_v6 = packet.from.address.is_v6();
  const std::string carried = packet.tcp ? tcp_segment(packet) : udp_datagram(packet);
  std::string bytes(destination.begin(), destination.end());
  bytes.append(source.begin(), source.end());
  put16(bytes, is_v6 ? ether_ip6 : ether_ip4);
  bytes += is_v6 ? ip6_header(packet, protocol, carried.size())
                 : ip4_header(packet, protocol, carried.size(), identification);
  return bytes + carried;
}

}  // namespace mailtown::capture
