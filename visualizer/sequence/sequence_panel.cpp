#include "visualizer/sequence/sequence_panel.h"

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
  const LaneAxis axis = lanes_around(memo, now, inner.x + left_w, inner.w - left_w - 1.5f * u, u);
  draw_lane_heads(frame, memo, axis, {inner.x, top, inner.w, head_h});
  RowArea area("sequence", {inner.x, top + head_h, inner.w, inner.bottom() - top - head_h},
               memo.rows.rows.size(), row_h * u, memo.scroll);
  const Pen pen(ui, "sequence");
  draw_lanes(pen, memo, axis, area.visible());
  if (memo.step != view.step() || !(memo.box == box) || memo.unit != u) {
    memo.step = view.step();
    memo.box = box;
    memo.unit = u;
    if (now < memo.rows.rows.size()) area.reveal(now);
  }
  for (std::size_t i = area.first(); i < area.end(); ++i) {
    draw_row(pen, view, memo, axis, i, area.row(i), i == now);
  }
}

}  // namespace mailtown::view
