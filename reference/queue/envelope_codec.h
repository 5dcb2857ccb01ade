// What the journal says about letters: the heads of its records, one JSON object each.
//
//   letter  {"id":"3M8k..","from":["a","example.org"],"to":[["b","example.com"]],
//            "arrived_us":1893492000000000,"eight_bit":false,"file":false}
//   done    {"id":"3M8k..","done":[0]}
//   state   {"id":"3M8k..","held":false,"warned":true}
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/result.h"
#include "queue/letter.h"

namespace mailtown::queue {

struct StoredLetter {
  Letter letter;
  bool in_file = false;  // the text lies in a file of its own
};

struct StoredDone {
  std::string id;
  std::vector<std::size_t> recipients;  // indices into the letter's
};

struct StoredState {
  std::string id;
  bool held = false, warned = false;
};

std::string print_letter(const StoredLetter& stored);
std::string print_done(const StoredDone& stored);
std::string print_state(const StoredState& stored);

// Failure `invalid` says what is wrong with the text.
Result<StoredLetter> parse_letter(std::string_view text);
Result<StoredDone> parse_done(std::string_view text);
Result<StoredState> parse_state(std::string_view text);

}  // namespace mailtown::queue
