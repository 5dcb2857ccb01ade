#include "visualizer/stage.h"

#include "visualizer/screen.h"
#include "visualizer/tabs.h"

namespace mailtown::view {
namespace {

template <std::size_t N>
std::vector<std::string> words_of(const View& view, std::string_view prefix,
                                  const std::array<std::string_view, N>& names) {
  std::vector<std::string> words;
  for (const std::string_view name : names) {
    words.push_back(view.words().ui(std::string(prefix) + std::string(name)));
  }
  return words;
}

}  // namespace

void draw_interventions(const Pen& pen, View& view, Box head) {
  const Workshop* workshop = view.touch().workshop();
  if (workshop == nullptr || workshop->made().empty()) return;
  const float u = pen.u();
  const std::string words = view.words().count("touch.made", workshop->made().size());
  const float w = pen.width(pen.fonts().small, words) + 2 * u;
  const Box box{head.right() - w - 0.5f * u, head.y + 0.25f * u, w, head.h - 0.5f * u};
  bool hovered = false;
  if (clicked("interventions", box, &hovered)) view.touch().open_list(view);
  pen.fill(box, hovered ? pen.theme().hover : pen.theme().raised, box.h / 2);
  pen.fitted(box, pen.fonts().small, pen.theme().text, words, Align::centre);
}

void draw_stage(const Ui& ui, View& view, Memory& memory, Box box, bool has_head) {
  const float u = ui.u, head_h = 3.5f * u;
  if (has_head) {
    const Pen pen(ui, "stage");
    const auto shown = draw_tabs(pen, "stage", {box.x, box.y, box.w, head_h},
                                 words_of(view, "view.stage.", stage_names),
                                 static_cast<std::size_t>(view.stage()));
    if (!is_layout_locked(view)) view.set_stage(static_cast<Stage>(shown));
    draw_interventions(pen, view, {box.x, box.y, box.w, head_h});
    box = {box.x, box.y + head_h, box.w, box.h - head_h};
  }
  switch (view.stage()) {
    case Stage::sequence:
      draw_sequence(ui, view, memory.sequence, box);
      break;
    case Stage::map:
      draw_map(ui, view, memory, box);
      break;
    case Stage::compare:
      draw_compare(ui, view, memory, box);
      break;
  }
}

void draw_inside(const Ui& ui, View& view, Memory& memory, Box box) {
  const float u = ui.u;
  const Pen pen(ui, "inside");
  Box inner = panel_surface(pen, box, "");
  if (box.h > inside_head_from * u) {
    const auto shown = draw_tabs(
        pen, "inside", {box.x + u, box.y + 0.5f * u, box.w - 2 * u, 3.5f * u},
        words_of(view, "view.inside.", inside_names), static_cast<std::size_t>(view.inside()));
    if (!is_layout_locked(view)) view.set_inside(static_cast<Inside>(shown));
  } else {  // the tab of the panel bears the name
    inner = {inner.x, box.y + u, inner.w, inner.bottom() - box.y - u};
  }
  switch (view.inside()) {
    case Inside::dialogue:
      return draw_dialogue(ui, view, memory, inner);
    case Inside::states:
      return draw_states(ui, view, memory, inner);
    case Inside::names:
      return draw_sheet(ui, view, memory.sheet, inner, names_sheet);
    case Inside::routing:
      return draw_sheet(ui, view, memory.sheet, inner, routing_sheet);
    case Inside::policy:
      return draw_sheet(ui, view, memory.sheet, inner, policy_sheet);
    case Inside::queue:
      return draw_sheet(ui, view, memory.sheet, inner, queue_sheet);
    case Inside::mailboxes:
      return draw_sheet(ui, view, memory.sheet, inner, mailboxes_sheet);
    case Inside::accounts:
      return draw_sheet(ui, view, memory.sheet, inner, accounts_sheet);
    case Inside::disk:
      return draw_sheet(ui, view, memory.sheet, inner, disk_sheet);
  }
}

}  // namespace mailtown::view
