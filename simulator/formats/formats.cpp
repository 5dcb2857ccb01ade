#include "simulator/formats/formats.h"

#include <algorithm>

#include "simulator/capture/capture.h"

namespace mailtown::formats {
namespace {

using reader::Catalogue;
using reader::Reading;
using reader::Telling;

// What has no options of its own.
template <auto Write>
std::string without_options(const Reading& reading, const Telling& telling, const Catalogue& words,
                            const report::StoryOptions&) {
  return Write(reading, telling, words);
}

}  // namespace

const std::vector<Format>& all() {
  static const std::vector<Format> formats{
      {"story", ".txt", true, nullptr, report::story},
      {"json", ".jsonl", true, report::json, nullptr},
      {"mermaid", ".mmd", true, nullptr, without_options<report::mermaid>},
      {"svg", ".svg", true, nullptr, without_options<report::svg>},
      {"pcapng", ".pcapng", false, nullptr, without_options<capture::pcapng>},
  };
  return formats;
}

const Format* find(std::string_view name) {
  const auto found = std::find_if(all().begin(), all().end(),
                                  [&](const Format& format) { return format.name == name; });
  return found == all().end() ? nullptr : &*found;
}

std::string written(const Format& format, const Reading& reading, const Telling& telling,
                    const Catalogue& words, const report::StoryOptions& options) {
  return format.of_trace != nullptr ? format.of_trace(reading.trace())
                                    : format.of_reading(reading, telling, words, options);
}

std::string written(const Format& format, const trace::Trace& trace, const Telling& telling,
                    const Catalogue& words, const report::StoryOptions& options) {
  if (format.of_trace != nullptr) return format.of_trace(trace);
  return format.of_reading(Reading(trace), telling, words, options);
}

}  // namespace mailtown::formats
