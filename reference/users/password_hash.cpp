#include "users/password_hash.h"

#include <fmt/format.h>

#include "sasl/base64.h"
#include "text/words.h"

namespace mailtown::users {

namespace {

constexpr std::string_view scheme = "$scrypt$";

std::string without_padding(std::string text) {
  while (text.ends_with('=')) text.pop_back();
  return text;
}

std::optional<std::string> from_unpadded(std::string_view text) {
  std::string padded(text);
  padded.append((4 - padded.size() % 4) % 4, '=');
  if (text.empty() || text.ends_with('=')) return std::nullopt;
  return sasl::from_base64(padded);
}

// What stands up to `end`, which is taken away as well; nothing if there is none.
std::optional<std::string_view> take_until(std::string_view& text, char end) {
  const auto at = text.find(end);
  if (at == text.npos) return std::nullopt;
  const auto taken = text.substr(0, at);
  text.remove_prefix(at + 1);
  return taken;
}

// "ln=15" with the name "ln".
std::optional<std::uint32_t> parse_part(std::string_view text, std::string_view name) {
  if (!text.starts_with(name) || text.size() == name.size() || text[name.size()] != '=') {
    return std::nullopt;
  }
  text.remove_prefix(name.size() + 1);
  std::uint32_t number = 0;
  return read_number(text, number) ? std::optional(number) : std::nullopt;
}

}  // namespace

std::optional<PasswordHash> parse_hash(std::string_view text) {
  if (!text.starts_with(scheme)) return std::nullopt;
  text.remove_prefix(scheme.size());
  const auto n_text = take_until(text, ',');
  const auto r_text = take_until(text, ',');
  const auto p_text = take_until(text, '$');
  const auto salt_text = take_until(text, '$');
  if (!n_text || !r_text || !p_text || !salt_text) return std::nullopt;
  const auto log_n = parse_part(*n_text, "ln"), r = parse_part(*r_text, "r"),
             p = parse_part(*p_text, "p");
  auto salt = from_unpadded(*salt_text), key = from_unpadded(text);
  if (!log_n || !r || !p || !salt || !key) return std::nullopt;
  const ScryptCost cost{*log_n, *r, *p};
  // Shorter keys would let a wrong password in by chance.
  if (!is_sane(cost) || key->size() < key_bytes || key->size() > 2 * key_bytes) return std::nullopt;
  return PasswordHash{cost, std::move(*salt), std::move(*key)};
}

std::string print_hash(const PasswordHash& hash) {
  return fmt::format("{}ln={},r={},p={}${}${}", scheme, hash.cost.log_n, hash.cost.r, hash.cost.p,
                     without_padding(sasl::to_base64(hash.salt)),
                     without_padding(sasl::to_base64(hash.key)));
}

PasswordHash make_hash(std::string_view password, std::string salt, const ScryptCost& cost) {
  auto key = scrypt(password, salt, cost, key_bytes);
  return {cost, std::move(salt), key ? std::move(*key) : std::string()};
}

std::string make_salt(Random& random) {
  std::string salt;
  while (salt.size() < salt_bytes) {
    const std::uint64_t bits = random.bits("password-salt");
    for (int shift = 0; shift < 64; shift += 8) salt += static_cast<char>(bits >> shift & 255);
  }
  return salt;
}

bool same_bytes(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  // Volatile, or the compiler might see that one difference is enough.
  volatile unsigned char difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference = difference | static_cast<unsigned char>(a[i] ^ b[i]);
  }
  return difference == 0;
}

}  // namespace mailtown::users
