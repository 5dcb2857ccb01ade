// What an operator's command and a running mta say to each other, over a local stream.
//
// One command a line, such as "hold 3M8kVd2TzWxRbN"; the answer is a line for each letter where
// letters were asked for, and then "ok" or "error WHY". A letter's line is a JSON object:
//
//   letter
//   {"id":"3M8k..","state":"waiting","sender":"a@example.org","recipients":["b@example.com"],
//           "arrived_us":1893492000000000,"next_try_us":1893492300000000,"reply":"451 ..."}
//
// Only the user who runs mta, and root, can connect, so that nobody is asked who he is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.h"
#include "platform/result.h"

namespace mailtown::queue {

enum class ControlVerb { list, hold, release, flush, remove };

struct ControlCommand {
  ControlVerb verb = ControlVerb::list;
  std::string id;  // of the letter, for hold, release and remove
};

// A letter as `list` tells of it.
struct LetterLine {
  std::string id, state;                // "waiting", "trying", "held"
  std::string sender;                   // empty: the null sender
  std::vector<std::string> recipients;  // that still wait
  WallTime arrived, next_try;           // next_try only of one that waits
  std::string reply;                    // the last one that put it off; empty before the first
};

inline constexpr std::string_view control_ok = "ok";
inline constexpr std::string_view control_error = "error ";
inline constexpr std::string_view control_letter = "letter ";

std::string print_control(const ControlCommand& command);
// Failure `invalid`: no such command, or its letter is missing.
Result<ControlCommand> parse_control(std::string_view line);

std::string print_letter_line(const LetterLine& letter);
Result<LetterLine> parse_letter_line(std::string_view line);

}  // namespace mailtown::queue
