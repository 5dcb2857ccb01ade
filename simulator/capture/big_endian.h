// Numbers in network byte order, appended to bytes.
#pragma once

#include <cstdint>
#include <string>

namespace mailtown::capture {

inline void put8(std::string& bytes, std::uint8_t value) {
  bytes += static_cast<char>(value);
}
inline void put16(std::string& bytes, std::uint16_t value) {
  put8(bytes, static_cast<std::uint8_t>(value >> 8));
  put8(bytes, static_cast<std::uint8_t>(value));
}
inline void put32(std::string& bytes, std::uint32_t value) {
  put16(bytes, static_cast<std::uint16_t>(value >> 16));
  put16(bytes, static_cast<std::uint16_t>(value));
}

}  // namespace mailtown::capture
