// The disks: what is written safely, and what would be gone if the power failed now.
//
// The trace tells of a file when it is safe, not of each write: a letter "accepted" or "delivered"
// is synced. What is still in memory follows from what is under way.
#include <algorithm>

#include "visualizer/insides/sheet.h"

namespace mailtown::view {
namespace {

// Whoever only reads and writes letters there has nothing on this system's disks.
bool is_a_server(const View& view, const std::string& machine) {
  const trace::MachineInfo* info = view.run().reading().names().find(machine);
  return info && std::any_of(info->roles.begin(), info->roles.end(),
                             [](const std::string& role) { return role != "user"; });
}

void add_safe(Sheet& sheet, const View& view, const reader::WorldState& state,
              const std::string& machine) {
  const auto& words = view.words();
  if (const auto queue = state.queues.find(machine); queue != state.queues.end()) {
    for (const auto& [id, letter] : queue->second) {
      sheet.add({.label = letter_words(view, letter.letter),
                 .aside = words.ui("view.disk.queue"),
                 .detail = id,
                 .sign = Sign::check,
                 .depth = 1,
                 .is_mono = true});
    }
  }
  for (auto at = state.mailboxes.lower_bound({machine, ""});
       at != state.mailboxes.end() && at->first.first == machine; ++at) {
    for (const reader::StoredMessage& message : at->second) {
      sheet.add({.label = letter_words(view, message.letter),
                 .aside = at->first.second,
                 .detail = message.file,
                 .tone = message.arrived == view.step() ? Tone::now : Tone::plain,
                 .sign = Sign::check,
                 .depth = 1,
                 .is_mono = true,
                 .step = message.arrived});
    }
  }
}

void add_in_memory(Sheet& sheet, const View& view, const reader::WorldState& state,
                   const std::string& machine) {
  const auto& words = view.words();
  for (const auto& [number, connection] : state.connections) {
    const bool serves = connection.server == machine;
    if (!serves && connection.client != machine) continue;
    if (!(serves ? connection.server_program : connection.client_program)) continue;
    const std::string& at = serves ? connection.server_state : connection.client_state;
    sheet.add({.label = words.ui("view.disk.conversation",
                                 {{"protocol", words.ui("view.protocol." + connection.protocol)},
                                  {"peer", serves ? connection.client : connection.server}}),
               .aside = at,
               .detail = at == "receiving-text" ? words.ui("view.disk.half-a-letter") : "",
               .sign = Sign::cross,
               .depth = 1});
  }
  const auto cache = state.dns_caches.find(machine);
  if (cache != state.dns_caches.end() && !cache->second.empty()) {
    sheet.add(
        {.label = words.ui("view.disk.cache", {{"count", std::to_string(cache->second.size())}}),
         .sign = Sign::cross,
         .depth = 1});
  }
}

}  // namespace

Sheet disk_sheet(View& view) {
  Sheet sheet;
  const auto& words = view.words();
  const reader::WorldState& state = view.run().state(view.step());
  Sheet only_in_memory;  // machines that have no letters come last
  for (const std::string& machine : machines_in_focus(view)) {
    if (!is_a_server(view, machine)) continue;
    Sheet safe, lost;
    add_safe(safe, view, state, machine);
    const auto found = state.machines.find(machine);
    const bool down = found != state.machines.end() && !found->second.up;
    if (!down) add_in_memory(lost, view, state, machine);
    if (safe.lines.empty() && lost.lines.empty() && !down) continue;
    Sheet& into = safe.lines.empty() && !down ? only_in_memory : sheet;
    auto& heading = into.heading(machine);
    if (down) heading.aside = words.ui("view.disk.no-power");
    const auto append = [&](const Sheet& part, const char* key, Tone tone) {
      if (part.lines.empty()) return;
      into.add({.label = words.ui(key), .tone = tone});
      into.lines.insert(into.lines.end(), part.lines.begin(), part.lines.end());
    };
    append(safe, "view.disk.safe", Tone::good);
    append(lost, "view.disk.lost", Tone::bad);
  }
  sheet.lines.insert(sheet.lines.end(), only_in_memory.lines.begin(), only_in_memory.lines.end());
  if (sheet.lines.empty()) sheet.text(words.ui("view.disk.nothing"));
  sheet.text(words.ui("view.disk.known"));
  return sheet;
}

}  // namespace mailtown::view
