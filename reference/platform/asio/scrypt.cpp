#include "platform/scrypt.h"

#include <openssl/evp.h>

namespace mailtown {

namespace {

constexpr std::uint64_t margin = 1024 * 1024;  // OpenSSL counts a little more than RFC 7914

}  // namespace

std::uint64_t memory_of(const ScryptCost& cost) {
  return 128 * std::uint64_t(cost.r) * ((std::uint64_t(1) << cost.log_n) + cost.p);
}

bool is_sane(const ScryptCost& cost) {
  return cost.log_n >= 1 && cost.log_n <= 20 && cost.r >= 1 && cost.r <= 32 && cost.p >= 1 &&
         cost.p <= scrypt_p_max && memory_of(cost) <= scrypt_memory_max;
}

Result<std::string> scrypt(std::string_view password, std::string_view salt, const ScryptCost& cost,
                           std::size_t bytes) {
  if (!is_sane(cost)) return Failure{FailureKind::invalid, "this cost of scrypt is not taken"};
  std::string key(bytes, '\0');
  const int made = EVP_PBE_scrypt(
      password.data(), password.size(), reinterpret_cast<const unsigned char*>(salt.data()),
      salt.size(), std::uint64_t(1) << cost.log_n, cost.r, cost.p, memory_of(cost) + margin,
      reinterpret_cast<unsigned char*>(key.data()), key.size());
  if (made != 1) return Failure{FailureKind::io, "scrypt failed"};
  return key;
}

}  // namespace mailtown
