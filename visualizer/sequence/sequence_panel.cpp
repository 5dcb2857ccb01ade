#include "visualizer/sequence/sequence_panel.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/core.h>

#include "visualizer/icons.h"
#include "visualizer/sequence/sequence_parts.h"

namespace mailtown::view {
namespace {

constexpr float filters_from = 20;  // units of height; a lower panel says only what is left out

void refresh(View& view, SequenceMemo& memo) {
  const auto& run = view.run();
  const void* events = run.reading().trace().events.data();
  const bool is_new = memo.of != events || memo.steps != run.last();
  if (!is_new && memo.choice == view.sequence()) return;
  if (is_new) memo.outline = report::outline_of(run.reading());
  memo.of = events;
  memo.steps = run.last();
  memo.choice = view.sequence();
  memo.rows = rows_of(run, memo.outline, memo.choice);
  memo.step = 0;  // to be scrolled to anew
}

// A filter that a click takes away. Returns its width.
float draw_filter(const Pen& pen, const char* id, Point at, const std::string& words, bool& hit) {
  const float u = pen.u(), w = pen.width(pen.fonts().small, words) + 4.5f * u, h = 2.5f * u;
  bool hovered = false;
  hit = clicked(id, {at.x, at.y, w, h}, &hovered);
  pen.fill({at.x, at.y, w, h}, pen.theme().hover, h / 2);
  if (hovered) pen.frame({at.x, at.y, w, h}, pen.theme().muted, h / 2);
  pen.fitted({at.x + u, at.y, w - 3 * u, h}, pen.fonts().small, pen.theme().text, words);
  draw_cross(pen, {at.x + w - 1.75f * u, at.y + h / 2}, 0.6f * u, pen.theme().muted);
  return w;
}

void draw_filters(const Pen& pen, View& view, Box box) {
  SequenceChoice& choice = view.sequence();
  const auto& words = view.words();
  const float u = pen.u();
  bool hit = false;
  const std::string fold =
      words.ui(choice.all_folded ? "view.sequence.unfold-all" : "view.sequence.fold-all");
  const float fold_w = pen.width(pen.fonts().small, fold) + 2 * u;
  const Box button{box.right() - fold_w, box.y, fold_w, 2.5f * u};
  bool hovered = false;
  if (clicked("fold all", button, &hovered)) fold_conversations(view);
  if (hovered) pen.fill(button, pen.theme().hover, button.h / 2);
  pen.fitted(button, pen.fonts().small, pen.theme().muted, fold, Align::centre);
  float x = box.x;
  if (choice.letter != 0) {
    const auto& info = view.run().joined().letters[choice.letter - 1];
    const std::string name =
        info.subject.empty() && !info.names.empty() ? info.names.front().name : info.subject;
    x += draw_filter(pen, "no letter", {x, box.y},
                     words.ui("view.sequence.only-letter", {{"letter", name}}), hit) +
         u;
    if (hit) choice.letter = 0;
  }
  if (choice.machine) {
    x += draw_filter(pen, "no machine", {x, box.y},
                     words.ui("view.sequence.only-machine", {{"machine", *choice.machine}}), hit) +
         u;
    if (hit) choice.machine.reset();
  }
  if (!choice.protocol.empty()) {
    x += draw_filter(pen, "no protocol", {x, box.y}, words.ui("view.protocol." + choice.protocol),
                     hit) +
         u;
    if (hit) choice.protocol.clear();
  }
  if (x > box.x) return;
  pen.fitted({box.x, box.y, button.x - box.x - u, 2.5f * u}, pen.fonts().small, pen.theme().faint,
             words.ui("view.sequence.all"));
}

// Lanes that a key asks for, as far as there are more than can be wide.
void shift_lanes(SequenceMemo& memo, int lanes) {
  if (lanes == 0 || memo.wide_lanes >= memo.rows.lanes.size()) return;
  const auto last = static_cast<std::ptrdiff_t>(memo.rows.lanes.size() - memo.wide_lanes);
  const auto from = static_cast<std::ptrdiff_t>(memo.lane.value_or(memo.first_lane));
  memo.lane = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(from + lanes, 0, last));
}

// By keys; the step stays. The area keeps it within the list.
void scroll_by_keys(const SequenceScroll& asked, RowScroll& scroll, float height,
                    float row_height) {
  const double page = std::max(row_height, height - row_height);
  scroll.top += asked.lines * row_height + asked.pages * page;
  if (asked.end != 0) scroll.top = asked.end < 0 ? 0 : std::numeric_limits<float>::max();
}

// Where one reads elsewhere: the way back to the step at hand.
struct WayBack {
  Box box;
  std::string words;
  bool is_hovered = false;
};

WayBack way_back(const Pen& pen, View& view, const RowArea& area) {
  const float u = pen.u();
  std::string words =
      view.words().ui("view.sequence.away", {{"step", fmt::format("{}", view.step())}});
  const float w = pen.width(pen.fonts().small, words) + 3 * u;
  const Box seen = area.visible();
  WayBack way{{seen.right() - w - 3 * u, seen.bottom() - 3.5f * u, w, 3 * u}, std::move(words)};
  if (clicked("way back", way.box, &way.is_hovered)) scroll_to_step(view);
  return way;
}

void draw_way_back(const Pen& pen, const WayBack& way) {
  pen.fill(way.box, way.is_hovered ? pen.theme().hover : pen.theme().raised, way.box.h / 2);
  pen.frame(way.box, pen.theme().now, way.box.h / 2, 1.5f);
  pen.fitted(way.box, pen.fonts().small, pen.theme().text, way.words, Align::centre);
}

// The rows in sight.
void draw_rows(const Pen& pen, View& view, SequenceMemo& memo, const LaneAxis& axis, RowArea& area,
               std::size_t now) {
  memo.first_row = area.first();
  memo.last_row = area.end() > 0 ? area.end() - 1 : 0;
  const bool is_away = now < memo.rows.rows.size() && (now < memo.first_row || now > memo.last_row);
  std::optional<WayBack> way;
  if (is_away) way = way_back(pen, view, area);  // first, to be clicked before what it covers
  for (std::size_t i = area.first(); i < area.end(); ++i) {
    draw_row(pen, view, memo, axis, i, area.row(i), i == now);
  }
  if (way) draw_way_back(pen, *way);
}

// The row whose lanes are to be wide: the one at hand, or where one reads.
std::size_t row_read(const SequenceMemo& memo, const View& view, std::size_t now) {
  const bool is_settled = memo.step == view.step();
  const bool is_away = now < memo.first_row || now > memo.last_row;
  return is_settled && is_away ? (memo.first_row + memo.last_row) / 2 : now;
}

}  // namespace

void draw_sequence(const Ui& ui, View& view, SequenceMemo& memo, Box box) {
  refresh(view, memo);
  const Pen frame(ui, "sequence");
  const float u = ui.u;
  frame.fill(box, ui.theme.panel, 1.25f * u);
  frame.frame(box, ui.theme.line, 1.25f * u, 1, 0.6f);
  const Box inner{box.x + 1.5f * u, box.y + u, box.w - 2.5f * u, box.h - 1.5f * u};
  const bool filtered = !(view.sequence() == SequenceChoice{});
  const bool has_filters = filtered || box.h > filters_from * u;
  if (has_filters) draw_filters(frame, view, {inner.x, inner.y, inner.w - u, 2.5f * u});
  if (memo.rows.rows.empty()) {
    frame.wrapped({inner.x, inner.y + 4 * u}, inner.w, ui.fonts.text, ui.theme.faint,
                  view.words().ui("view.sequence.nothing"));
    return;
  }
  const std::size_t now = row_at(view.run(), memo.rows, view.step());
  const float head_h = 4.25f * u, top = inner.y + (has_filters ? 3 * u : 0);
  const float left_w = time_room(box, u) + fold_w * u;
  const SequenceScroll asked = std::exchange(view.sequence_scroll(), {});
  if (asked.to_step || memo.step != view.step()) memo.lane.reset();
  shift_lanes(memo, asked.lanes);
  const LaneAxis axis = lanes_around(memo, row_read(memo, view, now), inner.x + left_w,
                                     inner.w - left_w - 1.5f * u, u);
  memo.first_lane = axis.first_wide;
  memo.wide_lanes = axis.wide;
  draw_lane_heads(frame, memo, axis, {inner.x, top, inner.w, head_h});
  const Box list{inner.x, top + head_h, inner.w, inner.bottom() - top - head_h};
  scroll_by_keys(asked, memo.scroll, list.h, row_h * u);
  RowArea area("sequence", list, memo.rows.rows.size(), row_h * u, memo.scroll);
  const Pen pen(ui, "sequence");
  draw_lanes(pen, memo, axis, area.visible());
  const bool is_seen = memo.step == view.step() && memo.box == box && memo.unit == u;
  if (!is_seen || asked.to_step) {
    memo.step = view.step();
    memo.box = box;
    memo.unit = u;
    const bool is_scrolled = asked.lines != 0 || asked.pages != 0 || asked.end != 0;
    if (!is_scrolled) area.reveal(now < memo.rows.rows.size() ? now : 0);
  }
  draw_rows(pen, view, memo, axis, area, now);
}

}  // namespace mailtown::view
