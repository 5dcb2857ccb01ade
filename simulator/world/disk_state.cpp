#include "simulator/world/disk_state.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace mailtown::sim {

namespace {

Failure failure(FailureKind kind, const char* doing, const std::string& path) {
  return Failure{kind, doing + (" " + path)};
}

bool is_legal(std::string_view path) {
  for (;;) {
    const auto slash = path.find('/');
    const auto part = path.substr(0, slash);
    if (part.empty() || part == "." || part == ".." || part.find('\0') != part.npos) return false;
    if (slash == path.npos) return true;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

std::string parent_folder(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? std::string() : path.substr(0, slash);
}

// --- looking -------------------------------------------------------------------------------------

Result<InodePointer> DiskState::find(const std::string& path) const {
  if (path.empty()) return std::make_shared<Inode>(true);
  if (!is_legal(path)) return failure(FailureKind::invalid, "not a legal path:", path);
  const auto found = names_.find(path);
  if (found == names_.end()) return failure(FailureKind::not_found, "looking for", path);
  return found->second;
}

bool DiskState::is_folder(const std::string& path) const {
  const auto found = find(path);
  return found && (*found)->is_folder();
}

bool DiskState::has_entries(const std::string& folder) const {
  const std::string prefix = folder + '/';
  const auto next = names_.lower_bound(prefix);
  return next != names_.end() && next->first.starts_with(prefix);
}

Result<std::vector<std::string>> DiskState::list(const std::string& folder) const {
  const auto found = find(folder);
  if (!found) return found.error();
  if (!(*found)->is_folder()) return failure(FailureKind::not_found, "not a folder:", folder);
  const std::string prefix = folder.empty() ? folder : folder + '/';
  std::vector<std::string> entries;
  auto next = names_.lower_bound(prefix);
  while (next != names_.end() && next->first.starts_with(prefix)) {
    const auto slash = next->first.find('/', prefix.size());
    if (slash == std::string::npos) {
      entries.push_back(next->first.substr(prefix.size()));
      ++next;
    } else {
      // Deeper: skip to behind that folder; '0' is the character after '/'.
      next = names_.lower_bound(next->first.substr(0, slash) + '0');
    }
  }
  return entries;
}

// The name `path` is free, and there is a folder for it.
Result<> DiskState::check_free(const std::string& path) const {
  if (!is_legal(path)) return failure(FailureKind::invalid, "not a legal path:", path);
  if (names_.contains(path)) return failure(FailureKind::exists, "making", path);
  const std::string folder = parent_folder(path);
  const auto found = find(folder);
  if (!found) return found.error();
  if (!(*found)->is_folder()) return failure(FailureKind::not_found, "not a folder:", folder);
  return {};
}

// --- changing names ------------------------------------------------------------------------------

void DiskState::apply(Names& names, const Change& change) {
  for (const Change& earlier : change.before) apply(names, earlier);
  if (!change.gone.empty()) names.erase(change.gone);
  if (!change.path.empty()) names[change.path] = change.target;
  const bool moves_folder = !change.gone.empty() && change.target && change.target->is_folder();
  if (!moves_folder) return;
  const std::string prefix = change.gone + '/';
  for (auto next = names.lower_bound(prefix);
       next != names.end() && next->first.starts_with(prefix);) {
    names[change.path + next->first.substr(change.gone.size())] = next->second;
    next = names.erase(next);
  }
}

void DiskState::change(Change change) {
  for (const auto& path : {change.gone, change.path}) {
    const auto old = names_.find(path);
    if (old == names_.end()) continue;
    Inode& inode = *old->second;
    if (--inode.names == 0 && inode.open == 0) used_ -= inode.bytes().size();
  }
  if (change.target) {
    Inode& inode = *change.target;
    if (inode.names++ == 0 && inode.open == 0) used_ += inode.bytes().size();
  }
  apply(names_, change);
  change.number = ++changes_;
  pending_.push_back(std::move(change));
  const Change& made = pending_.back();
  for (const auto* changed : {&made.gone, &made.path}) {
    if (changed->empty()) continue;
    for (DiskWatcher* watcher : watchers_) watcher->name_changed(*changed);
  }
}

Result<InodePointer> DiskState::open(const std::string& path, OpenMode mode, WallTime now) {
  auto found = find(path);
  if (found && mode == OpenMode::create) return failure(FailureKind::exists, "making", path);
  if (!found && mode != OpenMode::read) {
    if (const auto free = check_free(path); !free) return free.error();
    found = std::make_shared<Inode>(false);
    (*found)->modified = now;
    change({"", path, *found});
  }
  if (!found) return found.error();
  if ((*found)->is_folder()) return failure(FailureKind::invalid, "is a folder:", path);
  ++(*found)->open;
  return found;
}

void DiskState::closed(Inode& file) {
  if (--file.open == 0 && file.names == 0) used_ -= file.bytes().size();
}

Result<> DiskState::rename(const std::string& from, const std::string& to) {
  const auto found = find(from);
  if (!found) return found.error();
  const InodePointer inode = *found;
  if (inode->is_folder()) return rename_folder(from, to, inode);
  if (is_folder(to)) return failure(FailureKind::exists, "renaming to the folder", to);
  if (const auto old = find(to); old && *old == inode) return {};
  if (const auto free = check_free(to); !free && free.error().kind != FailureKind::exists) {
    return free.error();
  }
  change({from, to, inode});
  return {};
}

Result<> DiskState::rename_folder(const std::string& from, const std::string& to,
                                  const InodePointer& folder) {
  if (const auto free = check_free(to); !free) return free.error();
  if (from.empty() || to.starts_with(from + '/')) {
    return failure(FailureKind::invalid, "renaming into itself:", from);
  }
  const auto is_inside = [prefix = from + '/'](const Change& change) {
    return change.gone.starts_with(prefix) || change.path.starts_with(prefix);
  };
  const auto inside =
      std::stable_partition(pending_.begin(), pending_.end(), [&](const Change& pending) {
        const auto& before = pending.before;
        return !is_inside(pending) && std::none_of(before.begin(), before.end(), is_inside);
      });
  std::vector<Change> before(std::make_move_iterator(inside),
                             std::make_move_iterator(pending_.end()));
  pending_.erase(inside, pending_.end());
  change({from, to, folder});
  pending_.back().before = std::move(before);
  return {};
}

Result<> DiskState::link(const std::string& from, const std::string& to) {
  const auto found = find(from);
  if (!found) return found.error();
  if ((*found)->is_folder()) return failure(FailureKind::not_permitted, "linking folder", from);
  if (const auto free = check_free(to); !free) return free.error();
  change({"", to, *found});
  return {};
}

Result<> DiskState::remove(const std::string& path) {
  const auto found = find(path);
  if (!found) return found.error();
  if (path.empty()) return failure(FailureKind::invalid, "removing the root", path);
  if (has_entries(path)) return failure(FailureKind::invalid, "not an empty folder:", path);
  change({path, "", nullptr});
  return {};
}

Result<> DiskState::make_folder(const std::string& path, WallTime now) {
  if (path.empty()) return {};
  if (!is_legal(path)) return failure(FailureKind::invalid, "not a legal path:", path);
  for (std::size_t end = 0; end != path.npos;) {
    end = path.find('/', end + 1);
    const std::string folder = path.substr(0, end);
    if (is_folder(folder)) continue;
    if (const auto free = check_free(folder); !free) return free.error();
    const auto inode = std::make_shared<Inode>(true);
    inode->modified = now;
    change({"", folder, inode});
  }
  return {};
}

// --- content -------------------------------------------------------------------------------------

Result<> DiskState::append(Inode& file, std::span<const char> bytes, WallTime now) {
  const std::uint64_t room = capacity > used_ ? capacity - used_ : 0;
  const auto fitting = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), room));
  file.append(bytes.first(fitting));
  file.modified = now;
  used_ += fitting;
  if (fitting < bytes.size()) return Failure{FailureKind::full, "no space left on the disk"};
  return {};
}

Result<> DiskState::truncate(Inode& file, std::uint64_t size, WallTime now) {
  if (size > file.bytes().size()) return Failure{FailureKind::invalid, "truncating to more"};
  used_ -= file.bytes().size() - size;
  file.truncate(size);
  file.modified = now;
  return {};
}

// --- what lasts ----------------------------------------------------------------------------------

// Whether making the names in `folder`, and `paths`, durable takes this change.
bool DiskState::concerns(const Change& change, const std::string& folder,
                         const std::set<std::string>& paths) {
  for (const auto& path : {change.gone, change.path}) {
    if (!path.empty() && (parent_folder(path) == folder || paths.contains(path))) return true;
  }
  return std::any_of(change.before.begin(), change.before.end(),
                     [&](const Change& earlier) { return concerns(earlier, folder, paths); });
}

void DiskState::gather(const Change& change, std::set<std::string>& paths) {
  paths.insert(change.gone);
  paths.insert(change.path);
  for (const Change& earlier : change.before) gather(earlier, paths);
}

Result<> DiskState::sync_folder(const std::string& folder) {
  if (!is_folder(folder)) return failure(FailureKind::not_found, "syncing folder", folder);
  std::set<std::string> paths;  // whose changes, and what they stand on, become durable
  for (std::string above = folder; !above.empty(); above = parent_folder(above))
    paths.insert(above);
  std::vector<Change> synced, rest;
  for (auto change = pending_.rbegin(); change != pending_.rend(); ++change) {
    if (!concerns(*change, folder, paths)) {
      rest.push_back(std::move(*change));
      continue;
    }
    gather(*change, paths);
    synced.push_back(std::move(*change));
  }
  for (auto change = synced.rbegin(); change != synced.rend(); ++change) apply(durable_, *change);
  std::reverse(rest.begin(), rest.end());
  pending_ = std::move(rest);
  return {};
}

DiskState::Written DiskState::written() const {
  Written written{.files = {}, .changes = changes_};
  for (const auto& [path, inode] : names_) written.files.emplace_back(inode, inode->bytes().size());
  return written;
}

void DiskState::sync_all(const Written& written) {
  for (const auto& [inode, size] : written.files) inode->synced(size);
  const auto later = std::partition_point(
      pending_.begin(), pending_.end(),
      [&written](const Change& change) { return change.number <= written.changes; });
  for (auto change = pending_.begin(); change != later; ++change) apply(durable_, *change);
  pending_.erase(pending_.begin(), later);
  // Of what came later, a folder's rename may hold back changes that came before.
  for (Change& change : pending_) {
    std::erase_if(change.before, [&](const Change& earlier) {
      if (earlier.number > written.changes) return false;
      apply(durable_, earlier);
      return true;
    });
  }
}

void DiskState::lose_power() {
  for (const auto& change : pending_) {
    if (draws_.below(2) == 0) apply(durable_, change);
  }
  pending_.clear();
  drop_orphans();
  names_ = durable_;
  std::set<const Inode*> seen;  // looked up only; the order is that of the paths
  for (const auto& [path, inode] : names_) {
    if (seen.insert(inode.get()).second) inode->lose_power(draws_);
  }
  recount();
}

void DiskState::drop_orphans() {
  std::erase_if(durable_, [this](const auto& entry) {
    for (auto above = parent_folder(entry.first); !above.empty(); above = parent_folder(above)) {
      const auto folder = durable_.find(above);
      if (folder == durable_.end() || !folder->second->is_folder()) return true;
    }
    return false;
  });
}

void DiskState::recount() {
  used_ = 0;
  for (const auto& [path, inode] : names_) inode->names = inode->open = 0;
  for (const auto& [path, inode] : names_) {
    if (inode->names++ == 0) used_ += inode->bytes().size();
  }
}

}  // namespace mailtown::sim
