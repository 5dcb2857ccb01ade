#include "simulator/reader/known_disk.h"

#include <algorithm>
#include <utility>

namespace mailtown::reader {

namespace {

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? std::string() : path.substr(0, slash);
}

bool is_below(const std::string& path, const std::string& folder) {
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

bool is_before(const std::shared_ptr<const DiskFile>& file, const std::string& path) {
  return file->path < path;
}

// Syncing a folder makes the names of the folders above it safe too, as journals of file systems
// do, and a renaming is safe once either of its folders is synced.
bool is_named_in(const DiskFile& file, const std::string& folder) {
  const bool is_there = !file.path.empty() && folder_of(file.path) == folder;
  const bool was_there = !file.former.empty() && folder_of(file.former) == folder;
  return is_there || was_there || file.path == folder || is_below(folder, file.path);
}

}  // namespace

void KnownDisk::take(const trace::DiskStep& event, Step step, Step covered) {
  // What failed has changed nothing, but for what was written before it did.
  if (!event.error.empty() && (event.step != "appended" || event.bytes == 0)) return;
  if (event.step == "all-synced") {
    make_safe(step, true, [covered](const DiskFile&, Step changed) { return changed <= covered; });
  } else if (event.step == "folder-synced") {
    make_safe(step, false, [&](const DiskFile& file, Step changed) {
      return changed <= covered && is_named_in(file, event.path);
    });
  } else if (event.step == "appended" || event.step == "truncated" || event.step == "synced") {
    take_content(event, step);
  } else {
    take_name(event, step);
  }
}

void KnownDisk::take_content(const trace::DiskStep& event, Step step) {
  DiskFile file = take_out(event.path);
  file.is_in_doubt = false;
  file.changed = step;
  if (event.step == "synced") {
    file.bytes = std::max(file.bytes, event.size);
    file.safe_bytes = event.size;
  } else {
    // Of a file that was there before the trace began, what it had then counts as safe.
    if (file.written == 0 && file.named == 0) file.safe_bytes = event.size - event.bytes;
    file.bytes = event.size;
    file.safe_bytes = std::min(file.safe_bytes, file.bytes);
    file.written = step;
  }
  put(std::move(file));
}

void KnownDisk::take_name(const trace::DiskStep& event, Step step) {
  if (event.step == "removed") {
    drop(event.path);
  } else if (event.step == "renamed") {
    rename(event.path, event.to, step);
  } else if (event.step == "linked") {
    DiskFile file = take_out(event.path);
    DiskFile second = file;
    put(std::move(file));
    drop(event.to);
    second.path = event.to;
    second.former.clear();
    second.is_name_safe = second.replaces = false;
    second.named = second.changed = step;
    put(std::move(second));
  } else {
    drop(event.path);
    DiskFile file;
    file.path = event.path;
    file.is_folder = event.step == "folder-made";
    file.written = file.named = file.changed = step;
    put(std::move(file));
  }
}

void KnownDisk::rename(const std::string& from, const std::string& to, Step step) {
  DiskFile file = take_out(from);
  const DiskFile replaced = take_out(to);
  file.replaces = replaced.is_name_safe && (replaced.written != 0 || replaced.named != 0);
  if (file.is_name_safe) file.former = from;
  file.path = to;
  file.is_name_safe = false;
  file.named = file.changed = step;
  put(std::move(file));
  // What lies in a folder goes with it, and is as safe there as it was.
  std::vector<DiskFile> moved;
  const auto move = [&](DiskFile inside) {
    inside.path = to + inside.path.substr(from.size());
    moved.push_back(std::move(inside));
  };
  for (DiskFile& inside : at_risk_) {
    if (is_below(inside.path, from)) move(inside);
  }
  for (const auto& inside : safe_) {
    if (is_below(inside->path, from)) move(*inside);
  }
  if (moved.empty()) return;
  std::erase_if(at_risk_, [&](const DiskFile& inside) { return is_below(inside.path, from); });
  std::erase_if(safe_, [&](const auto& inside) { return is_below(inside->path, from); });
  for (DiskFile& inside : moved) put(std::move(inside));
}

void KnownDisk::lose_power() {
  for (DiskFile& file : at_risk_) file.is_in_doubt = true;
}

template <class IsCovered>
void KnownDisk::make_safe(Step step, bool with_bytes, const IsCovered& is_covered) {
  for (DiskFile& file : at_risk_) {
    // A sync makes safe what is there, and what that is nobody has told.
    if (file.is_in_doubt) continue;
    if (with_bytes && file.safe_bytes != file.bytes && is_covered(file, file.written)) {
      file.safe_bytes = file.bytes;
      file.changed = step;
    }
    if (!file.is_name_safe && is_covered(file, file.named)) {
      file.is_name_safe = true;
      file.former.clear();
      file.replaces = false;
      file.changed = step;
    }
  }
  const auto safe = std::stable_partition(at_risk_.begin(), at_risk_.end(),
                                          [](const DiskFile& file) { return !file.is_safe(); });
  for (auto file = safe; file != at_risk_.end(); ++file) put_safe(std::move(*file));
  at_risk_.erase(safe, at_risk_.end());
}

// The file of that name, which is then listed no more; one that nobody has told of was there before
// and is safe.
DiskFile KnownDisk::take_out(const std::string& path) {
  const auto risky = std::find_if(at_risk_.begin(), at_risk_.end(),
                                  [&](const DiskFile& file) { return file.path == path; });
  DiskFile file;
  if (risky != at_risk_.end()) {
    file = std::move(*risky);
    at_risk_.erase(risky);
    return file;
  }
  const auto safe = std::lower_bound(safe_.begin(), safe_.end(), path, is_before);
  if (safe != safe_.end() && (*safe)->path == path) {
    file = **safe;
    safe_.erase(safe);
    return file;
  }
  file.path = path;
  file.is_name_safe = true;
  return file;
}

void KnownDisk::drop(const std::string& path) {
  (void)take_out(path);
}

void KnownDisk::put(DiskFile file) {
  if (file.is_safe()) {
    put_safe(std::move(file));
  } else {
    at_risk_.push_back(std::move(file));
  }
}

void KnownDisk::put_safe(DiskFile file) {
  const auto place = std::lower_bound(safe_.begin(), safe_.end(), file.path, is_before);
  safe_.insert(place, std::make_shared<const DiskFile>(std::move(file)));
}

}  // namespace mailtown::reader
