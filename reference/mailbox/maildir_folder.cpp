#include "mailbox/maildir_folder.h"

#include <algorithm>

#include "mailbox/maildir.h"
#include "mailbox/maildir_name.h"

namespace mailtown::mailbox {

namespace {

using namespace std::chrono_literals;

constexpr Duration look_again_after = 5s;  // while somebody waits and there is no watch

WallTime time_of_name(std::string_view name) {
  return WallTime(std::chrono::seconds(seconds_of(name)));
}

}  // namespace

const Entry* find_entry(const std::vector<Entry>& entries, Uid uid) {
  const auto found =
      std::lower_bound(entries.begin(), entries.end(), uid,
                       [](const Entry& entry, Uid wanted) { return entry.uid < wanted; });
  return found == entries.end() || found->uid != uid ? nullptr : &*found;
}

QuotaUse weight_of(const std::vector<Entry>& entries, const std::vector<Uid>& uids) {
  QuotaUse weight;
  for (const Uid uid : uids) {
    const Entry* entry = find_entry(entries, uid);
    if (entry == nullptr) continue;
    weight.bytes += entry->bytes;
    ++weight.messages;
  }
  return weight;
}

MaildirFolder::MaildirFolder(std::shared_ptr<StoreParts> parts, FolderPlace place)
    : parts_(std::move(parts)),
      place_(std::move(place)),
      disk_(parts_->platform.disk),
      index_(parts_->platform, place_.path, place_.inbox),
      keywords_(disk_, place_.path),
      usage_(disk_, place_.inbox),
      busy_(parts_->platform.tasks),
      woken_(parts_->platform.tasks.make_signal()) {}

MaildirFolder::~MaildirFolder() {
  const auto own = parts_->open.find(place_.path);
  if (own != parts_->open.end() && own->second.expired()) parts_->open.erase(own);
}

void MaildirFolder::moved_to(FolderPlace place) {
  place_ = std::move(place);
  index_.moved_to(place_.path);
  keywords_.moved_to(place_.path);
  must_list_ = true;
  wake();
}

// --- opening -------------------------------------------------------------------------------------

Task<Result<>> MaildirFolder::load(Tracer tracer) {
  const auto hold = co_await busy_.enter();
  if (is_loaded_) co_return Result<>();
  if (!disk_.stat(place_.path + "/cur")) {
    // The INBOX is there even before anybody has filed into it.
    if (place_.path != place_.inbox) {
      co_return Failure{FailureKind::not_found, "there is no such folder"};
    }
    const auto made = co_await Maildir(disk_, place_.path).make_folders();
    if (!made) co_return made;
  }
  for (const char* part : {"/tmp", "/new"}) {
    const auto there = disk_.make_folder(place_.path + part);
    if (!there) co_return there;
  }
  // The reader's duty; that it failed hurts nobody.
  (void)Maildir(disk_, place_.path).clean_tmp(parts_->platform.clock.wall());
  keywords_.read();
  watch();
  const auto read = index_.read();
  const auto remembered = remember(*read);
  if (!remembered) co_return remembered;
  const auto sound = co_await make_index_sound(*read, tracer);
  if (!sound) co_return sound;
  const auto taken = co_await take_fresh();
  // On a full disk what is known can be read and removed all the same.
  if (!taken && taken.error().kind != FailureKind::full) co_return taken;
  is_loaded_ = true;
  co_return Result<>();
}

void MaildirFolder::watch() {
  auto watching = disk_.watch({place_.path + "/new", place_.path + "/cur"});
  wake();  // nobody shall wait for the old one
  watch_ = watching ? std::move(*watching) : nullptr;
}

// Joins the files with what the index knows of them.
Result<> MaildirFolder::remember(UidIndex::Read& read) {
  const auto files = list_files();
  if (!files) return files.error();
  entries_.clear();  // of an earlier try that failed
  spots_.clear();
  by_name_.clear();
  fresh_.clear();
  twins_.clear();
  unclaimed_ = 0;
  auto& known = read.content.records;
  std::stable_sort(known.begin(), known.end(),
                   [](const IndexRecord& a, const IndexRecord& b) { return a.name < b.name; });
  std::vector<std::pair<Entry, Spot>> joined;
  auto next = known.begin();
  for (const Found& file : *files) {
    const bool is_twin = (!joined.empty() && joined.back().first.name == file.name) ||
                         (!fresh_.empty() && fresh_.back().name == file.name);
    if (is_twin) {
      twins_[file.name].push_back(path(file.name, {file.suffix, file.in_new}));
      continue;
    }
    while (next != known.end() && next->name < file.name) ++next;
    if (next == known.end() || next->name != file.name) {
      fresh_.push_back(file);
      continue;
    }
    const auto later = std::next(next);
    if (later != known.end() && later->name == file.name) next = later;
    const auto arrival = seconds_of(file.name) == 0 ? arrival_of(file) : std::nullopt;
    joined.emplace_back(Entry{.uid = next->uid,
                              .flags = flags_of(split_name(file.suffix).letters),
                              .name = file.name,
                              .bytes = next->bytes,
                              .received = arrival ? arrival->received : time_of_name(file.name),
                              .changed = version_},
                        Spot{file.suffix, file.in_new, file.in_new});
    by_name_.push_back(next->uid);
  }
  std::sort(joined.begin(), joined.end(),
            [](const auto& a, const auto& b) { return a.first.uid < b.first.uid; });
  entries_.reserve(joined.size());
  spots_.reserve(joined.size());
  for (auto& [entry, spot] : joined) {
    entries_.push_back(std::move(entry));
    spots_.push_back(std::move(spot));
    unclaimed_ += spots_.back().unclaimed ? 1 : 0;
  }
  return {};
}

Task<Result<>> MaildirFolder::make_index_sound(const UidIndex::Read& read, Tracer tracer) {
  const bool is_lost =
      read.found == UidIndex::Found::missing || read.found == UidIndex::Found::damaged;
  if (is_lost) {
    const auto hold = co_await parts_->naming.enter();
    co_await index_.begin_anew();
  }
  const bool is_new =
      read.found == UidIndex::Found::missing &&
      std::all_of(fresh_.begin(), fresh_.end(), [](const Found& file) { return file.in_new; });
  if (!index_.is_whole() && !is_new) {
    const char* rule = read.found == UidIndex::Found::missing   ? "index.lost"
                       : read.found == UidIndex::Found::damaged ? "index.damaged"
                                                                : "index.torn";
    Evidence evidence{.rule = rule,
                      .inputs = {{"mailbox", place_.label},
                                 {"messages", std::to_string(entries_.size() + fresh_.size())},
                                 {"uid_validity", std::to_string(index_.validity())}},
                      .alternatives = {},
                      .source = "RFC 3501 §2.3.1.1"};
    tracer.note(decision("index", place_.label, is_lost ? "anew" : "kept", std::move(evidence)));
  }
  // With messages that are new it is written once, with them.
  if (!index_.needs_rewrite(entries_.size()) || (!index_.is_whole() && !fresh_.empty())) {
    co_return Result<>();
  }
  const auto rewritten = co_await index_.rewrite(records());
  const bool matters =
      index_.is_promised() && !rewritten && rewritten.error().kind != FailureKind::full;
  co_return matters ? rewritten : Result<>();
}

// --- new ones ------------------------------------------------------------------------------------

Task<Result<>> MaildirFolder::refresh() {
  const auto hold = co_await busy_.enter();
  if (is_gone_) co_return Failure{FailureKind::not_found, "the folder was removed"};
  const auto looked = look();
  if (!looked) co_return looked;
  co_return co_await take_fresh();
}

std::optional<Arrival> MaildirFolder::arrival_of(const Found& found) {
  const auto info = disk_.stat(path(found.name, {found.suffix, found.in_new}));
  if (!info || info->is_folder) return std::nullopt;
  const bool has_time = seconds_of(found.name) != 0;
  return Arrival{.name = found.name,
                 .suffix = found.suffix,
                 .in_new = found.in_new,
                 .bytes = info->size,
                 .received = has_time ? time_of_name(found.name)
                                      : std::chrono::floor<std::chrono::seconds>(info->modified)};
}

Task<Result<>> MaildirFolder::take_fresh() {
  std::vector<Arrival> arrivals;
  for (const Found& found : std::exchange(fresh_, {})) {
    auto arrival = arrival_of(found);
    if (arrival) arrivals.push_back(std::move(*arrival));
  }
  if (arrivals.empty()) co_return Result<>();
  std::sort(arrivals.begin(), arrivals.end(),
            [](const Arrival& a, const Arrival& b) { return is_older(a.name, b.name); });
  const auto taken = co_await take_in(std::move(arrivals), false, false);
  co_return taken ? Result<>() : Result<>(taken.error());
}

Task<Result<std::vector<Uid>>> MaildirFolder::take_in(std::vector<Arrival> arrivals,
                                                      bool whole_disk, bool unclaimed) {
  const Uid first = index_.next();
  std::vector<Uid> uids;
  std::vector<IndexRecord> added;
  for (const Arrival& arrival : arrivals) {
    uids.push_back(index_.give());
    added.push_back({uids.back(), arrival.bytes, arrival.name});
  }
  auto others = index_.is_whole() ? std::vector<IndexRecord>() : records();
  auto safe = co_await index_.add(std::move(added), std::move(others));
  if (safe) {
    auto syncing = whole_disk ? parts_->sync.join() : index_.sync();
    const auto synced = co_await std::move(syncing);
    safe = synced;
  }
  if (!safe) {
    must_list_ = true;  // they are there, but nobody knows them
    co_return safe.error();
  }
  show(std::move(arrivals), first, unclaimed);
  co_return uids;
}

std::vector<IndexRecord> MaildirFolder::records() const {
  std::vector<IndexRecord> all;
  all.reserve(entries_.size());
  for (const Entry& entry : entries_) all.push_back({entry.uid, entry.bytes, entry.name});
  return all;
}

void MaildirFolder::show(std::vector<Arrival> arrivals, Uid first, bool unclaimed) {
  ++version_;
  Uid uid = first;
  for (Arrival& arrival : arrivals) {
    const bool recent = unclaimed || arrival.in_new;
    unclaimed_ += recent ? 1 : 0;
    entries_.push_back({.uid = uid++,
                        .flags = flags_of(split_name(arrival.suffix).letters),
                        .name = std::move(arrival.name),
                        .bytes = arrival.bytes,
                        .received = arrival.received,
                        .changed = version_});
    spots_.push_back({std::move(arrival.suffix), arrival.in_new, recent});
  }
  if (arrivals.size() > 1) {
    sort_names();
    return;
  }
  const std::string& name = entries_.back().name;
  const auto place = std::lower_bound(by_name_.begin(), by_name_.end(), name,
                                      [this](Uid one, const std::string& wanted) {
                                        return find_entry(entries_, one)->name < wanted;
                                      });
  by_name_.insert(place, entries_.back().uid);
}

Task<> MaildirFolder::wait_for_change(std::uint64_t seen, Deadline deadline) {
  if (version_ != seen || is_gone_) co_return;
  // Another may take its place meanwhile. While the folder cannot be listed (a full disk, too many
  // open files) there is nothing to be told of: then it is tried again in a while.
  const auto watching = must_list_ ? nullptr : watch_;
  if (watching) {
    (void)co_await watching->wait(deadline);
  } else {
    const auto soon = parts_->platform.clock.in(look_again_after);
    (void)co_await woken_->wait(std::min(deadline, soon));
  }
}

void MaildirFolder::wake() {
  if (watch_) watch_->wake();
  woken_->wake_all();
}

void MaildirFolder::note(const char* change, const std::string& name, const Tracer& tracer) const {
  tracer.note(trace::MailboxChanged{place_.label, change, name});
}

}  // namespace mailtown::mailbox
