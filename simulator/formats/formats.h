// The formats in which a run can be taken away: one table, for `mailtown run --format` and for the
// viewer, so that both give the same file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/reader/catalogue.h"
#include "simulator/reader/reading.h"
#include "simulator/reader/telling.h"
#include "simulator/report/report.h"

namespace mailtown::formats {

struct Format {
  std::string_view name;    // as --format takes it: "svg"
  std::string_view ending;  // of a file's name: ".svg"
  bool is_text;
  // One of the two is not null: what needs the trace alone, and what needs it read.
  std::string (*of_trace)(const trace::Trace&);
  std::string (*of_reading)(const reader::Reading&, const reader::Telling&,
                            const reader::Catalogue&, const report::StoryOptions&);
};

// In the order in which they are offered; the first is what one gets without asking.
const std::vector<Format>& all();
// Null: there is no such format.
const Format* find(std::string_view name);

// What a file of that format holds. `options` is for the story alone.
std::string written(const Format& format, const reader::Reading& reading,
                    const reader::Telling& telling, const reader::Catalogue& words,
                    const report::StoryOptions& options = {});
// The same from a trace, which is read only if that is needed.
std::string written(const Format& format, const trace::Trace& trace, const reader::Telling& telling,
                    const reader::Catalogue& words, const report::StoryOptions& options = {});

}  // namespace mailtown::formats
