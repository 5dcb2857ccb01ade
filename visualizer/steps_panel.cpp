#include <algorithm>

#include <fmt/core.h>

#include "visualizer/icons.h"
#include "visualizer/screen.h"

namespace mailtown::view {
namespace {

constexpr std::size_t lines_max = 2;

float row_height(const Pen& pen) {
  return 2 * Pen::leading(pen.fonts().text) + pen.u();
}

// The three filters as one switch.
void draw_filters(const Pen& pen, View& view, Box panel) {
  constexpr std::array keys{"view.filter-headlines", "view.filter-steps", "view.filter-all"};
  const float u = pen.u(), h = 3 * u;
  float right = panel.right() - u;
  for (std::size_t i = keys.size(); i-- > 0;) {
    const std::string words = view.words().ui(keys[i]);
    const float w = pen.width(pen.fonts().small, words) + 2 * u;
    const Box box{right - w, panel.y + u, w, h};
    const bool chosen = static_cast<std::size_t>(view.filter()) == i;
    bool hovered = false;
    const bool hit = clicked(keys[i], box, &hovered);
    if (hit && !is_layout_locked(view)) view.set_filter(static_cast<Filter>(i));
    if (chosen || hovered) pen.fill(box, pen.theme().hover, h / 2);
    pen.fitted(box, pen.fonts().small, chosen ? pen.theme().text : pen.theme().muted, words,
               Align::centre);
    right = box.x - 0.5f * u;
  }
}

// What kind of step: decisions are diamonds, messages arrows, headlines larger dots.
void draw_marker(const Pen& pen, const View& view, Step step, Point centre, Colour colour) {
  const float u = pen.u();
  const bool decision =
      std::holds_alternative<trace::Decision>(view.run().reading().event(step).payload);
  const bool headline = view.run().joined().at(step).importance == reader::Importance::headline;
  if (decision) {
    draw_diamond(pen, centre, 1.3f * u, colour);
  } else if (headline) {
    pen.dot(centre, 0.6f * u, colour);
  } else {
    pen.list().AddCircle(vec(centre), 0.4f * u, ink(colour), 16, 1.4f);
  }
}

void draw_row(const Pen& pen, View& view, Step step, Box row, bool current) {
  const float u = pen.u();
  const Theme& theme = pen.theme();
  const std::string id = fmt::format("step {}", step);
  bool hovered = false;
  if (clicked(id.c_str(), row, &hovered)) view.go(step);
  if (current || hovered) pen.fill(row, theme.hover, u, current ? 1.f : 0.5f);
  if (current) {
    pen.fill({row.x, row.y + u, 0.5f * u, row.h - 2 * u}, theme.now, 0.25f * u);
  }
  const bool headline = view.run().joined().at(step).importance == reader::Importance::headline;
  const bool future = step > view.step();
  const Colour colour = current ? theme.text : future ? theme.faint : theme.muted;
  const Colour strong = current ? theme.now : future ? theme.faint : theme.muted;
  const float line_h = Pen::leading(pen.fonts().text);
  draw_marker(pen, view, step, {row.x + 2 * u, row.y + 0.5f * u + line_h * 0.45f}, strong);
  const std::string number = fmt::format("{}", step);
  pen.fitted({row.x + 3 * u, row.y + 0.5f * u, 3.5f * u, line_h * 0.85f}, pen.fonts().small,
             theme.faint, number, Align::right);
  const float left = row.x + 7.5f * u;
  ImFont* font = pen.fonts().text;
  pen.wrapped({left, row.y + 0.5f * u}, row.right() - left - u, font,
              headline && !future ? theme.text : colour, view.narrator().explain(step), lines_max);
}

}  // namespace

void draw_steps(const Ui& ui, View& view, Memory& memory, Box box) {
  const Pen frame(ui, "steps");
  const Box inner = panel_surface(frame, box, view.words().ui("view.steps"));
  draw_filters(frame, view, box);
  const std::vector<Step>& steps = view.run().steps(view.filter());
  const auto after = std::upper_bound(steps.begin(), steps.end(), view.step());
  const auto current = static_cast<std::size_t>(after - steps.begin());  // index plus 1
  RowArea area("steps", {box.x + ui.u, inner.y, box.w - 1.5f * ui.u, inner.h}, steps.size(),
               row_height(frame), memory.steps_scroll);
  const Pen pen(ui, "steps");
  const bool moved = memory.steps.is_new({view.step(), view.filter(), box, ui.u});
  if (moved) area.reveal(current > 0 ? current - 1 : 0);  // before the first: the beginning
  for (std::size_t i = area.first(); i < area.end(); ++i) {
    Box row = area.row(i);
    row.w -= 0.5f * ui.u;
    draw_row(pen, view, steps[i], row, i + 1 == current);
  }
}

}  // namespace mailtown::view
