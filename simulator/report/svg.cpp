#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "simulator/report/report.h"
#include "simulator/report/sequence.h"

namespace mailtown::report {

namespace {

// Pixels.
constexpr int lane_width = 230, left = 96, right = 140, top = 92, row = 26, head_height = 30;
constexpr int note_width = 220, note_line_height = 15, note_margin = 7;
constexpr int pause_height = 22;
constexpr double character_width = 6.1;       // of the small text; a little more than it is
constexpr std::size_t note_line = 30;         // characters at most in a note's line
constexpr std::int64_t pause_us = 2'000'000;  // a longer silence is marked

constexpr const char* style = R"(
    svg { background: #ffffff; font-family: "DejaVu Sans", Verdana, sans-serif; font-size: 11px; }
    .title { font-size: 20px; font-weight: bold; fill: #1d2733; }
    .lane { stroke: #b8c2cc; stroke-width: 1; }
    .head { fill: #e8eef5; stroke: #5b7a99; }
    .name { fill: #1d2733; font-weight: bold; text-anchor: middle; }
    .time { fill: #66727f; text-anchor: end; font-size: 10px; }
    .pause { stroke: #b8c2cc; stroke-dasharray: 2 4; }
    .line { stroke: #0b5cad; stroke-width: 1.5; fill: none; }
    .answer { stroke: #0b7a4b; stroke-width: 1.5; fill: none; stroke-dasharray: 6 3; }
    .lost { stroke: #b3360b; stroke-width: 2; fill: none; stroke-dasharray: 2 3; }
    .cross { stroke: #b3360b; stroke-width: 2.5; }
    .said { fill: #1d2733; }
    .halo { stroke: #ffffff; stroke-width: 3; paint-order: stroke; }
    .note { fill: #fdf6dc; stroke: #b89b3c; }
    .beat { fill: #e6e0f5; stroke: #6d55b0; stroke-width: 2; }
    .written { fill: #1d2733; }
    @media (prefers-color-scheme: dark) {
      svg { background: #14191f; }
      .title, .name, .said, .written { fill: #e6ebf0; }
      .lane, .pause { stroke: #3c4854; }
      .head { fill: #22303d; stroke: #6f93b5; }
      .time { fill: #93a0ad; }
      .line { stroke: #5aa9f0; }
      .answer { stroke: #4fc08d; }
      .lost, .cross { stroke: #ff8a5c; }
      .halo { stroke: #14191f; }
      .note { fill: #3a3420; stroke: #b89b3c; }
      .beat { fill: #2d2747; stroke: #a48ff0; }
    }
)";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

int middle_of(std::size_t lane) {
  return left + static_cast<int>(lane) * lane_width + lane_width / 2;
}

class Drawing {
 public:
  Drawing(const reader::Narrator& narrator, const Sequence& sequence)
      : narrator_(narrator), sequence_(sequence) {}

  std::string draw(const std::string& title) {
    for (const auto& item : sequence_.items) {
      std::visit([this](const auto& one) { draw(one); }, item);
    }
    const int width = left + static_cast<int>(sequence_.lanes.size()) * lane_width + right;
    const int height = y_ + 2 * head_height + row;
    std::string out = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} "
        "{1}\" role=\"img\">\n  <title>{2}</title>\n  <style>{3}  </style>\n",
        width, height, escaped(title), style);
    out += arrow_head("tip", "line") + arrow_head("answer-tip", "answer");
    out +=
        fmt::format("  <text class=\"title\" x=\"{}\" y=\"34\">{}</text>\n", left, escaped(title));
    for (std::size_t lane = 0; lane < sequence_.lanes.size(); ++lane) draw_lane(lane, out);
    return out + body_ + "</svg>\n";
  }

 private:
  template <class... Args>
  void add(fmt::format_string<Args...> form, Args&&... args) {
    body_ += "  " + fmt::format(form, std::forward<Args>(args)...) + "\n";
  }

  static std::string arrow_head(const char* id, const char* kind) {
    return fmt::format(
        "  <defs><marker id=\"{}\" markerWidth=\"9\" markerHeight=\"8\" refX=\"8\" refY=\"4\" "
        "orient=\"auto\"><path class=\"{}\" style=\"stroke-dasharray: none\" d=\"M1,1 L8,4 "
        "L1,7\"/></marker></defs>\n",
        id, kind);
  }

  void draw_lane(std::size_t lane, std::string& out) const {
    const int x = middle_of(lane), bottom = y_ + row;
    out += fmt::format("  <line class=\"lane\" x1=\"{0}\" y1=\"{1}\" x2=\"{0}\" y2=\"{2}\"/>\n", x,
                       top - head_height, bottom);
    for (const int y : {top - head_height, bottom}) {
      out += fmt::format(
          "  <rect class=\"head\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\"/>\n"
          "  <text class=\"name\" x=\"{}\" y=\"{}\">{}</text>\n",
          x - note_width / 2, y, note_width, head_height - 4, x, y + 17,
          escaped(cut(sequence_.lanes[lane], 30)));
    }
  }

  // The time at the left, and a line across where nothing happened for long.
  void tell_time(reader::Step step) {
    const auto now_us = narrator_.reading().event(step).time_us;
    if (last_us_ >= 0 && now_us - last_us_ > pause_us) {
      const int end = left + static_cast<int>(sequence_.lanes.size()) * lane_width;
      add("<line class=\"pause\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>", 8, y_ + 4, end,
          y_ + 4);
      y_ += pause_height;
    }
    last_us_ = now_us;
    add("<text class=\"time\" x=\"{}\" y=\"{}\">{}</text>", left - 10, y_ + 18,
        narrator_.clock(step));
  }

  void draw(const Arrow& arrow) {
    tell_time(arrow.step);
    const int from = middle_of(arrow.from), to = middle_of(arrow.to);
    const int y = y_ + row - 6;
    const char* kind = arrow.is_lost ? "lost" : arrow.is_answer ? "answer" : "line";
    const int span = std::max(1, std::abs(to - from) / lane_width) * lane_width;
    const auto room = static_cast<std::size_t>((span - 24) / character_width);
    add("<g><title>{}: {}</title>", arrow.step, escaped(arrow.text));
    if (from == to) {
      add("<path class=\"{}\" marker-end=\"url(#{})\" d=\"M{},{} h34 v10 h-34\"/>", kind,
          arrow.is_answer ? "answer-tip" : "tip", from, y - 6);
    } else if (arrow.is_lost) {
      const int end = from + (to - from) * 3 / 4;
      add("<line class=\"lost\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>", from, y, end, y);
      add("<path class=\"cross\" d=\"M{0},{1} l10,10 m0,-10 l-10,10\"/>", end - 5, y - 5);
    } else {
      add("<line class=\"{}\" marker-end=\"url(#{})\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
          kind, arrow.is_answer ? "answer-tip" : "tip", from, y, to, y);
    }
    const int text_x = from == to ? from + 42 : std::min(from, to) + 16;
    add("<text class=\"said halo\" x=\"{}\" y=\"{}\">{}</text></g>", text_x, y - 5,
        escaped(cut(arrow.text, room)));
    y_ += from == to ? row + 8 : row;
  }

  void draw(const Note& note) {
    tell_time(note.step);
    const auto lines = wrapped(note.text, note_line);
    const int height = static_cast<int>(lines.size()) * note_line_height + 2 * note_margin;
    const int x = middle_of(note.lane) - note_width / 2;
    add("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\"/>",
        note.is_beat ? "beat" : "note", x, y_ + 6, note_width, height);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      add("<text class=\"written\" x=\"{}\" y=\"{}\">{}</text>", x + 8,
          y_ + 6 + note_margin + static_cast<int>(i + 1) * note_line_height - 4, escaped(lines[i]));
    }
    y_ += height + 12;
  }

  const reader::Narrator& narrator_;
  const Sequence& sequence_;
  int y_ = top + 8;
  std::int64_t last_us_ = -1;
  std::string body_;
};

}  // namespace

std::string svg(const reader::Reading& reading, const reader::Telling& telling,
                const reader::Catalogue& catalogue) {
  const reader::Narrator narrator(reading, catalogue);
  const Sequence sequence = sequence_of(narrator, telling);
  return Drawing(narrator, sequence).draw(telling.title);
}

}  // namespace mailtown::report
