// The rows of the sequence: what the report's sequence has, filtered and folded.
#pragma once

#include <vector>

#include "simulator/report/sequence.h"
#include "visualizer/sequence/sequence_choice.h"
#include "visualizer/shown_run.h"

namespace mailtown::view {

// A long run has many, so they are small.
struct SequenceRow {
  enum class Kind : std::uint8_t { arrow, note, fold };
  Kind kind = Kind::arrow;
  bool opens = false;              // the first row of its conversation
  std::uint32_t item = 0;          // into report::Sequence::items; of a fold its first
  std::uint32_t conversation = 0;  // index plus 1
  std::uint32_t count = 1;         // of a fold: how many arrows it stands for
  Step step = 0;                   // at which it begins
};

struct SequenceRows {
  std::vector<SequenceRow> rows;   // by step
  std::vector<std::size_t> lanes;  // those in use, into report::Sequence::lanes
};

SequenceRows rows_of(const ShownRun& run, const report::Sequence& outline,
                     const SequenceChoice& choice);

// The row that tells of a step: that of its conversation's fold, or the last one until then; the
// number of rows, if there is none.
std::size_t row_at(const ShownRun& run, const SequenceRows& rows, Step step);

// What an arrow says, in one line.
std::string arrow_words(const ShownRun& run, const reader::Catalogue& words,
                        const report::Arrow& arrow);

}  // namespace mailtown::view
