#include "users/password.h"

#include <array>

#include <openssl/crypto.h>
#include <openssl/sha.h>

namespace mailtown::users {

namespace {

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

Digest digest(const std::string& text) {
  Digest result{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), result.data());
  return result;
}

}  // namespace

bool same_password(const std::string& right, const std::string& given) {
  // Digests have one length, so the comparison does not tell the password's length either.
  const Digest of_right = digest(right);
  const Digest of_given = digest(given);
  const bool same = CRYPTO_memcmp(of_right.data(), of_given.data(), of_right.size()) == 0;
  return same && !right.empty();
}

}  // namespace mailtown::users
