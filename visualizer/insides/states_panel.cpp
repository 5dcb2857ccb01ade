// The state machines of a conversation: states one below the other, the ways between them as arcs,
// those that lead on at the left, those that lead back at the right; beside the states what may be
// said now to come there. As small as need be for a whole machine to be seen at once.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include "visualizer/icons.h"
#include "visualizer/insides/sheet.h"
#include "visualizer/insides/states.h"
#include "visualizer/screen.h"

namespace mailtown::view {
namespace {

// One table, where its machine stands, and how it came there.
struct Machine {
  const trace::SessionTable* table = nullptr;
  std::vector<Transition> ways;
  bool of_client = false;
  std::string title;
  std::string state;
  const StateChange* taken = nullptr;  // the last change, if it led here

  std::size_t place() const { return place_of(*table, state); }
  bool is_taken(const Transition& way) const {
    return taken && table->states[way.from] == taken->from && table->states[way.to] == taken->to;
  }
};

// How large a machine is drawn; in pixels, but for the text.
struct Measures {
  float head = 0;    // the title's height
  float row = 0;     // from state to state
  float bulge = 1;   // of the arcs, as a part of the usual one
  float text = 1;    // of the font's size
  float before = 0;  // the arcs at the left
  float names = 0;
  float after = 0;  // the arcs at the right
  float verbs = 0;
  float width() const { return before + names + after + verbs; }
  float height(const Machine& machine) const {
    return head + row * static_cast<float>(machine.table->states.size());
  }
};

float bulge_of(const Transition& way, float u) {
  const auto span = static_cast<float>(way.to > way.from ? way.to - way.from : way.from - way.to);
  return std::min(11.f, 2.5f + 1.3f * span) * u;
}

Measures measures_of(const Pen& pen, const Machine& machine, float room_h) {
  constexpr float row_least = 1.8f, row_most = 3.5f;  // in units
  const float u = pen.u();
  Measures m;
  m.head = Pen::leading(pen.fonts().text) + 0.75f * u;
  const auto count = static_cast<float>(machine.table->states.size());
  m.row = std::clamp((room_h - m.head) / count, row_least * u, row_most * u);
  m.bulge = m.row / (row_most * u);
  m.text = std::clamp((m.row - 0.5f * u) * 0.85f / pen.fonts().mono->FontSize, 0.7f, 1.f);
  for (const std::string& state : machine.table->states) {
    m.names = std::max(m.names, pen.width(pen.fonts().mono, state, m.text) + 2 * u);
  }
  m.before = m.after = u;
  for (const Transition& way : machine.ways) {
    float& side = way.to > way.from ? m.before : m.after;
    side = std::max(side, m.bulge * bulge_of(way, u) / 2 + u);
    if (way.from != machine.place()) continue;
    m.verbs = std::max(m.verbs, pen.width(pen.fonts().mono, way.verbs, m.text) + u);
  }
  return m;
}

void draw_arc(const Pen& pen, const Transition& way, const Measures& m, Point from, Point to,
              Colour colour, float thickness, float alpha) {
  const float u = pen.u(), side = way.to > way.from ? -1.f : 1.f;
  const float off = side * -0.14f * m.row;  // an arc leaves below where others arrive
  from.y += off;
  to.y -= off;
  const Curve curve{from, {from.x + side * m.bulge * bulge_of(way, u), (from.y + to.y) / 2}, to};
  pen.stroke(curve, colour, thickness, alpha);
  draw_arrow_head(pen, to, curve.heading(1), (thickness > 1 ? 1.1f : 0.8f) * u, colour, alpha);
}

// Quiet ways, over them those that are open now, and over all the one that was taken.
void draw_ways(const Pen& pen, const Machine& machine, const Measures& m, Point at) {
  const auto middle = [&](std::size_t i) {
    return at.y + (static_cast<float>(i) + 0.5f) * m.row;
  };
  const std::size_t place = machine.place();
  for (int layer = 0; layer < 3; ++layer) {
    for (const Transition& way : machine.ways) {
      const bool taken = machine.is_taken(way), open = way.from == place;
      if (layer != (taken ? 2 : open ? 1 : 0)) continue;
      const float x = at.x + m.before + (way.to > way.from ? 0 : m.names);
      const Colour colour = taken ? pen.theme().now
                            : open ? pen.theme().text
                                   : pen.theme().way;
      draw_arc(pen, way, m, {x, middle(way.from)}, {x, middle(way.to)}, colour,
               taken ? 2.f : open ? 1.5f : 1.f, layer == 0 ? 0.7f : 1.f);
    }
  }
}

void draw_names(const Pen& pen, const Machine& machine, const Measures& m, Point at) {
  const float u = pen.u();
  const Theme& theme = pen.theme();
  for (std::size_t i = 0; i < machine.table->states.size(); ++i) {
    const std::string& name = machine.table->states[i];
    const float gap = 0.12f * m.row;
    const Box pill{at.x + m.before, at.y + static_cast<float>(i) * m.row + gap, m.names,
                   m.row - 2 * gap};
    const bool is_now = name == machine.state;
    pen.fill(pill, is_now ? theme.now : theme.raised, pill.h / 2);
    if (!is_now) pen.frame(pill, theme.line, pill.h / 2);
    pen.fitted({pill.x + 0.5f * u, pill.y, pill.w - u, pill.h}, pen.fonts().mono,
               is_now ? theme.on_now : theme.muted, name, Align::centre, m.text);
  }
}

// What may be said now, each where it leads.
void draw_verbs(const Pen& pen, const View& view, const Machine& machine, const Measures& m,
                Point at, float room) {
  const float u = pen.u(), left = at.x + m.before + m.names + m.after;
  const float w = at.x + room - left;
  bool any = false;
  for (const Transition& way : machine.ways) {
    if (way.from != machine.place()) continue;
    any = true;
    pen.fitted({left, at.y + static_cast<float>(way.to) * m.row, w, m.row}, pen.fonts().mono,
               pen.theme().text, way.verbs, Align::left, m.text);
  }
  if (!any) return;
  const std::string heading = view.words().ui("view.states.legal");
  const float title_w = pen.width(pen.fonts().text, machine.title) + 2 * u;
  if (title_w + pen.width(pen.fonts().small, heading) > room) return pen.say(heading);
  pen.fitted({at.x + title_w, at.y - m.head, room - title_w, m.head - 0.75f * u},
             pen.fonts().small, pen.theme().faint, heading, Align::right);
}

// Returns the height.
float draw_machine(const Pen& pen, const View& view, const Machine& machine, const Measures& m,
                   Point at, float room) {
  const float u = pen.u();
  pen.fitted({at.x, at.y, room, m.head - 0.75f * u}, pen.fonts().text,
             machine.of_client ? pen.theme().client : pen.theme().server, machine.title);
  const Point graph{at.x, at.y + m.head};
  draw_ways(pen, machine, m, graph);
  draw_names(pen, machine, m, graph);
  draw_verbs(pen, view, machine, m, graph, room);
  float h = m.height(machine) + 0.75f * u;
  const auto verbs = staying_verbs(*machine.table, machine.state);
  if (!verbs.empty()) {
    h += pen.wrapped({at.x, at.y + h}, room, pen.fonts().small, pen.theme().muted,
                     view.words().ui("view.states.stays",
                                     {{"state", machine.state},
                                      {"verbs", fmt::format("{}", fmt::join(verbs, ", "))}}));
  }
  return h;
}

Machine machine_of(const View& view, const std::vector<StateChange>& changes, bool of_client,
                   const std::string& name) {
  Machine machine;
  machine.of_client = of_client;
  std::string protocol;
  for (const StateChange& change : changes) {
    protocol = change.protocol;
    if (change.by_client == of_client) machine.taken = &change;
  }
  machine.table = table_of(view.run().reading().header(), protocol, of_client);
  if (!machine.table) return machine;
  machine.ways = transitions_of(*machine.table);
  machine.state = machine.taken                   ? machine.taken->to
                  : machine.table->states.empty() ? ""
                                                  : machine.table->states.front();
  machine.title = view.words().ui(of_client ? "view.client" : "view.server") + "  " + name;
  return machine;
}

// Both machines of the conversation at hand; first that of which the step tells.
std::vector<Machine> machines_of(const View& view, std::uint32_t conversation,
                                 const std::vector<StateChange>& changes) {
  std::vector<Machine> machines;
  if (changes.empty()) return machines;
  const auto& info = view.run().joined().conversations[conversation - 1];
  for (const bool of_client : {false, true}) {
    Machine machine = machine_of(view, changes, of_client, of_client ? info.client : info.server);
    if (machine.table) machines.push_back(std::move(machine));
  }
  if (machines.size() == 2 && view.run().reading().machine(view.step()) == info.client) {
    std::swap(machines[0], machines[1]);
  }
  return machines;
}

}  // namespace

void draw_states(const Ui& ui, View& view, Memory& memory, Box box) {
  const Pen frame(ui, "states");
  const float u = ui.u;
  const std::uint32_t conversation =
      conversation_behind(view, [](const std::string& protocol) { return protocol != "dns"; });
  const auto changes = states_until(view.run(), conversation, view.step());
  const std::vector<Machine> machines = machines_of(view, conversation, changes);
  if (machines.empty()) {
    frame.wrapped(box.top_left(), box.w - u, ui.fonts.text, ui.theme.faint,
                  view.words().ui("view.states.none"));
    return;
  }
  ScrollArea area("states", box);
  const Pen pen(ui, "states");
  const float gap = 3 * u, all = area.width() - u;
  std::vector<Measures> measures;
  float side_by_side = -gap;
  for (const Machine& machine : machines) {
    measures.push_back(measures_of(pen, machine, box.h - u));
    side_by_side += measures.back().width() + gap;
  }
  const bool beside = side_by_side <= all;
  const float spare = beside ? (all - side_by_side) / static_cast<float>(machines.size()) : 0;
  Point at = area.origin();
  float height = 0;
  for (std::size_t i = 0; i < machines.size(); ++i) {
    const float room = beside ? measures[i].width() + spare : all;
    const float h = draw_machine(pen, view, machines[i], measures[i], at, room);
    height = std::max(height, at.y + h - area.origin().y);
    if (beside) {
      at.x += room + gap;
    } else {
      at.y += h + 2 * u;
    }
  }
  area.set_height(height + u);
  if (memory.inside.is_new({view.step(), {}, box, u})) {
    ImGui::SetScrollY(0);
    const float row = measures[0].row;
    const float top = measures[0].head + static_cast<float>(machines[0].place()) * row;
    area.reveal(top, top + row);
  }
  area.scroll_by(view.take_scroll(Pane::dialogue));
}

}  // namespace mailtown::view
