#include <map>
#include <set>

#include <fmt/format.h>

#include "simulator/report/report.h"

namespace mailtown::report {

using reader::Motion;
using reader::Step;

namespace {

constexpr std::size_t message_max = 90;  // characters on an arrow; the rest is cut
constexpr std::size_t note_line = 40;    // characters after which a note's line ends

bool starts_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

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

std::string cut(std::string_view text) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (starts_character(text[i]) && ++characters > message_max) {
      return std::string(text.substr(0, i)) + "…";
    }
  }
  return std::string(text);
}

std::string note_text(std::string_view text) {
  std::string label;
  std::size_t characters = 0;
  for (std::size_t i = 0, begin = 0; i <= text.size(); ++i) {
    if (i < text.size() && starts_character(text[i])) ++characters;
    const bool ends = i == text.size() || (text[i] == ' ' && characters > note_line);
    if (!ends) continue;
    label += (label.empty() ? "" : "<br/>") + escaped(text.substr(begin, i - begin));
    begin = i + 1;
    characters = 0;
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

class Diagram {
 public:
  Diagram(const reader::Narrator& narrator, const reader::Telling& telling)
      : narrator_(narrator), reading_(narrator.reading()) {
    for (const auto& motion : reading_.joined().motions) by_step_.emplace(motion.sent, &motion);
    for (const auto& beat : telling.beats) {
      for (const auto step : beat.steps) beats_.emplace(step, &beat);
    }
    out_ = "sequenceDiagram\n";
    if (!telling.title.empty()) add("title {}", plain_title(telling.title));
  }

  std::string draw() {
    lanes();
    for (Step step = 1; step <= reading_.steps(); ++step) draw_step(step);
    return std::move(out_);
  }

 private:
  template <class... Args>
  void add(fmt::format_string<Args...> form, Args&&... args) {
    out_ += "    " + fmt::format(form, std::forward<Args>(args)...) + "\n";
  }

  // A lane for each machine that sends, receives or decides, in the header's order.
  void lanes() {
    std::set<std::string> seen;
    for (const auto& motion : reading_.joined().motions) {
      seen.insert(motion.from);
      seen.insert(motion.to);
    }
    for (Step step = 1; step <= reading_.steps(); ++step) {
      if (has_note(step)) seen.insert(reading_.machine(step));
    }
    for (const auto& machine : reading_.header().machines) {
      if (seen.erase(machine.name) > 0) lane(machine.name);
    }
    for (const auto& other : seen) lane(other);  // an address that the header does not know
  }

  void lane(const std::string& name) {
    const auto id = fmt::format("m{}", ids_.size() + 1);
    ids_.emplace(name, id);
    add("participant {} as {}", id, escaped(name));
  }

  bool has_note(Step step) const {
    const auto& payload = reading_.event(step).payload;
    if (by_step_.contains(step) || std::holds_alternative<trace::PacketLost>(payload)) return false;
    return reading_.joined().at(step).importance == reader::Importance::headline;
  }

  void draw_step(Step step) {
    const auto motion = by_step_.find(step);
    if (motion != by_step_.end()) arrow(*motion->second);
    if (has_note(step)) note(reading_.machine(step), narrator_.explain(step));
    const auto [first, last] = beats_.equal_range(step);
    for (auto beat = first; beat != last; ++beat) note(reading_.machine(step), beat->second->say);
  }

  void arrow(const Motion& motion) {
    if (motion.what == Motion::What::knock && !motion.lost) return;  // the dialogue shows it
    const char* line = motion.lost ? "-x" : motion.what == Motion::What::answer ? "-->>" : "->>";
    add("{}{}{}: {}", ids_[motion.from], line, ids_[motion.to], escaped(cut(text_of(motion))));
  }

  std::string text_of(const Motion& motion) const {
    const auto& payload = reading_.event(motion.sent).payload;
    if (const auto* body = std::get_if<trace::BodySent>(&payload)) {
      return narrator_.catalogue().ui("story.body", {{"bytes", std::to_string(body->bytes)}});
    }
    if (const auto* answer = std::get_if<trace::DnsAnswerSent>(&payload)) {
      return motion.text + ": " + reader::word(narrator_.catalogue(), answer->outcome);
    }
    return motion.text;
  }

  void note(const std::string& machine, const std::string& text) {
    const auto lane = ids_.find(machine);
    if (lane != ids_.end()) add("Note over {}: {}", lane->second, note_text(text));
  }

  const reader::Narrator& narrator_;
  const reader::Reading& reading_;
  std::map<Step, const Motion*> by_step_;
  std::multimap<Step, const reader::Beat*> beats_;
  std::map<std::string, std::string> ids_;
  std::string out_;
};

}  // namespace

std::string mermaid(const reader::Reading& reading, const reader::Telling& telling,
                    const reader::Catalogue& catalogue) {
  const reader::Narrator narrator(reading, catalogue);
  return Diagram(narrator, telling).draw();
}

}  // namespace mailtown::report
