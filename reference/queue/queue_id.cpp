#include "queue/queue_id.h"

#include <chrono>
#include <string_view>

namespace mailtown::queue {

namespace {

// As Postfix does for its long ids: digits and consonants, in ASCII order so that ids sort.
constexpr std::string_view alphabet = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";

void append_digits(std::string& id, std::uint64_t value, std::size_t count) {
  std::string digits(count, alphabet[0]);
  for (std::size_t i = count; i-- > 0; value /= alphabet.size()) {
    digits[i] = alphabet[value % alphabet.size()];
  }
  id += digits;
}

}  // namespace

std::string new_queue_id(WallTime now, Random& random) {
  const auto us = std::chrono::floor<std::chrono::microseconds>(now).time_since_epoch().count();
  std::string id;
  append_digits(id, static_cast<std::uint64_t>(us), 10);
  append_digits(id, random.bits("queue-id"), 4);
  return id;
}

}  // namespace mailtown::queue
