// Bytes from what the trace shows, and packets as frames.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dns/message_codec.h"
#include "simulator/capture/dns_bytes.h"
#include "simulator/capture/frame.h"
#include "simulator/capture/wire_bytes.h"

namespace mailtown::capture {
namespace {

TEST(LineBytes, EndAsTheyDid) {
  EXPECT_EQ(line_bytes("QUIT", std::nullopt), "QUIT\r\n");
  EXPECT_EQ(line_bytes("QUIT", 6), "QUIT\r\n");
  EXPECT_EQ(line_bytes("QUIT", 5), "QUIT\n");
  EXPECT_EQ(line_bytes("QU\\x00T", 6), std::string("QU\0T\r\n", 6));
}

TEST(LineBytes, HideAsManyAsThereWere) {
  EXPECT_EQ(line_bytes("PASS ****", 13), "PASS ******\r\n");
  EXPECT_EQ(line_bytes("AUTH PLAIN ****", 11 + 8 + 2), "AUTH PLAIN ACoqACoq\r\n");
  EXPECT_EQ(line_bytes("****", 6), "Kioq\r\n");
  EXPECT_EQ(line_bytes("AUTH LOGIN ****", 11 + 8 + 2), "AUTH LOGIN KioqKioq\r\n");
  EXPECT_EQ(line_bytes("NOOP", 20).size(), 20u);
}

TEST(LineBytes, KeepNameAndPasswordOfImapApart) {
  EXPECT_EQ(line_bytes("A2 LOGIN ****", 9 + 13 + 2), "A2 LOGIN ****** ******\r\n");
  EXPECT_EQ(line_bytes("a login ****", 8 + 6 + 2), "a login *** **\r\n");
}

TEST(DnsBytes, AreTheMessage) {
  trace::Event event;
  event.payload = trace::DnsAnswerSent{.transport = "udp",
                                       .id = 7,
                                       .name = "example.com",
                                       .type = "MX",
                                       .outcome = "answer",
                                       .answer = {"example.com. 3600 IN MX 10 mx1.example.com."},
                                       .additional = {"mx1.example.com. 3600 IN A 192.0.2.1"},
                                       .flags = "aa rd edns"};
  const auto message = dns::parse_message(*dns_bytes(event));
  ASSERT_TRUE(message);
  EXPECT_EQ(message->id, 7);
  EXPECT_TRUE(message->is_response && message->authoritative && message->recursion_desired);
  EXPECT_FALSE(message->recursion_available);
  EXPECT_EQ(dns::to_strings(message->answer),
            std::vector<std::string>{"example.com. 3600 IN MX 10 mx1.example.com."});
  EXPECT_EQ(message->additional.size(), 1u);
  EXPECT_TRUE(message->edns);

  event.payload = trace::DnsQuestionSent{.transport = "tcp", .name = "example.com", .type = "A"};
  const auto framed = *dns_bytes(event);
  EXPECT_EQ(static_cast<std::size_t>(framed[1]), framed.size() - 2);
  event.payload = trace::MachineCrashed{"mx1.example.com"};
  EXPECT_FALSE(dns_bytes(event));
}

// The sum over everything that a checksum covers, itself included, is all ones (RFC 1071 §1).
std::uint32_t sum(std::string_view bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    sum += static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[i])) << (i % 2 == 0 ? 8 : 0);
  }
  while (sum >> 16) sum = (sum & 0xFFFF) + (sum >> 16);
  return sum;
}

TEST(Frame, HasRightChecksums) {
  Packet packet{.from = *Endpoint::parse("192.0.2.1:49152"),
                .to = *Endpoint::parse("198.51.100.1:25"),
                .payload = "EHLO mail.example.org\r\n"};
  packet.tcp = TcpFields{.sequence = 0xFFFFFFFF, .acknowledgement = 5, .flags = psh | ack};
  const auto bytes = frame(packet, {2, 0, 0, 0, 0, 1}, {2, 0, 0, 0, 0, 2}, 77);
  const std::string_view ip = std::string_view(bytes).substr(14, 20);
  const std::string_view tcp = std::string_view(bytes).substr(34);
  EXPECT_EQ(sum(ip), 0xFFFFu);
  std::string pseudo(ip.substr(12));  // both addresses
  pseudo += std::string("\0\6\0", 3) + static_cast<char>(tcp.size()) + std::string(tcp);
  EXPECT_EQ(sum(pseudo), 0xFFFFu);
}

TEST(Frame, GoesOverIp6) {
  const Packet packet{.from = *Endpoint::parse("[2001:db8::1]:5353"),
                      .to = *Endpoint::parse("[2001:db8::2]:53"),
                      .payload = "odd"};
  const auto bytes = frame(packet, {2, 0, 0, 0, 0, 1}, {2, 0, 0, 0, 0, 2}, 0);
  EXPECT_EQ(bytes.substr(12, 3), "\x86\xDD\x60");
  const std::string_view udp = std::string_view(bytes).substr(54);
  ASSERT_EQ(udp.size(), 11u);
  std::string pseudo(bytes.substr(22, 32));
  pseudo += std::string("\0\0\0\13\0\0\0\21", 8) + std::string(udp);
  EXPECT_EQ(sum(pseudo), 0xFFFFu);
}

}  // namespace
}  // namespace mailtown::capture
