#include <fmt/format.h>

#include "simulator/report/report.h"
#include "simulator/report/sequence.h"

namespace mailtown::report {

namespace {

constexpr std::size_t message_max = 90;  // characters on an arrow; the rest is cut
constexpr std::size_t note_line = 40;    // characters at most in a note's line

// Text for a label: what Mermaid would take for syntax becomes an entity.
std::string escaped(std::string_view text) {
  std::string label;
  for (const char c : text) {
    switch (c) {
      case '#':
        label += "#35;";
        break;
      case ';':
        label += "#59;";
        break;
      case '"':
        label += "#quot;";
        break;
      case '<':
        label += "#lt;";
        break;
      case '>':
        label += "#gt;";
        break;
      case '%':
        label += "#37;";
        break;
      case '\n':
        label += ' ';
        break;
      default:
        label += c;
    }
  }
  return label.empty() ? " " : label;
}

std::string note_text(std::string_view text) {
  std::string label;
  for (const auto& line : wrapped(text, note_line)) {
    label += (label.empty() ? "" : "<br/>") + escaped(line);
  }
  return label;
}

// A title cannot hold entities.
std::string plain_title(std::string_view text) {
  std::string title(text);
  for (auto& c : title) {
    if (c == '#' || c == ';' || c == '\n') c = ' ';
  }
  return title;
}

std::string lane_name(std::size_t lane) {
  return fmt::format("m{}", lane + 1);
}

std::string line_of(const Arrow& arrow) {
  const char* line = arrow.is_lost ? "-x" : arrow.is_answer ? "-->>" : "->>";
  return fmt::format("{}{}{}: {}", lane_name(arrow.from), line, lane_name(arrow.to),
                     escaped(cut(arrow.text, message_max)));
}

std::string line_of(const Note& note) {
  return fmt::format("Note over {}: {}", lane_name(note.lane), note_text(note.text));
}

}  // namespace

std::string mermaid(const reader::Reading& reading, const reader::Telling& telling,
                    const reader::Catalogue& catalogue) {
  const reader::Narrator narrator(reading, catalogue);
  const Sequence sequence = sequence_of(narrator, telling);
  std::string out = "sequenceDiagram\n";
  const auto add = [&out](const std::string& line) { out += "    " + line + "\n"; };
  if (!telling.title.empty()) add("title " + plain_title(telling.title));
  for (std::size_t lane = 0; lane < sequence.lanes.size(); ++lane) {
    add(fmt::format("participant {} as {}", lane_name(lane), escaped(sequence.lanes[lane])));
  }
  for (const auto& item : sequence.items) {
    add(std::visit([](const auto& one) { return line_of(one); }, item));
  }
  return out;
}

}  // namespace mailtown::report
