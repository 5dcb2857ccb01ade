// The envelope file: one JSON line that says who, then one line a set of recipients that are done.
//
//   {"from":"a@example.org","to":["b@example.com","c@example.com"],"arrived_us":1893492000000000}
//   {"done":[0]}
//
// A last line without LF is what a crash left of a line that nobody relied on: it is ignored.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/result.h"
#include "queue/queue_store.h"

namespace mailtown::queue {

std::string print_envelope(const Letter& letter);                    // LF included
std::string print_done(const std::vector<std::size_t>& recipients);  // LF included
// Failure `invalid` says what is wrong with the text.
Result<Letter> parse_envelope(std::string id, std::string_view text);

}  // namespace mailtown::queue
