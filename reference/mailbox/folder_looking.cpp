// Looking at the Maildir: what came, went or was renamed, by whomever.
#include <algorithm>
#include <numeric>

#include "mailbox/maildir_folder.h"
#include "mailbox/maildir_name.h"

namespace mailtown::mailbox {

std::string MaildirFolder::path(const std::string& name, const Spot& spot) const {
  return place_.path + (spot.in_new ? "/new/" : "/cur/") + name + spot.suffix;
}

std::optional<std::size_t> MaildirFolder::position(Uid uid) const {
  const Entry* entry = find_entry(entries_, uid);
  if (entry == nullptr) return std::nullopt;
  return static_cast<std::size_t>(entry - entries_.data());
}

std::optional<Uid> MaildirFolder::uid_of(const std::string& name) const {
  const auto found = std::lower_bound(by_name_.begin(), by_name_.end(), name,
                                      [this](Uid uid, const std::string& wanted) {
                                        return find_entry(entries_, uid)->name < wanted;
                                      });
  if (found == by_name_.end() || find_entry(entries_, *found)->name != name) return std::nullopt;
  return *found;
}

void MaildirFolder::sort_names() {
  std::vector<std::uint32_t> order(entries_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
    return entries_[a].name < entries_[b].name;
  });
  by_name_.clear();
  by_name_.reserve(order.size());
  for (const auto at : order) by_name_.push_back(entries_[at].uid);
}

// The messages' files, sorted by name; those of the same name, in cur before those in new.
Result<std::vector<MaildirFolder::Found>> MaildirFolder::list_files() {
  std::vector<Found> all;
  for (const bool in_new : {false, true}) {
    const auto files = disk_.list(place_.path + (in_new ? "/new" : "/cur"));
    if (!files) return files.error();
    all.reserve(all.size() + files->size());
    for (const std::string& file : *files) {
      if (!is_message_name(file)) continue;
      const auto split = split_name(file);
      all.push_back({std::string(split.name), std::string(split.suffix), in_new});
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Found& a, const Found& b) { return a.name < b.name; });
  return all;
}

Result<> MaildirFolder::look() {
  if (!watch_ || must_list_) {
    if (must_list_) watch();
    const auto looked = look_at_everything();
    must_list_ = !looked;
    return looked;
  }
  const auto changed = watch_->take();
  if (changed && changed->empty()) return {};
  if (changed) return look_at(*changed);
  watch();  // the folders may be others by now
  return look_at_everything();
}

Result<> MaildirFolder::look_at_everything() {
  auto found = list_files();
  std::vector<Uid> missing;
  if (found) match(*found, missing);
  // A file that another program renamed meanwhile may have been on neither side of the listing.
  if (found && !missing.empty()) {
    found = list_files();
    if (found) match(*found, missing);
  }
  if (!found) {
    is_gone_ = is_gone_ || found.error().kind == FailureKind::not_found;
    return found.error();
  }
  forget(std::move(missing));
  return {};
}

void MaildirFolder::match(const std::vector<Found>& found, std::vector<Uid>& missing) {
  fresh_.clear();
  twins_.clear();
  missing.clear();
  auto next = by_name_.begin();
  const auto name = [this](Uid uid) -> const std::string& {
    return find_entry(entries_, uid)->name;
  };
  for (std::size_t first = 0, end = 0; first < found.size(); first = end) {
    while (end < found.size() && found[end].name == found[first].name) ++end;
    while (next != by_name_.end() && name(*next) < found[first].name) missing.push_back(*next++);
    const bool is_known = next != by_name_.end() && name(*next) == found[first].name;
    std::size_t chosen = first;
    for (std::size_t at = first; is_known && at < end; ++at) {
      const Spot& spot = spots_[*position(*next)];
      if (found[at].suffix == spot.suffix && found[at].in_new == spot.in_new) chosen = at;
    }
    for (std::size_t at = first; at < end; ++at) {
      if (at == chosen) continue;
      twins_[found[at].name].push_back(path(found[at].name, {found[at].suffix, found[at].in_new}));
    }
    if (is_known) {
      is_found(*position(*next++), found[chosen]);
    } else {
      fresh_.push_back(found[chosen]);
    }
  }
  missing.insert(missing.end(), next, by_name_.end());
}

// The file of an entry is there under this name.
void MaildirFolder::is_found(std::size_t at, const Found& found) {
  Spot& spot = spots_[at];
  if (spot.suffix == found.suffix && spot.in_new == found.in_new) return;
  if (spot.in_new && !found.in_new && spot.unclaimed) {
    spot.unclaimed = false;  // another program's reader has claimed it
    --unclaimed_;
  }
  spot.suffix = found.suffix;
  spot.in_new = found.in_new;
  const Flags flags = flags_of(split_name(found.suffix).letters);
  if (flags == entries_[at].flags) return;
  entries_[at].flags = flags;
  entries_[at].changed = ++version_;
}

// Looks at names that the watch told.
Result<> MaildirFolder::look_at(const std::vector<std::string>& paths) {
  std::vector<Uid> doubtful;
  for (const std::string& path : paths) {
    const auto slash = path.rfind('/');
    const std::string_view file = std::string_view(path).substr(slash + 1);
    if (!is_message_name(file)) continue;
    const auto split = split_name(file);
    const Found found{std::string(split.name), std::string(split.suffix),
                      std::string_view(path).substr(0, slash).ends_with("/new")};
    const bool is_there = disk_.stat(path).has_value();
    const auto uid = uid_of(found.name);
    if (!uid) {
      look_at_stranger(found, is_there);
      continue;
    }
    const auto at = *position(*uid);
    if (path == this->path(at)) {
      if (!is_there) doubtful.push_back(*uid);
    } else if (is_there && !disk_.stat(this->path(at))) {
      is_found(at, found);
    } else if (is_there) {
      must_list_ = true;  // there twice
    }
  }
  const bool any_gone = std::any_of(doubtful.begin(), doubtful.end(),
                                    [this](Uid uid) { return !disk_.stat(path(*position(uid))); });
  if (!any_gone && !must_list_) return {};
  const auto looked = look_at_everything();
  must_list_ = !looked;
  return looked;
}

void MaildirFolder::look_at_stranger(const Found& found, bool is_there) {
  const auto place =
      std::lower_bound(fresh_.begin(), fresh_.end(), found.name,
                       [](const Found& one, const std::string& name) { return one.name < name; });
  const bool is_known = place != fresh_.end() && place->name == found.name;
  if (is_there && is_known) {
    *place = found;
  } else if (is_there) {
    fresh_.insert(place, found);
  } else if (is_known && place->suffix == found.suffix && place->in_new == found.in_new) {
    fresh_.erase(place);
  }
}

// Looks for the file of an entry that is not where it was.
bool MaildirFolder::look_for(std::size_t at) {
  const auto files = list_files();
  if (!files) return false;
  const std::string& name = entries_[at].name;
  const auto found = std::lower_bound(
      files->begin(), files->end(), name,
      [](const Found& one, const std::string& wanted) { return one.name < wanted; });
  if (found == files->end() || found->name != name) return false;
  is_found(at, *found);
  return true;
}

void MaildirFolder::forget(std::vector<Uid> gone) {
  if (gone.empty()) return;
  std::sort(gone.begin(), gone.end());
  const auto is_gone = [&gone](Uid uid) {
    return std::binary_search(gone.begin(), gone.end(), uid);
  };
  std::erase_if(by_name_, is_gone);
  std::size_t kept = 0;
  for (std::size_t at = 0; at < entries_.size(); ++at) {
    if (is_gone(entries_[at].uid)) {
      unclaimed_ -= spots_[at].unclaimed ? 1 : 0;
      continue;
    }
    if (kept != at) {
      entries_[kept] = std::move(entries_[at]);
      spots_[kept] = std::move(spots_[at]);
    }
    ++kept;
  }
  entries_.resize(kept);
  spots_.resize(kept);
  ++version_;
  index_.note_gone(gone);
}

Result<std::unique_ptr<File>> MaildirFolder::open(Uid uid) {
  const auto at = position(uid);
  if (!at) return Failure{FailureKind::not_found, "the message is gone"};
  auto file = disk_.open(path(*at), OpenMode::read);
  if (!file && file.error().kind == FailureKind::not_found && look_for(*at)) {
    file = disk_.open(path(*at), OpenMode::read);
  }
  if (file) entries_[*at].bytes = (*file)->size();  // the index is not believed over the file
  return file;
}

}  // namespace mailtown::mailbox
