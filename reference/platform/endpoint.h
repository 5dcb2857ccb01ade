// IP addresses and endpoints as plain values, without any socket type.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mailtown {

// An IPv4 or IPv6 address in network byte order. Printing follows RFC 5952 for IPv6.
class IpAddress {
 public:
  IpAddress() = default;  // 0.0.0.0
  static IpAddress v4(std::uint32_t host_order);
  static IpAddress v4(std::array<std::uint8_t, 4> bytes);
  static IpAddress v6(std::array<std::uint8_t, 16> bytes);
  // Dotted quad or RFC 4291 text; nothing else (no ports, brackets, zones, or octal forms).
  static std::optional<IpAddress> parse(std::string_view text);

  bool is_v6() const { return v6_; }
  bool is_unspecified() const { return *this == IpAddress() || (v6_ && bytes_ == Bytes{}); }
  std::array<std::uint8_t, 4> v4_bytes() const {
    return {bytes_[0], bytes_[1], bytes_[2], bytes_[3]};
  }
  const std::array<std::uint8_t, 16>& v6_bytes() const { return bytes_; }
  std::string to_string() const;

  auto operator<=>(const IpAddress&) const = default;

 private:
  using Bytes = std::array<std::uint8_t, 16>;
  bool v6_ = false;
  Bytes bytes_{};
};

// A network such as 192.0.2.0/24.
struct IpNetwork {
  IpAddress address;
  int prefix_bits = 0;

  // "192.0.2.0/24", or an address alone, which stands for itself.
  static std::optional<IpNetwork> parse(std::string_view text);
  bool contains(const IpAddress& other) const;
  std::string to_string() const;
  auto operator<=>(const IpNetwork&) const = default;
};

struct Endpoint {
  IpAddress address;
  std::uint16_t port = 0;

  // "192.0.2.1:25" or "[2001:db8::1]:25".
  static std::optional<Endpoint> parse(std::string_view text);
  std::string to_string() const;
  auto operator<=>(const Endpoint&) const = default;
};

}  // namespace mailtown
