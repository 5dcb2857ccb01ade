#include "mailbox/unique_name.h"

#include <fmt/format.h>

namespace mailtown::mailbox {

namespace {

// FNV-1a. An address itself may be too long for a file's name, and hold bytes that it must not.
std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 0xcbf29ce484222325;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return value;
}

}  // namespace

std::string unique_name(WallTime accepted, std::string_view queue_id, std::string_view recipient,
                        std::string_view hostname) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(accepted.time_since_epoch());
  return fmt::format("{}.{}R{:016x}.{}", seconds.count(), queue_id, hash(recipient), hostname);
}

}  // namespace mailtown::mailbox
