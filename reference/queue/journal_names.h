// How the files in the queue's folder are named.
//
//   0000000001.journal             a segment of the journal; they are read in this order
//   3M8kVd2TzWxRbN.message         the text of a letter that is too long for the journal
//   0000000001-4711.damaged        what was found damaged in that segment, at that byte
//   0000000001.journal.damaged     a segment that cannot be read at all
//   3M8kVd2TzWxRbN.damaged         the envelope of a letter whose message file is missing
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace mailtown::queue {

inline constexpr std::string_view journal_ending = ".journal";
inline constexpr std::string_view message_ending = ".message";
inline constexpr std::string_view damaged_ending = ".damaged";

inline std::string segment_name(std::uint64_t number) {
  return fmt::format("{:010}{}", number, journal_ending);
}

}  // namespace mailtown::queue
