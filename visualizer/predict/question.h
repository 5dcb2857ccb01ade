// A question about what comes next, with answers to choose from.
//
// Made from the events alone: what a program decided, between which alternatives, and what followed
// from it. Exactly one answer is right. Nothing here draws.
#pragma once

#include <string>
#include <vector>

#include "simulator/reader/reading.h"
#include "simulator/reader/sentence.h"

namespace mailtown::view {

using reader::Step;

enum class Asked { host, next_host, retry, accepted, reply, zone };

// A sentence of the catalogue: [ui] `key`, with values.
struct Words {
  std::string key;
  reader::Values values;
  bool operator==(const Words&) const = default;
};

struct Question {
  Asked asked = Asked::host;
  Step stop = 0;        // the last step that may be seen while the question stands
  Step reveal = 0;      // the step that answers it, with its why
  std::string machine;  // the one that decides
  std::string about;    // two questions about the same are alike: "RCPT mx1.example.com"
  Words text;
  std::vector<Words> choices;
  std::size_t right = 0;
};

// "host", "next-host", "retry", "accepted", "reply", "zone".
std::string_view name_of(Asked asked);

// What is wrong with a question, or empty: fewer than two choices, two alike, no right one.
std::string unfair(const Question& question);

// All questions that a run gives, in the order in which they come; none begins before the one
// before is answered. What repeats itself is asked twice, then every fifth time and when it comes
// out differently.
std::vector<Question> make_questions(const reader::Reading& reading);

}  // namespace mailtown::view
