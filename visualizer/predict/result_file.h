// What somebody predicted, as a file to hand in.
//
// JSON: which run it was (scenario, seed, the trace's format), the score, and each question with
// its choices, what was chosen, what was right and at which step it shows. Keys are the same in
// every language; beside them stand the sentences that were read.
#pragma once

#include <string>

#include "simulator/reader/catalogue.h"
#include "trace/event.h"
#include "visualizer/predict/quiz.h"

namespace mailtown::view {

inline constexpr int result_format_version = 1;

std::string result_text(const Quiz& quiz, const trace::Header& header,
                        const reader::Catalogue& catalogue);

// "mailtown-predict-mx-fallback-seed1.json".
std::string result_file_name(const trace::Header& header);

}  // namespace mailtown::view
