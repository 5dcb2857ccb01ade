// The source that made the decision of this step, over all else: J opens and closes it.
#include <fmt/core.h>

#include "visualizer/screen.h"

namespace mailtown::view {
namespace {

bool is_comment(std::string_view line) {
  const auto text = line.find_first_not_of(' ');
  return text != line.npos && line.substr(text).starts_with("//");
}

constexpr float numbers_w = 5;  // units

// Of the font's size: so small, down to a limit, that whole lines of the reference are seen.
float scale_for(const Pen& pen, float width) {
  constexpr std::size_t columns = 100;  // .clang-format
  const float room = width - (numbers_w + 1) * pen.u();
  return std::clamp(room / pen.width(pen.fonts().mono, std::string(columns, 'm')), 0.6f, 1.f);
}

void draw_line(const Pen& pen, Box row, std::size_t number, std::string_view line, bool decides,
               float scale) {
  const float u = pen.u(), left = numbers_w * u;
  if (decides) {
    pen.fill(row, pen.theme().hover, 0.5f * u);
    pen.fill({row.x, row.y, 0.5f * u, row.h}, pen.theme().now, 0.25f * u);
  }
  pen.fitted({row.x, row.y, left - u, row.h}, decides ? pen.fonts().bold : pen.fonts().small,
             decides ? pen.theme().now : pen.theme().faint, fmt::format("{}", number),
             Align::right, scale);
  const Colour colour = decides            ? pen.theme().text
                        : is_comment(line) ? pen.theme().faint
                                           : pen.theme().muted;
  pen.fitted({row.x + left + u, row.y, row.w - left - u, row.h}, pen.fonts().mono, colour, line,
             Align::left, scale);
}

void draw_lines(const Ui& ui, View& view, Memory& memory, const reader::SourcePlace& place,
                Box box) {
  const auto& lines = memory.source.lines(place);
  ScrollArea area("source", box);
  const Pen pen(ui, "source");
  const float scale = scale_for(pen, area.width());
  const float row = scale * Pen::leading(ui.fonts.mono);
  area.set_height(row * static_cast<float>(lines.size()));
  const float hidden = area.visible().y - area.origin().y;
  for (auto i = static_cast<std::size_t>(std::max(0.f, hidden / row)); i < lines.size(); ++i) {
    const float top = area.origin().y + static_cast<float>(i) * row;
    if (top > area.visible().bottom()) break;
    draw_line(pen, {area.origin().x, top, area.width(), row}, i + 1, lines[i],
              i + 1 == place.line, scale);
  }
  const Revealed now{view.step(), {}, box, ui.u};
  if (!(memory.source_seen == now)) {
    const auto middle = static_cast<float>(place.line - 1) * row;
    area.reveal(middle - 0.4f * box.h, middle + 0.4f * box.h);
    if (area.is_settled()) memory.source_seen = now;
  }
  area.scroll_by(view.take_scroll(Pane::why));
}

}  // namespace

void draw_source(const Ui& ui, View& view, Memory& memory, Box window) {
  const Pen pen = begin_overlay(ui, "source", window, 0.6f);
  const float u = ui.u, head = 5 * u;
  const Point size{std::min(110 * u, window.w - 4 * u), std::min(90 * u, window.h - 4 * u)};
  const Box box{window.centre().x - size.x / 2, window.centre().y - size.y / 2, size.x, size.y};
  pen.fill(box, ui.theme.panel, 1.5f * u);
  pen.frame(box, ui.theme.line, 1.5f * u);
  const auto rule = view.step() == 0 ? "" : view.narrator().why(view.step()).rule;
  const reader::SourcePlace* place = memory.source.place(rule);
  const std::string heading =
      place == nullptr ? view.words().ui("view.no-source")
                       : view.words().ui("explain.place", {{"file", place->file},
                                                           {"line", std::to_string(place->line)}});
  pen.fitted({box.x + 2 * u, box.y + 0.5f * u, box.w - 4 * u, head}, ui.fonts.bold, ui.theme.text,
             heading);
  if (place != nullptr) {
    draw_lines(ui, view, memory, *place, {box.x + u, box.y + head + u, box.w - 2 * u,
                                          box.h - head - 2 * u});
  }
  if (clicked("close", window)) view.set_source(false);
  ImGui::End();
}

}  // namespace mailtown::view
