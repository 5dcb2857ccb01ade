#include "visualizer/screen.h"

#include <algorithm>
#include <array>

#include "visualizer/predict/predict_panel.h"
#include "visualizer/present/present_panels.h"

namespace mailtown::view {
namespace {

// Tabs for a window that is too small for all panels: the one shown is underlined.
// Stage and inside bear the name of what they show; clicked again, they show the next.
void draw_panes(const Pen& pen, View& view, const Arrangement& a) {
  constexpr std::array panes{Pane::map, Pane::steps, Pane::dialogue, Pane::why};
  const std::array keys{
      "view.stage." + std::string(stage_names[static_cast<std::size_t>(view.stage())]),
      std::string("view.steps"),
      "view.inside." + std::string(inside_names[static_cast<std::size_t>(view.inside())]),
      std::string("view.why")};
  const float u = pen.u();
  float x = a.edge;
  for (std::size_t i = 0; i < panes.size(); ++i) {
    const std::string name = view.words().ui(keys[i]);
    const float w = pen.width(pen.fonts().text, name) + 2 * u;
    const Box box{x, a.tabs_y, w, 3.5f * u};
    const bool shown = view.pane() == panes[i];
    pen.fitted({box.x + u, box.y, w, box.h}, pen.fonts().text,
               shown ? pen.theme().text : pen.theme().muted, name);
    if (shown) {
      pen.fill({box.x + u, box.bottom() - 0.4f * u, w - 2 * u, 0.4f * u}, pen.theme().text,
               0.2f * u);
    }
    if (clicked(keys[i].c_str(), box) && !is_layout_locked(view)) {
      if (shown && panes[i] == Pane::map) view.next_stage(1);
      if (shown && panes[i] == Pane::dialogue) view.next_inside(1);
      view.set_pane(panes[i]);
    }
    x += w;
  }
  const float right = ImGui::GetIO().DisplaySize.x - a.edge;
  draw_interventions(pen, view, {x, a.tabs_y, right - x, 3.5f * u});
}

// The why, or while something is predicted first the question about it.
void draw_reasons(const Ui& ui, View& view, Memory& memory, Box box) {
  const Box left = draw_predict(ui, view, memory, box);
  if (left.h < 8 * ui.u) return;
  if (is_why_covered(view)) {
    draw_cover(ui, view, left);
  } else {
    draw_why(ui, view, memory, left);
  }
}

// A question is seen when it comes, in whatever window.
void show_question(Memory& memory, View& view) {
  const Step asked = is_asking(view) ? view.step() : 0;
  if (asked != 0 && asked != memory.asked) view.set_pane(Pane::why);
  memory.asked = asked;
}

}  // namespace

void follow_run(Memory& memory, const View& view) {
  if (memory.shown == view.shown()) return;
  memory.shown = view.shown();
  memory.map = {};
  memory.sheet = {};
  memory.sequence = {};
  memory.axis.reset();
  memory.bins.clear();
  memory.steps = memory.dialogue = memory.inside = memory.why = memory.predict =
      memory.compare = {};
}

void draw_screen(const Ui& ui, View& view, Memory& memory) {
  follow_run(memory, view);
  show_question(memory, view);
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  begin_window("mailtown", {0, 0, size.x, size.y}, ImGuiWindowFlags_NoBringToFrontOnFocus);
  const Extras extras{!view.breakpoints().all().empty(), notice(view).empty() ? 0 : 3.5f * ui.u,
                      notes_height(ui, view, size.x - 4 * ui.u), view.predict().has_value(),
                      is_asking(view)};
  const Arrangement a = arrange({size.x, size.y}, ui.u, view.pane(), extras);
  draw_top_bar(ui, view, a.top);
  if (a.tabs) draw_panes(Pen(ui, "tabs"), view, a);
  if (a.map.w > 0) draw_stage(ui, view, memory, a.map, !a.tabs);
  if (a.steps.w > 0) draw_steps(ui, view, memory, a.steps);
  if (a.dialogue.w > 0) draw_inside(ui, view, memory, a.dialogue);
  if (a.why.w > 0) draw_reasons(ui, view, memory, a.why);
  if (a.notice.w > 0) draw_alert(ui, view, a.notice);
  if (a.notes.w > 0) draw_notes(ui, view, a.notes);
  if (a.timeline.w > 0) draw_timeline(ui, view, memory, a.timeline);
  ImGui::End();
  if (view.source()) draw_source(ui, view, memory, {0, 0, size.x, size.y});
  if (view.help()) draw_help(ui, view, {0, 0, size.x, size.y});
  if (view.touch().is_open()) draw_touch(ui, view, {0, 0, size.x, size.y});
  const bool takes = view.take().is_open() && !view.take().wants_picture();
  if (takes) draw_take(ui, view, {0, 0, size.x, size.y});
  if (!view.touch().notice().empty()) draw_notice(ui, view, {0, 0, size.x, size.y});
  if (view.palette().is_open) draw_palette(ui, view, {0, 0, size.x, size.y});
  draw_pointer(ui, view);
}

}  // namespace mailtown::view
