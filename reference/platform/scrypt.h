// scrypt (RFC 7914): a hash that costs time and memory on purpose, so that whoever steals a file of
// hashes cannot try many passwords a second.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/result.h"

namespace mailtown {

// RFC 7914 §2. Memory and time grow with 2^log_n * r; time with p as well.
struct ScryptCost {
  std::uint32_t log_n = 15, r = 8, p = 1;  // 32 MiB, and some 80 ms on a machine of 2023
  bool operator==(const ScryptCost&) const = default;
};

// No protection at all: for the users that a scenario makes, and for tests.
inline constexpr ScryptCost least_scrypt_cost{1, 1, 1};

// Bytes that one hash of that cost needs while it is made.
std::uint64_t memory_of(const ScryptCost& cost);
// What is refused beyond: a file of users must not be able to eat the machine.
inline constexpr std::uint64_t scrypt_memory_max = 65 * 1024 * 1024;
inline constexpr std::uint32_t scrypt_p_max = 4;
bool is_sane(const ScryptCost& cost);

// So many bytes of key from a password. Pure, and slow by design: programs go through Hasher.
// `invalid` if the cost is not sane.
Result<std::string> scrypt(std::string_view password, std::string_view salt, const ScryptCost& cost,
                           std::size_t bytes);

}  // namespace mailtown
