#include <sstream>

#include <fmt/format.h>

#include "visualizer/field.h"
#include "visualizer/screen.h"

namespace mailtown::view {
namespace {

constexpr float row_units = 3.5f, field_units = 5.5f, head_units = 8;

// The moment and the place that the menu is about.
void draw_head(const Pen& pen, const View& view, Box box) {
  const float u = pen.u();
  const Touch& touch = view.touch();
  const auto& words = view.words();
  const bool lists = touch.only_made();
  std::string title = words.ui("touch.at-machine", {{"machine", touch.machine()}});
  if (lists) {
    title = words.ui(touch.entries().empty() ? "touch.none-made" : "touch.list");
  } else if (!touch.peer().empty()) {
    title = words.ui("touch.at-link", {{"machine", touch.machine()}, {"peer", touch.peer()}});
  }
  pen.fitted({box.x + 2 * u, box.y + u, box.w - 4 * u, 3 * u}, pen.fonts().title, pen.theme().text,
             title);
  const std::string hint = lists ? "Enter  ·  Esc" : words.ui("touch.hint");
  Box line{box.x + 2 * u, box.y + 4.25f * u, box.w - 4 * u, 3 * u};
  if (!lists && view.step() > 0) {
    const std::string when = words.ui("touch.when", {{"time", view.narrator().clock(view.step())}});
    const float w = pen.fitted(line, pen.fonts().bold, pen.theme().now, when) + 2 * u;
    line = {line.x + w, line.y, line.w - w, line.h};
  }
  pen.fitted(line, pen.fonts().small, pen.theme().muted, hint);
}

void draw_entry(const Pen& pen, View& view, std::size_t number, Box row) {
  const float u = pen.u();
  Touch& touch = view.touch();
  const TouchEntry& entry = touch.entries()[number];
  const std::string id = fmt::format("touch {}", number);
  const bool chosen = number == touch.chosen_number();
  bool hovered = false;
  const bool hit = clicked(id.c_str(), row, &hovered);
  if (chosen || hovered) pen.fill(row, pen.theme().hover, u, chosen ? 1.f : 0.5f);
  if (chosen) {
    pen.fill({row.x, row.y + 0.75f * u, u, row.h - 1.5f * u}, pen.theme().now, 0.25f * u);
  }
  const Colour colour = !entry.offer ? pen.theme().mail
                        : chosen     ? pen.theme().text
                                     : pen.theme().muted;
  pen.fitted({row.x + 2 * u, row.y, row.w - 3 * u, row.h}, pen.fonts().text, colour, entry.words);
  if (!hit) return;
  touch.choose_entry(number);
  touch.pick();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream all(text);
  for (std::string line; std::getline(all, line);) lines.push_back(line);
  return lines;
}

// What will be done: the sentence, and the piece of scenario that says it; what is wrong with it at
// its line.
std::vector<std::string> preview_of(const View& view) {
  const TouchEntry* entry = view.touch().chosen();
  if (entry == nullptr) return {};
  if (entry->offer) return lines_of(entry->offer->fragment);
  const Workshop* workshop = view.touch().workshop();
  return lines_of(workshop->made()[entry->made].offer.fragment);
}

float preview_height(const Pen& pen, const View& view, float width) {
  const float mono = Pen::leading(pen.fonts().mono), u = pen.u();
  float h = 0;
  const auto lines = preview_of(view);
  if (!lines.empty()) h += 4 * u;
  for (const auto& line : lines)
    h += std::max(mono, pen.wrapped_height(width, pen.fonts().mono, line));
  if (!view.touch().trouble().empty()) {
    h += u + pen.wrapped_height(width, pen.fonts().text, view.touch().trouble());
  }
  return h > 0 ? h + 1.5f * u : 0;
}

void draw_preview(const Pen& pen, const View& view, Box box) {
  const float u = pen.u(), width = box.w - 4 * u;
  Point at{box.x + 2 * u, box.y + u};
  const auto lines = preview_of(view);
  pen.fill({box.x, box.y, box.w, 1}, pen.theme().line, 0);
  if (!lines.empty()) {
    const bool adds = view.touch().chosen()->offer.has_value();
    pen.line(at, pen.fonts().small, pen.theme().faint,
             view.words().ui(adds ? "touch.adds" : "touch.takes-away"));
    at.y += 3 * u;
  }
  // "2: what is wrong" is about the second line.
  const std::string& trouble = view.touch().trouble();
  const std::size_t wrong =
      trouble.empty() || lines.empty() ? 0 : static_cast<std::size_t>(std::atoi(trouble.c_str()));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool here = i + 1 == wrong;
    if (here)
      pen.fill({at.x - u, at.y, 0.4f * u, Pen::leading(pen.fonts().mono)}, pen.theme().bad, 0);
    at.y += pen.wrapped(at, width, pen.fonts().mono, here ? pen.theme().bad : pen.theme().client,
                        lines[i]);
  }
  if (!trouble.empty()) {
    at.y += 0.5f * u;
    pen.wrapped(at, width, pen.fonts().text, pen.theme().bad, "× " + trouble);
  }
}

void draw_busy(const Pen& pen, const View& view, Box window) {
  const float u = pen.u();
  const std::string words = view.words().ui("touch.busy");
  const float w = pen.width(pen.fonts().title, words) + 6 * u;
  const Box box{window.centre().x - w / 2, window.centre().y - 4 * u, w, 8 * u};
  pen.fill(box, pen.theme().panel, 1.5f * u);
  pen.frame(box, pen.theme().now, 1.5f * u, 2);
  pen.fitted(box, pen.fonts().title, pen.theme().text, words, Align::centre);
}

void draw_menu(const Pen& pen, View& view, Box window) {
  const float u = pen.u(), row = row_units * u;
  Touch& touch = view.touch();
  const float width = std::min(100 * u, window.w - 4 * u);
  const float preview = preview_height(pen, view, width - 4 * u);
  const float fixed = (head_units + field_units + 2) * u + preview;
  const float top = std::min(6 * u, 0.06f * window.h);
  const auto fit =
      static_cast<std::size_t>(std::clamp((window.h - 2 * top - fixed) / row, 1.f, 16.f));
  const auto& entries = touch.entries();
  const std::size_t shown = std::min(entries.size(), fit);
  const Box box{window.centre().x - width / 2, top, width, fixed + static_cast<float>(shown) * row};
  pen.fill(box, pen.theme().panel, 1.5f * u);
  pen.frame(box, pen.theme().line, 1.5f * u);
  draw_head(pen, view, {box.x, box.y, box.w, head_units * u});
  const std::string hint = view.words().ui("touch.type-hint");
  draw_field(pen, {box.x, box.y + head_units * u, box.w, field_units * u}, pen.fonts().mono,
             {touch.typed(), touch.typed(), hint});
  const std::size_t chosen = touch.chosen_number();
  const std::size_t first = chosen < shown ? 0 : chosen - shown + 1;
  float y = box.y + (head_units + field_units + 1) * u;
  for (std::size_t i = first; i < first + shown && i < entries.size(); ++i) {
    draw_entry(pen, view, i, {box.x + u, y, box.w - 2 * u, row});
    y += row;
  }
  if (entries.size() > shown) {
    const std::string place = fmt::format("{} / {}", chosen + 1, entries.size());
    pen.fitted({box.x + 2 * u, box.y + 4.25f * u, box.w - 4 * u, 3 * u}, pen.fonts().small,
               pen.theme().faint, place, Align::right);
  }
  if (preview > 0) draw_preview(pen, view, {box.x, y + u, box.w, preview});
  if (clicked("close", window) && !touch.is_busy()) touch.close();
}

}  // namespace

// Out of the way of the mouse.
void draw_notice(const Ui& ui, const View& view, Box window) {
  const float u = ui.u;
  const Box strip{window.x, window.bottom() - 16 * u, window.w, 5 * u};
  begin_window("notice", strip, ImGuiWindowFlags_NoInputs);
  const Pen pen(ui, "notice");
  const std::string& words = view.touch().notice();
  const float w = std::min(window.w - 4 * u, pen.width(ui.fonts.text, words) + 4 * u);
  const Box box{window.centre().x - w / 2, strip.y + 0.5f * u, w, 4 * u};
  pen.fill(box, ui.theme.raised, 2 * u);
  pen.frame(box, ui.theme.now, 2 * u, 1.5f);
  pen.fitted({box.x + u, box.y, box.w - 2 * u, box.h}, ui.fonts.text, ui.theme.text, words,
             Align::centre);
  ImGui::End();
}

void draw_touch(const Ui& ui, View& view, Box window) {
  const Pen pen = begin_overlay(ui, "touch", window, 0.6f);
  view.touch().refresh(view);
  draw_menu(pen, view, window);
  if (view.touch().is_busy()) draw_busy(pen, view, window);
  ImGui::End();
}

}  // namespace mailtown::view
