// The answers that questions offer: which there are, and in which order.
//
// What is always the same (reply codes, what a queue can do) keeps one order; names are put into an
// order that has nothing to do with which of them is right.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trace/payloads.h"
#include "visualizer/predict/question.h"

namespace mailtown::view {

struct Choices {
  std::vector<Words> all;
  std::size_t right = 0;  // all.size(): none of them
};

// Where a letter goes: the hosts that the decision weighed, or the general ways if it weighed none.
Choices route_choices(const trace::Decision& decision, Step step);
// Which host comes next. `gives_up`: when no other host is left, the letter goes back.
Choices next_host_choices(const trace::Decision& decision, Step step, bool gives_up);
// The queue keeps the letter, or sends it back.
Choices retry_choices(bool gives_up);
// Taken, not now, never: by the reply's first digit.
Choices accepted_choices(std::string_view reply);
// The codes that the command may bring: "RCPT", "AUTH", "connect", "text", "PASS". `all` is empty
// if nothing is known about it.
Choices reply_choices(std::string_view protocol, std::string_view command, std::string_view reply);
// Which zone's servers a resolver asks: those on the way to the name.
Choices zone_choices(const std::string& name, const std::string& zone);

}  // namespace mailtown::view
