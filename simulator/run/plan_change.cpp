#include "simulator/run/plan_change.h"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/scenario/config_table.h"

namespace mailtown::run {
namespace {

using scenario::PlannedFile;
using scenario::PlannedMachine;

bool same_own(const PlannedMachine& one, const PlannedMachine& other) {
  if (!one.own || !other.own) return !one.own && !other.own;
  return one.own->table == other.own->table;
}

const PlannedFile* find_file(const PlannedMachine& machine, const std::string& path) {
  for (const PlannedFile& file : machine.files)
    if (file.path == path) return &file;
  return nullptr;
}

MachineChange change_of(const PlannedMachine& before, const PlannedMachine& after) {
  MachineChange change{before.name, {}, {}, {}, {}};
  bool zones = false, users = false;
  for (const PlannedFile& file : after.files) {
    const PlannedFile* old = find_file(before, file.path);
    if (old && old->text == file.text) continue;
    change.files.push_back(file);
    (file.path.starts_with("zones/") ? zones : users) = true;
  }
  const bool configured = !same_own(before, after);
  if (configured) change.config = after.config;
  for (const std::string& role : after.programs()) {
    const bool serves_names = role == "nameserver" || role == "resolver";
    if (configured || (zones && serves_names))
      change.restart.push_back(role);
    else if (users && !serves_names)
      change.reload.push_back(role);
  }
  return change;
}

}  // namespace

std::vector<MachineChange> changes_between(const scenario::Plan& before,
                                           const scenario::Plan& after) {
  std::vector<MachineChange> changes;
  for (const PlannedMachine& machine : before.machines) {
    const PlannedMachine* then = after.find(machine.name);
    if (!then) continue;
    MachineChange change = change_of(machine, *then);
    if (!change.files.empty() || change.config) changes.push_back(std::move(change));
  }
  return changes;
}

std::string told(const scenario::Change& change) {
  return fmt::format("{}", fmt::join(change.changes, ", "));
}

}  // namespace mailtown::run
