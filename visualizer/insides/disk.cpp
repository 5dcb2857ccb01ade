// The disks: what would be left if the power failed now, as the trace tells it step by step.
#include <algorithm>

#include "visualizer/insides/sheet.h"

namespace mailtown::view {
namespace {

using reader::DiskFile;

constexpr std::size_t safe_shown = 8;  // of a machine, the last ones to become safe

// Whoever only reads and writes letters there has nothing on this system's disks.
bool is_a_server(const View& view, const std::string& machine) {
  const trace::MachineInfo* info = view.run().reading().names().find(machine);
  return info && std::any_of(info->roles.begin(), info->roles.end(),
                             [](const std::string& role) { return role != "user"; });
}

struct Split {
  std::string folder, name;  // the name without a Maildir's flags
};
Split split(const std::string& path) {
  const auto slash = path.rfind('/');
  const auto begin = slash == path.npos ? 0 : slash + 1;
  return {path.substr(0, begin == 0 ? 0 : slash),
          path.substr(begin, path.find(':', begin) - begin)};
}

// Tells of one machine's files.
class FileTeller {
 public:
  FileTeller(const View& view, const reader::WorldState& state, const std::string& machine)
      : view_(view), state_(state), machine_(machine) {}

  void add_at_risk(Sheet& sheet, const DiskFile& file) const {
    const std::uint64_t lost = file.bytes - file.safe_bytes;
    SheetLine line = line_of(file, Sign::cross);
    if (lost > 0) {
      line.aside =
          view_.words().ui("view.disk.lost-bytes",
                           {{"lost", std::to_string(lost)}, {"bytes", std::to_string(file.bytes)}});
      line.left_share = static_cast<float>(file.safe_bytes) / static_cast<float>(file.bytes);
    }
    if (!file.is_name_safe) line.detail += (line.detail.empty() ? "" : "\n") + name_words(file);
    sheet.add(std::move(line));
  }

  // The last ones, and how many there are besides.
  void add_safe(Sheet& sheet, const reader::KnownDisk& disk) const {
    std::vector<const DiskFile*> files;
    for (const auto& file : disk.safe()) {
      if (!file->is_folder) files.push_back(&*file);
    }
    std::stable_sort(files.begin(), files.end(), [](const DiskFile* one, const DiskFile* other) {
      return one->changed > other->changed;
    });
    std::uint64_t more_bytes = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (i < safe_shown) {
        sheet.add(line_of(*files[i], Sign::check));
      } else {
        more_bytes += files[i]->bytes;
      }
    }
    if (files.size() <= safe_shown) return;
    sheet.add({.label = view_.words().ui("view.disk.more",
                                         {{"count", std::to_string(files.size() - safe_shown)},
                                          {"bytes", std::to_string(more_bytes)}}),
               .tone = Tone::quiet,
               .depth = 1});
  }

 private:
  SheetLine line_of(const DiskFile& file, Sign sign) const {
    const std::uint32_t letter = letter_in(file.path);
    return {.label = letter ? letter_words(view_, letter) : file.path,
            .aside = file.is_folder ? view_.words().ui("view.disk.folder")
                                    : view_.words().ui("view.disk.bytes",
                                                       {{"bytes", std::to_string(file.bytes)}}),
            .detail = letter ? file.path : "",
            .tone = file.changed == view_.step() ? Tone::now : Tone::plain,
            .sign = sign,
            .depth = 1,
            .is_mono = true,
            .step = file.changed};
  }

  std::string name_words(const DiskFile& file) const {
    const auto& words = view_.words();
    if (!file.former.empty() && split(file.former).name == split(file.path).name) {
      return words.ui("view.disk.name-back", {{"folder", split(file.former).folder}});
    }
    if (!file.former.empty()) return words.ui("view.disk.name-moved", {{"former", file.former}});
    return words.ui(file.replaces ? "view.disk.name-replaces" : "view.disk.name-new");
  }

  // The letter that a file of a mailbox holds: mail/MAILBOX/new/FILE, or the queue's for it while
  // it is being filed. 0: none.
  std::uint32_t letter_in(const std::string& path) const {
    const auto [folder, file] = split(path);
    const auto root_end = folder.find('/'), part_at = folder.rfind('/');
    if (root_end == folder.npos || root_end == part_at) return 0;
    const std::string mailbox = folder.substr(root_end + 1, part_at - root_end - 1);
    if (const auto box = state_.mailboxes.find({machine_, mailbox});
        box != state_.mailboxes.end()) {
      for (const reader::StoredMessage& message : box->second) {
        if (message.file == file) return message.letter;
      }
    }
    if (const auto queue = state_.queues.find(machine_); queue != state_.queues.end()) {
      for (const auto& [id, letter] : queue->second) {
        if (file.find("." + id) != file.npos) return letter.letter;
      }
    }
    return 0;
  }

  const View& view_;
  const reader::WorldState& state_;
  const std::string& machine_;
};

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

// What one machine has, each part under its title.
struct Parts {
  Sheet at_risk, in_doubt, safe, in_memory;
  bool is_down = false;

  bool has_files() const {
    return !at_risk.lines.empty() || !in_doubt.lines.empty() || !safe.lines.empty();
  }
};

Parts parts_of(const View& view, const reader::WorldState& state, const std::string& machine) {
  Parts parts;
  const auto found = state.machines.find(machine);
  if (found == state.machines.end()) return parts;
  parts.is_down = !found->second.up;
  const reader::KnownDisk& disk = *found->second.disk;
  const FileTeller teller(view, state, machine);
  for (const DiskFile& file : disk.at_risk()) {
    teller.add_at_risk(file.is_in_doubt ? parts.in_doubt : parts.at_risk, file);
  }
  teller.add_safe(parts.safe, disk);
  if (!parts.is_down) add_in_memory(parts.in_memory, view, state, machine);
  return parts;
}

}  // namespace

Sheet disk_sheet(View& view) {
  Sheet sheet;
  const auto& words = view.words();
  const reader::WorldState& state = view.run().state(view.step());
  Sheet only_in_memory;  // machines that have no files come last
  for (const std::string& machine : machines_in_focus(view)) {
    if (!is_a_server(view, machine)) continue;
    const Parts parts = parts_of(view, state, machine);
    if (!parts.has_files() && parts.in_memory.lines.empty() && !parts.is_down) continue;
    Sheet& into = parts.has_files() || parts.is_down ? sheet : only_in_memory;
    auto& heading = into.heading(machine);
    if (parts.is_down) heading.aside = words.ui("view.disk.no-power");
    const auto append = [&](const Sheet& part, const char* key, Tone tone) {
      if (part.lines.empty()) return;
      into.add({.label = words.ui(key), .tone = tone});
      into.lines.insert(into.lines.end(), part.lines.begin(), part.lines.end());
    };
    append(parts.at_risk, "view.disk.at-risk", Tone::bad);
    append(parts.in_doubt, "view.disk.in-doubt", Tone::bad);
    append(parts.safe, "view.disk.safe", Tone::good);
    append(parts.in_memory, "view.disk.lost", Tone::bad);
  }
  sheet.lines.insert(sheet.lines.end(), only_in_memory.lines.begin(), only_in_memory.lines.end());
  if (sheet.lines.empty()) sheet.text(words.ui("view.disk.nothing"));
  sheet.text(words.ui("view.disk.known"));
  return sheet;
}

}  // namespace mailtown::view
