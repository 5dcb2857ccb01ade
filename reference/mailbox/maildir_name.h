// Names of files in a Maildir: "1717236000.3M8k...mx1.example.org:2,FS".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/clock.h"

namespace mailtown::mailbox {

struct SplitName {
  std::string_view name;     // the message's, without flags
  std::string_view suffix;   // ":2,FS", or nothing
  std::string_view letters;  // "FS"
};
SplitName split_name(std::string_view file);

// The seconds since 1970 that a name begins with; 0 if it begins otherwise.
std::uint64_t seconds_of(std::string_view name);
// Older messages first: by seconds, then by name.
bool is_older(std::string_view a, std::string_view b);

// Whether a file of new or cur is a message by its name. By Maildir's rules one that begins with a
// dot is not; nor can the index hold one with a line's end in it.
bool is_message_name(std::string_view file);

// For a message that a client brings: received at `received`, `draw` is 64 random bits.
std::string brought_name(WallTime received, std::uint64_t draw);
// For a copy of a message, or the message itself in another folder: its name with the draw behind
// it, in place of an earlier one's: "1717236000.3M8k...mx1.example.org,C00c0ffee00c0ffee".
std::string copy_name(std::string_view name, std::uint64_t draw);

}  // namespace mailtown::mailbox
