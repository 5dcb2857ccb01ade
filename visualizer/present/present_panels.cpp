#include "visualizer/present/present_panels.h"

#include <fmt/core.h>

namespace mailtown::view {
namespace {

constexpr std::size_t note_lines = 4;

struct Note {
  std::string heading, say;
};

// What to say, and where one is; before the first beat, what to watch for.
Note note_of(const View& view) {
  const auto& words = view.words();
  if (const auto beat = beat_now(view)) {
    return {words.ui("present.beat", {{"number", fmt::format("{}", beat->number)},
                                      {"count", fmt::format("{}", beat->count)},
                                      {"step", fmt::format("{}", beat->step)}}),
            beat->say};
  }
  std::string watch;
  for (const std::string& point : view.telling().watch)
    watch += (watch.empty() ? "" : "\n") + point;
  return {words.ui("present.watch"), watch.empty() ? view.telling().learn : watch};
}

bool has_notes(const View& view) {
  return view.present().on && view.present().notes && view.step() != 0 &&
         !note_of(view).say.empty();
}

}  // namespace

float notes_height(const Ui& ui, const View& view, float width) {
  if (!has_notes(view)) return 0;
  const Pen pen(ui, "notes");
  const float room = width - 5 * ui.u;
  return pen.wrapped_height(room, ui.fonts.text, note_of(view).say, note_lines) +
         Pen::leading(ui.fonts.small) + 2 * ui.u;
}

void draw_notes(const Ui& ui, View& view, Box box) {
  const Pen pen(ui, "notes");
  const float u = ui.u;
  const auto beat = beat_now(view);
  const Note note = note_of(view);
  const bool now = beat && beat->step == view.step();
  pen.fill(box, ui.theme.raised, u);
  pen.fill({box.x, box.y + u, 0.5f * u, box.h - 2 * u}, now ? ui.theme.now : ui.theme.line,
           0.25f * u);
  const float line = Pen::leading(ui.fonts.small), room = box.w - 5 * u;
  pen.fitted({box.x + 2 * u, box.y + 0.75f * u, room, line}, ui.fonts.small,
             now ? ui.theme.now : ui.theme.faint, note.heading);
  const float left = box.h - 1.5f * u - line;
  const auto lines =
      static_cast<std::size_t>(std::max(1.f, left / Pen::leading(ui.fonts.text) + 0.01f));
  pen.wrapped({box.x + 2 * u, box.y + 0.75f * u + line}, room, ui.fonts.text, ui.theme.text,
              note.say, std::min(lines, note_lines));
}

void draw_cover(const Ui& ui, View& view, Box box) {
  const Pen pen(ui, "why");
  const Box inner = panel_surface(pen, box, view.words().ui("view.why"));
  pen.fitted({inner.x, inner.centre().y - 5 * ui.u, inner.w, 5 * ui.u}, ui.fonts.title,
             ui.theme.faint, "?", Align::centre);
  const std::string hint = view.words().ui("present.covered");
  const float h = pen.wrapped_height(inner.w - 2 * ui.u, ui.fonts.text, hint);
  const float w = std::min(inner.w - 2 * ui.u, pen.width(ui.fonts.text, hint));
  pen.wrapped({inner.centre().x - w / 2, inner.centre().y + 0.5f * ui.u}, w + 1, ui.fonts.text,
              ui.theme.muted, hint);
  const Box button{inner.x, inner.centre().y - 5 * ui.u, inner.w, 6 * ui.u + h};
  if (clicked("uncover", button)) uncover(view);
}

void draw_pointer(const Ui& ui, const View& view) {
  const ImVec2 at = ImGui::GetIO().MousePos;
  if (!view.present().pointer || !ImGui::IsMousePosValid(&at)) return;
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  constexpr int segments = 64;
  const float u = ui.u;
  list.AddCircleFilled(at, 4 * u, ink(ui.theme.now, 0.18f), segments);
  // Dark beside bright: seen on any ground.
  list.AddCircle(at, 4 * u, ink(ui.theme.back, 0.9f), segments, 1.1f * u);
  list.AddCircle(at, 4 * u, ink(ui.theme.now), segments, 0.6f * u);
}

std::string notice(const View& view) {
  const std::string& damage = view.run().reading().damage();
  if (!damage.empty()) return view.words().ui("view.damaged", {{"damage", damage}});
  const Words& words = view.notice();
  return words.key.empty() ? std::string() : view.words().ui(words.key, words.values);
}

void draw_alert(const Ui& ui, const View& view, Box box) {
  const Pen pen(ui, "notice");
  const float u = ui.u;
  pen.fill(box, ui.theme.raised, u);
  pen.fill({box.x, box.y + 0.5f * u, 0.5f * u, box.h - u}, ui.theme.bad, 0.25f * u);
  pen.fitted({box.x + 1.5f * u, box.y, 2 * u, box.h}, ui.fonts.bold, ui.theme.bad, "!");
  const std::string words = notice(view);
  const float room = box.w - 4.5f * u;
  // Rather small than cut off.
  const float scale = std::clamp(room / (pen.width(ui.fonts.small, words) + 1), 0.6f, 1.f);
  pen.fitted({box.x + 3.5f * u, box.y, room, box.h}, ui.fonts.small, ui.theme.text, words,
             Align::left, scale);
}

}  // namespace mailtown::view
