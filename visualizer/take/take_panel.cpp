#include <optional>

#include <fmt/format.h>

#include "visualizer/field.h"
#include "visualizer/icons.h"
#include "visualizer/screen.h"

namespace mailtown::view {
namespace {

constexpr float head_units = 8, row_units = 3.25f, field_units = 5.5f, path_units = 3;

struct RowLook {
  std::string id;
  bool chosen = false;
  Colour words, beside;
};

// Returns whether it was clicked.
bool draw_choice(const Pen& pen, Box row, const RowLook& look, const std::string& words,
                 std::string_view beside) {
  const float u = pen.u();
  bool hovered = false;
  const bool hit = clicked(look.id.c_str(), row, &hovered);
  if (look.chosen || hovered) pen.fill(row, pen.theme().hover, u, look.chosen ? 1.f : 0.5f);
  if (look.chosen) {
    draw_arrow_head(pen, {row.x + 1.75f * u, row.centre().y}, {1, 0}, u, pen.theme().now);
  }
  const float w = beside.empty() ? 0 : pen.width(pen.fonts().small, beside) + 2 * u;
  pen.fitted({row.x + 2.5f * u, row.y, row.w - 3.5f * u - w, row.h}, pen.fonts().text, look.words,
             words);
  if (w > 0) {
    pen.fitted({row.right() - w - u, row.y, w, row.h}, pen.fonts().small, look.beside, beside,
               Align::right);
  }
  return hit;
}

void draw_head(const Pen& pen, const View& view, Box box) {
  const float u = pen.u();
  const auto& words = view.words();
  pen.fitted({box.x + 2 * u, box.y + u, box.w - 4 * u, 3 * u}, pen.fonts().title, pen.theme().text,
             words.ui("take.title"));
  pen.fitted({box.x + 2 * u, box.y + 4.25f * u, box.w - 4 * u, 3 * u}, pen.fonts().small,
             pen.theme().muted, words.ui(view.take().asks() ? "take.hint-asks" : "take.hint"));
}

// As many as fit, with the chosen one among them.
void draw_kinds(const Pen& pen, View& view, Box box, std::size_t shown) {
  Take& take = view.take();
  const float u = pen.u(), h = row_units * u;
  const std::size_t chosen = take.kind_number();
  const std::size_t first = chosen < shown ? 0 : chosen - shown + 1;
  std::optional<std::size_t> hit;
  for (std::size_t i = first; i < first + shown; ++i) {
    const Box row{box.x + u, box.y + static_cast<float>(i - first) * h, box.w - 2 * u, h};
    const bool is_chosen = i == chosen;
    const RowLook look{fmt::format("kind {}", i), is_chosen,
                       is_chosen ? pen.theme().text : pen.theme().muted, pen.theme().faint};
    const Take::Kind& kind = take.kinds()[i];
    const std::string words = view.words().ui("take.kind." + std::string(kind.name));
    if (draw_choice(pen, row, look, words, kind.ending)) hit = i;
  }
  if (hit) take.choose_kind(view, *hit);
}

float trouble_height(const Pen& pen, const View& view, float width) {
  const std::string trouble = view.take().trouble(view.words());
  if (trouble.empty()) return 0;
  return pen.wrapped_height(width - 7 * pen.u(), pen.fonts().text, trouble) + 1.5f * pen.u();
}

// What is in the way, and what one can do about a file that is there.
void draw_trouble(const Pen& pen, View& view, Box box) {
  Take& take = view.take();
  const float u = pen.u(), h = row_units * u;
  const std::string trouble = take.trouble(view.words());
  if (trouble.empty()) return;
  const Colour colour = take.asks() ? pen.theme().text : pen.theme().bad;
  pen.line({box.x + 2.5f * u, box.y}, pen.fonts().bold, pen.theme().bad, "!");
  pen.wrapped({box.x + 4 * u, box.y}, box.w - 7 * u, pen.fonts().text, colour, trouble);
  if (!take.asks()) return;
  float y = box.y + trouble_height(pen, view, box.w);
  const auto answers = take.answers(view.words());
  std::optional<std::size_t> hit;
  for (std::size_t i = 0; i < answers.size(); ++i, y += h) {
    const bool is_chosen = i == take.answer();
    const RowLook look{fmt::format("answer {}", i), is_chosen,
                       is_chosen ? pen.theme().text : pen.theme().muted, pen.theme().faint};
    if (draw_choice(pen, {box.x + u, y, box.w - 2 * u, h}, look, answers[i], "")) hit = i;
  }
  if (!hit) return;
  take.choose_answer(*hit);
  take.pick(view);
}

}  // namespace

void draw_take(const Ui& ui, View& view, Box window) {
  const Pen pen = begin_overlay(ui, "take", window, 0.6f);
  Take& take = view.take();
  const float u = ui.u, row = row_units * u, width = std::min(90 * u, window.w - 4 * u);
  // While something is asked, the rest makes room for the answers where there is little.
  const float answers = take.asks() ? 2 * row : 0, path_h = take.asks() ? u : path_units * u;
  const float below = trouble_height(pen, view, width) + answers;
  const float fixed = (head_units + field_units + 1) * u + path_h + below;
  const float top = std::min(8 * u, 0.06f * window.h);
  const float least = take.asks() ? 0 : 1;
  const auto fit = static_cast<std::size_t>(std::max(least, (window.h - 2 * top - fixed) / row));
  const std::size_t shown = std::min(take.kinds().size(), fit);
  const float list_h = static_cast<float>(shown) * row;
  const Box box{window.centre().x - width / 2, top, width, fixed + list_h};
  pen.fill(box, ui.theme.panel, 1.5f * u);
  pen.frame(box, ui.theme.line, 1.5f * u);
  draw_head(pen, view, {box.x, box.y, box.w, head_units * u});
  float y = box.y + head_units * u;
  if (shown < take.kinds().size() && !take.asks()) {
    pen.fitted({box.x + 2 * u, box.y + u, box.w - 4 * u, 3 * u}, ui.fonts.small, ui.theme.faint,
               fmt::format("{} / {}", take.kind_number() + 1, take.kinds().size()), Align::right);
  }
  draw_kinds(pen, view, {box.x, y, box.w, list_h}, shown);
  y += list_h;
  const TextEditor& name = take.name();
  draw_field(pen, {box.x, y, box.w, field_units * u}, ui.fonts.mono,
             {name.lines().front(), name.before_cursor(), view.words().ui("take.name")});
  y += field_units * u;
  if (!take.asks()) {
    pen.fitted({box.x + 2 * u, y + 0.5f * u, box.w - 4 * u, path_h - u}, ui.fonts.small,
               ui.theme.faint, view.words().ui("take.to", {{"file", take.path()}}));
  }
  y += path_h;
  draw_trouble(pen, view, {box.x, y, box.w, below});
  if (clicked("close", window)) take.close();
  ImGui::End();
}

}  // namespace mailtown::view
