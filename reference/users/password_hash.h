// Password hashes as the file of users keeps them: salted scrypt, in the string form that other
// programs write as well ("PHC string format"):
//
//   $scrypt$ln=15,r=8,p=1$SALT$KEY        SALT, KEY: base64 without padding
//
// The cost stands beside the hash, so that a later default needs no new passwords at once.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/random.h"
#include "platform/scrypt.h"

namespace mailtown::users {

struct PasswordHash {
  ScryptCost cost;
  std::string salt, key;  // bytes
  bool operator==(const PasswordHash&) const = default;
};

inline constexpr std::size_t salt_bytes = 16, key_bytes = 32;

// Nothing if the text has another form, or a cost that is not sane.
std::optional<PasswordHash> parse_hash(std::string_view text);
std::string print_hash(const PasswordHash& hash);

// The hash of a new password. Takes as long as its cost says: for tools, not for programs that
// serve somebody. `cost` is sane.
PasswordHash make_hash(std::string_view password, std::string salt, const ScryptCost& cost = {});
std::string make_salt(Random& random);

// Whether two texts are the same, in a time that depends on their sizes only and so does not tell
// how much of a guess was right.
bool same_bytes(std::string_view a, std::string_view b);

}  // namespace mailtown::users
