// A run told as text: a story for people, the trace itself, sequence diagrams.
//
// Pure: a Reading and options in, a string out.
#pragma once

#include <string>

#include "simulator/reader/narrator.h"
#include "simulator/reader/telling.h"

namespace mailtown::report {

enum class Length { brief, normal, full };

struct StoryOptions {
  bool colour = false;  // ANSI escapes
  int width = 80;       // columns to wrap at, at least 40
  Length length = Length::normal;
};

// The account of a whole run, in the catalogue's language.
std::string story(const reader::Reading& reading, const reader::Telling& telling,
                  const reader::Catalogue& catalogue, const StoryOptions& options = {});

// What happened at one step and why, at length. An impossible step gives a sentence that says so.
std::string explanation(const reader::Reading& reading, reader::Step step,
                        const reader::Catalogue& catalogue, const StoryOptions& options = {});

// What one program (an index into the header's) heard, looked up, decided and said, in its order,
// each decision at length: for a dry run, where nothing else is of interest.
std::string reasoning(const reader::Reading& reading, std::uint32_t program,
                      const reader::Catalogue& catalogue, const StoryOptions& options = {});

// The trace in its file format: JSON lines.
std::string json(const trace::Trace& trace);

// A Mermaid sequence diagram: a lane a machine, an arrow a message, a note a decision.
std::string mermaid(const reader::Reading& reading, const reader::Telling& telling,
                    const reader::Catalogue& catalogue);

// The same as a picture, SVG 1.1: time downwards, the whole text of what is cut in a tooltip. It
// follows the reader's choice of a dark or light theme.
std::string svg(const reader::Reading& reading, const reader::Telling& telling,
                const reader::Catalogue& catalogue);

}  // namespace mailtown::report
