#include <fmt/core.h>

#include "visualizer/icons.h"
#include "visualizer/map/map_parts.h"

namespace mailtown::view {
namespace {

std::string joined_words(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// What a machine is and holds, line by line.
std::vector<reader::LabelledValue> facts_of(View& view, const trace::MachineInfo& machine) {
  const auto& words = view.words();
  std::vector<reader::LabelledValue> facts;
  facts.push_back({words.ui("view.addresses"), joined_words(machine.addresses)});
  const reader::WorldState& state = view.run().state(view.step());
  if (const auto found = state.machines.find(machine.name); found != state.machines.end()) {
    for (const auto& [number, program] : found->second.programs) {
      facts.push_back({words.ui("view.role." + program.role),
                       program.running ? program.detail.get() : words.ui("view.not-running")});
    }
  }
  if (const auto queue = state.queues.find(machine.name); queue != state.queues.end()) {
    for (const auto& [id, letter] : queue->second) {
      for (const reader::QueuedRecipient& recipient : letter.recipients) {
        facts.push_back({words.ui("view.in-queue"), id + " → " + recipient.address});
      }
    }
  }
  for (const auto& [where, messages] : state.mailboxes) {
    if (where.first != machine.name) continue;
    facts.push_back(
        {words.ui("view.mailbox"), fmt::format("{} ({})", where.second, messages.size())});
  }
  if (const auto cache = state.dns_caches.find(machine.name); cache != state.dns_caches.end()) {
    for (const auto& [key, entry] : cache->second) {
      facts.push_back({words.ui("view.in-cache"), key.first + " " + key.second});
    }
  }
  return facts;
}

// What is said of its network: cuts, and links that are not like all others.
void add_network(const View& view, const std::string& machine,
                 std::vector<reader::LabelledValue>& facts) {
  const auto& words = view.words();
  for (const trace::LinkInfo& link : view.run().reading().header().links) {
    if (link.from != machine && link.to != machine) continue;
    facts.push_back({words.ui(link.from == machine ? "view.map.link-to" : "view.map.link-from"),
                     (link.from == machine ? link.to : link.from) + "  " + words_of(link, words)});
  }
}

}  // namespace

void draw_machine_info(const MapScene& scene) {
  const Pen& pen = scene.pen;
  View& view = scene.view;
  const Box area = scene.area;
  if (!view.selected()) return;
  const auto at = scene.map.layout.find(*view.selected());
  const trace::MachineInfo* machine = view.run().reading().names().find(*view.selected());
  if (!at || !machine) return;
  auto facts = facts_of(view, *machine);
  add_network(view, machine->name, facts);
  const float u = pen.u(), row = Pen::leading(pen.fonts().small);
  const auto room = static_cast<std::size_t>(std::max(1.f, (area.h - 8 * u) / row));
  if (facts.size() > room) facts.resize(room);
  float label_w = 0, value_w = 0;
  for (const auto& fact : facts) {
    label_w = std::max(label_w, pen.width(pen.fonts().small, fact.label));
    value_w = std::max(value_w, pen.width(pen.fonts().small, fact.value));
  }
  const float title_w = pen.width(pen.fonts().bold, machine->name);
  const float w = std::min(std::max(label_w + value_w + 6 * u, title_w + 4 * u), area.w - 2 * u);
  const float h = static_cast<float>(facts.size()) * row + 6 * u;
  const Box card = scene.box_of(*at);
  const bool right = card.centre().x < area.centre().x;
  Box box{right ? card.right() + u : card.x - u - w, card.centre().y - h / 2, w, h};
  box.x = std::clamp(box.x, area.x + u, std::max(area.x + u, area.right() - w - u));
  box.y = std::clamp(box.y, area.y + u, std::max(area.y + u, area.bottom() - h - u));
  pen.fill({box.x + 2, box.y + 4, box.w, box.h}, 0x000000, 1.25f * u, 0.25f);
  pen.fill(box, pen.theme().panel, 1.25f * u);
  pen.frame(box, pen.theme().muted, 1.25f * u, 1.2f);
  pen.line({box.x + 2 * u, box.y + 1.25f * u}, pen.fonts().bold, pen.theme().text, machine->name);
  float y = box.y + 4.5f * u;
  for (const auto& fact : facts) {
    pen.fitted({box.x + 2 * u, y, label_w, row}, pen.fonts().small, pen.theme().muted, fact.label);
    const float left = box.x + 4 * u + label_w;
    pen.fitted({left, y, box.right() - 2 * u - left + 1, row}, pen.fonts().small, pen.theme().text,
               fact.value);
    y += row;
  }
}

// How fast all links are that say nothing else, at the map's lower left.
void draw_legend(const MapScene& scene) {
  const Pen& pen = scene.pen;
  const float u = pen.u();
  const auto* usual = link_between(scene.view.run().reading().header(), "*", "*");
  if (!usual || scene.foot.h <= 0) return;
  const auto& words = scene.view.words();
  const bool others = !scene.map.links.special().empty();
  const std::string text = words.ui(others ? "view.map.other-links" : "view.map.every-link",
                                    {{"link", words_of(*usual, words)}});
  const float w = pen.width(pen.fonts().small, text);
  const Box box{scene.foot.x + 1.5f * u, scene.foot.bottom() - 3 * u, w + 1, 2.5f * u};
  pen.fitted(box, pen.fonts().small, pen.theme().faint, text);
}

void draw_caption(const Pen& pen, const View& view, Box box) {
  const float u = pen.u();
  const Theme& theme = pen.theme();
  pen.segment(box.top_left(), {box.right(), box.y}, theme.line, 1, 0.7f);
  if (view.step() == 0) return;
  const Box bar{box.x + 2 * u, box.y + 1.5f * u, 0.5f * u, box.h - 3 * u};
  pen.fill(bar, theme.now, 0.25f * u);
  const float left = bar.right() + 1.5f * u, room = box.right() - left - 2 * u;
  ImFont* font = box.h < 8 * u ? pen.fonts().text : pen.fonts().lead;
  const std::string sentence = view.narrator().explain(view.step());
  const reader::Beat* beat = nullptr;
  for (const reader::Beat& b : view.telling().beats) {
    // Who presents sees it in a place of its own, or not at all.
    if (view.present().on) break;
    if (std::find(b.steps.begin(), b.steps.end(), view.step()) != b.steps.end()) beat = &b;
  }
  const float line_h = Pen::leading(font), note_line_h = Pen::leading(pen.fonts().text);
  const float inside = box.h - 1.5f * u;
  const auto lines = static_cast<std::size_t>(std::max(1.f, inside / line_h));
  const bool room_for_both = inside >= line_h + note_line_h;
  const std::size_t sentence_lines =
      beat && room_for_both ? std::min<std::size_t>(lines, 2) : lines;
  const float h = pen.wrapped_height(room, font, sentence, sentence_lines);
  std::string note;
  if (beat) note = beat->say.empty() ? beat->name : beat->say;
  const auto note_lines = static_cast<std::size_t>(std::max(0.f, (inside - h) / note_line_h));
  const float note_h = pen.wrapped_height(room - 2.5f * u, pen.fonts().text, note, note_lines);
  float y = box.y + (box.h - h - note_h) / 2;
  y += pen.wrapped({left, y}, room, font, theme.text, sentence, sentence_lines);
  if (note_h <= 0) return;
  draw_diamond(pen, {left + 0.7f * u, y + 0.45f * note_line_h}, 1.4f * u, theme.muted);
  pen.wrapped({left + 2.5f * u, y}, room - 2.5f * u, pen.fonts().text, theme.muted, note,
              note_lines);
}

}  // namespace mailtown::view
