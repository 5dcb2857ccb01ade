// Hashes of what the joiners look up for each event: ends of wires, names of letters.
#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <string_view>
#include <tuple>
#include <utility>

#include "platform/endpoint.h"
#include "trace/shared.h"

namespace mailtown::reader {

// For trace::Lookup; of numbers, texts, addresses, ends, and pairs and tuples of them.
struct Hash {
  template <std::integral Number>
  std::size_t operator()(Number number) const {
    return std::hash<Number>()(number);
  }
  std::size_t operator()(const trace::Text& text) const {
    return std::hash<std::string_view>()(text);
  }
  std::size_t operator()(const IpAddress& address) const {
    const auto& bytes = address.v6_bytes();  // of IPv4 the first four, then zeros
    return std::hash<std::string_view>()(
        {reinterpret_cast<const char*>(bytes.data()), address.is_v6() ? bytes.size() : 4});
  }
  std::size_t operator()(const Endpoint& end) const { return all(end.address, end.port); }
  template <class One, class Other>
  std::size_t operator()(const std::pair<One, Other>& pair) const {
    return all(pair.first, pair.second);
  }
  template <class... Parts>
  std::size_t operator()(const std::tuple<Parts...>& parts) const {
    return std::apply([](const auto&... part) { return all(part...); }, parts);
  }

 private:
  // Numbers hash to themselves, so each part is spread over all bits before the next comes.
  template <class... Parts>
  static std::size_t all(const Parts&... parts) {
    constexpr std::size_t spread = 0x9E3779B97F4A7C15;  // 2^64 by the golden ratio
    std::size_t hash = 0;
    ((hash = (hash ^ Hash()(parts)) * spread, hash ^= hash >> 32), ...);
    return hash;
  }
};

}  // namespace mailtown::reader
