#include "simulator/capture/pcapng.h"

namespace mailtown::capture {

namespace {

// Block types and options of draft-ietf-opsawg-pcapng §4 and §3.5.
constexpr std::uint32_t section_header = 0x0A0D0D0A, interface_description = 1, name_resolution = 4,
                        enhanced_packet = 6;
constexpr std::uint16_t opt_comment = 1, shb_userappl = 4, if_name = 2, if_description = 3,
                        if_tsresol = 9, epb_flags = 2;
constexpr std::uint32_t byte_order_magic = 0x1A2B3C4D;
constexpr std::uint16_t linktype_ethernet = 1;
constexpr std::uint16_t nrb_ip4 = 1, nrb_ip6 = 2;
constexpr std::uint32_t outbound = 2;
constexpr char microseconds = 6;  // a power of ten
constexpr std::size_t option_bytes_max = 65535;

void little16(std::string& bytes, std::uint16_t value) {
  bytes += static_cast<char>(value);
  bytes += static_cast<char>(value >> 8);
}

void little32(std::string& bytes, std::uint32_t value) {
  little16(bytes, static_cast<std::uint16_t>(value));
  little16(bytes, static_cast<std::uint16_t>(value >> 16));
}

void padded(std::string& bytes, std::string_view value) {
  bytes += value;
  while (bytes.size() % 4 != 0) bytes += '\0';
}

void option(std::string& body, std::uint16_t code, std::string_view value) {
  if (value.empty()) return;
  value = value.substr(0, option_bytes_max);
  little16(body, code);
  little16(body, static_cast<std::uint16_t>(value.size()));
  padded(body, value);
}

void end_of_options(std::string& body) {
  little32(body, 0);
}

// Type, length, body, length again, so that readers may go backwards too.
void block(std::string& file, std::uint32_t type, const std::string& body) {
  const auto length = static_cast<std::uint32_t>(12 + body.size());
  little32(file, type);
  little32(file, length);
  file += body;
  little32(file, length);
}

}  // namespace

PcapngFile::PcapngFile(std::string_view program, std::string_view comment) {
  std::string body;
  little32(body, byte_order_magic);
  little16(body, 1);  // version 1.0
  little16(body, 0);
  little32(body, 0xFFFFFFFF);  // the section's length: not said
  little32(body, 0xFFFFFFFF);
  option(body, opt_comment, comment);
  option(body, shb_userappl, program);
  end_of_options(body);
  block(bytes_, section_header, body);
}

std::uint32_t PcapngFile::add_interface(std::string_view name, std::string_view description) {
  std::string body;
  little16(body, linktype_ethernet);
  little16(body, 0);
  little32(body, 0);  // no limit to what is kept of a packet
  option(body, if_name, name);
  option(body, if_description, description);
  option(body, if_tsresol, std::string_view(&microseconds, 1));
  end_of_options(body);
  block(bytes_, interface_description, body);
  return interfaces_++;
}

void PcapngFile::add_names(const std::vector<HostName>& names) {
  if (names.empty()) return;
  std::string body;
  for (const HostName& host : names) {
    const auto& address = host.address.v6_bytes();
    const std::size_t size = host.address.is_v6() ? 16 : 4;
    std::string record(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(size));
    record += host.name;
    record += '\0';
    little16(body, host.address.is_v6() ? nrb_ip6 : nrb_ip4);
    little16(body, static_cast<std::uint16_t>(record.size()));
    padded(body, record);
  }
  end_of_options(body);  // of the records
  block(bytes_, name_resolution, body);
}

void PcapngFile::add_packet(std::uint32_t interface, std::uint64_t time_us, std::string_view frame,
                            const std::vector<std::string>& comments) {
  std::string body;
  little32(body, interface);
  little32(body, static_cast<std::uint32_t>(time_us >> 32));
  little32(body, static_cast<std::uint32_t>(time_us));
  little32(body, static_cast<std::uint32_t>(frame.size()));
  little32(body, static_cast<std::uint32_t>(frame.size()));
  padded(body, frame);
  for (const auto& comment : comments) option(body, opt_comment, comment);
  std::string flags;
  little32(flags, outbound);
  option(body, epb_flags, flags);
  end_of_options(body);
  block(bytes_, enhanced_packet, body);
}

}  // namespace mailtown::capture
