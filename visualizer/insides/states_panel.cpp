// The state machines of a conversation: states one below the other, the ways between them as arcs,
// those that lead on at the left, those that lead back at the right.
#include "visualizer/icons.h"
#include "visualizer/insides/sheet.h"
#include "visualizer/insides/states.h"
#include "visualizer/screen.h"

namespace mailtown::view {
namespace {

constexpr float row_h = 3.5f, arcs_w = 6.5f;  // in units

// One table, where its machine stands, and how it came there.
struct Machine {
  const trace::SessionTable* table = nullptr;
  std::string title;
  std::string state;
  const StateChange* taken = nullptr;  // the last change, if it led here
};

float names_width(const Pen& pen, const trace::SessionTable& table) {
  float w = 0;
  for (const std::string& state : table.states) {
    w = std::max(w, pen.width(pen.fonts().mono, state));
  }
  return w + 2 * pen.u();
}

float width_of(const Pen& pen, const trace::SessionTable& table) {
  return names_width(pen, table) + 2 * arcs_w * pen.u();
}

void draw_arc(const Pen& pen, const Transition& way, Point from, Point to, bool taken) {
  const float u = pen.u();
  const auto span = static_cast<float>(way.to > way.from ? way.to - way.from : way.from - way.to);
  const float bulge = std::min(2.f * arcs_w - 2, 2.5f + 1.3f * span) * u;
  const float side = way.to > way.from ? -1.f : 1.f;
  const Curve curve{from, {from.x + side * bulge, (from.y + to.y) / 2}, to};
  const Colour colour = taken ? pen.theme().now : pen.theme().line;
  pen.stroke(curve, colour, taken ? 2.f : 1.f);
  draw_arrow_head(pen, to, curve.heading(1), (taken ? 1.2f : 0.8f) * u, colour);
}

void draw_names(const Pen& pen, const Machine& machine, Box box, float names_w) {
  const float u = pen.u();
  const Theme& theme = pen.theme();
  for (std::size_t i = 0; i < machine.table->states.size(); ++i) {
    const std::string& name = machine.table->states[i];
    const Box pill{box.x + arcs_w * u, box.y + (static_cast<float>(i) * row_h + 0.4f) * u, names_w,
                   (row_h - 0.8f) * u};
    const bool is_now = name == machine.state;
    pen.fill(pill, is_now ? theme.now : theme.raised, pill.h / 2);
    if (!is_now) pen.frame(pill, theme.line, pill.h / 2);
    pen.fitted(pill.inset(0.5f * u), pen.fonts().mono, is_now ? theme.on_now : theme.muted, name,
               Align::centre);
  }
}

// Returns the height.
float draw_machine(const Pen& pen, const Machine& machine, Point at, float width) {
  const float u = pen.u();
  float y = at.y;
  y += pen.wrapped({at.x, y}, width, pen.fonts().text, pen.theme().text, machine.title);
  std::string verbs;
  for (const std::string& verb : legal_verbs(*machine.table, machine.state)) {
    verbs += (verbs.empty() ? "" : ", ") + verb;
  }
  y += pen.wrapped({at.x, y}, width, pen.fonts().mono, pen.theme().muted,
                   verbs.empty() ? "–" : verbs);
  y += u;
  const float names_w = names_width(pen, *machine.table);
  const Box box{at.x, y, width, static_cast<float>(machine.table->states.size()) * row_h * u};
  const auto middle = [&](std::size_t i) {
    return box.y + (static_cast<float>(i) + 0.5f) * row_h * u;
  };
  const auto draw_ways = [&](bool taken_ones) {
    for (const Transition& way : transitions_of(*machine.table)) {
      const bool taken = machine.taken && machine.table->states[way.from] == machine.taken->from &&
                         machine.table->states[way.to] == machine.taken->to;
      if (taken != taken_ones) continue;
      const float x = box.x + arcs_w * u + (way.to > way.from ? 0 : names_w);
      const float off = 0.5f * u;  // an arc leaves below where others arrive
      const float down = way.to > way.from ? off : -off;
      draw_arc(pen, way, {x, middle(way.from) + down}, {x, middle(way.to) - down}, taken);
    }
  };
  draw_ways(false);
  draw_ways(true);
  draw_names(pen, machine, box, names_w);
  return box.bottom() - at.y;
}

Machine machine_of(const View& view, const std::vector<StateChange>& changes, bool of_client,
                   const std::string& name) {
  Machine machine;
  const auto& words = view.words();
  std::string protocol;
  for (const StateChange& change : changes) {
    protocol = change.protocol;
    if (change.by_client == of_client) machine.taken = &change;
  }
  machine.table = table_of(view.run().reading().header(), protocol, of_client);
  if (!machine.table) return machine;
  machine.state = machine.taken                   ? machine.taken->to
                  : machine.table->states.empty() ? ""
                                                  : machine.table->states.front();
  const std::string who = words.ui(of_client ? "view.client" : "view.server") + "  " + name;
  machine.title = who + "\n" + words.ui("view.states.legal", {{"state", machine.state}});
  return machine;
}

}  // namespace

void draw_states(const Ui& ui, View& view, Memory& memory, Box box) {
  const Pen frame(ui, "states");
  const std::uint32_t conversation =
      conversation_behind(view, [](const std::string& protocol) { return protocol != "dns"; });
  const auto changes = states_until(view.run(), conversation, view.step());
  std::vector<Machine> machines;
  if (!changes.empty()) {
    const auto& info = view.run().joined().conversations[conversation - 1];
    for (const bool of_client : {false, true}) {
      Machine machine = machine_of(view, changes, of_client, of_client ? info.client : info.server);
      if (machine.table) machines.push_back(std::move(machine));
    }
    // First the side of which the step tells.
    if (machines.size() == 2 && view.run().reading().machine(view.step()) == info.client) {
      std::swap(machines[0], machines[1]);
    }
  }
  if (machines.empty()) {
    frame.wrapped(box.top_left(), box.w - ui.u, ui.fonts.text, ui.theme.faint,
                  view.words().ui("view.states.none"));
    return;
  }
  ScrollArea area("states", box);
  const Pen pen(ui, "states");
  const float gap = 3 * ui.u;
  Point at = area.origin();
  float height = 0, first_h = 0;
  for (const Machine& machine : machines) {
    const float room = area.origin().x + area.width() - at.x;
    const float w = width_of(pen, *machine.table);
    if (w > room && at.x > area.origin().x) at = {area.origin().x, area.origin().y + height + gap};
    const float h = draw_machine(pen, machine, at, std::max(w, std::min(room, w)));
    if (first_h == 0) first_h = h;
    height = std::max(height, at.y + h - area.origin().y);
    at.x += w + gap;
  }
  area.set_height(height + ui.u);
  if (memory.inside.is_new({view.step(), {}, box, ui.u})) {
    const auto& first = machines.front();
    const auto place = static_cast<float>(place_of(*first.table, first.state));
    const auto count = static_cast<float>(first.table->states.size());
    const float top = first_h - (count - place) * row_h * ui.u;
    ImGui::SetScrollY(std::max(0.f, top + 2 * row_h * ui.u - box.h));
  }
  area.scroll_by(view.take_scroll(Pane::dialogue));
}

}  // namespace mailtown::view
