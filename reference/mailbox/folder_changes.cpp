// Changes of what is there: \Recent, flags, removal.
#include <algorithm>

#include "mailbox/maildir_folder.h"
#include "mailbox/maildir_name.h"

namespace mailtown::mailbox {

namespace {

void keep_first(Result<>& first, const Result<>& next) {
  if (first && !next) first = next;
}

bool has_vanished(const Result<>& result) {
  return !result && result.error().kind == FailureKind::not_found;
}

}  // namespace

// cur itself must last before anything moves into it: the delivery that made it may not have synced
// it yet.
Task<Result<>> MaildirFolder::prepare_cur() {
  if (cur_is_safe_) co_return Result<>();
  auto safe = disk_.make_folder(place_.path + "/cur");
  if (safe) {
    const auto synced = co_await disk_.sync_folder(place_.path);
    safe = synced;
  }
  cur_is_safe_ = safe.has_value();
  co_return safe;
}

// --- \Recent -------------------------------------------------------------------------------------

Task<Result<std::vector<Uid>>> MaildirFolder::claim_recent() {
  std::vector<Uid> claimed;
  if (unclaimed_ == 0) co_return claimed;
  const auto ready = co_await prepare_cur();
  if (!ready) co_return ready.error();
  for (std::size_t at = 0; at < entries_.size(); ++at) {
    if (!spots_[at].unclaimed) continue;
    spots_[at].unclaimed = false;
    claimed.push_back(entries_[at].uid);
    // If it is not moved, another session is told the same once more: no harm.
    if (spots_[at].in_new) (void)move_file(at, ":2,");
  }
  unclaimed_ = 0;
  co_return claimed;
}

// --- flags ---------------------------------------------------------------------------------------

Task<Result<>> MaildirFolder::set_flags(std::vector<Uid> uids, FlagChange change, Tracer tracer,
                                        Safety safety) {
  if (!change.keywords.empty() && change.how == FlagChange::How::remove) {
    change.flags.keywords |= keywords_.known_bits(change.keywords);
  } else if (!change.keywords.empty()) {
    const auto hold = co_await busy_.enter();
    const auto bits = co_await keywords_.bits(change.keywords);
    if (!bits) co_return bits.error();
    change.flags.keywords |= *bits;
  }
  Result<> first;
  if (would_change(uids, change)) {
    const auto ready = co_await prepare_cur();
    if (!ready) co_return ready;
    for (const Uid uid : uids) {
      const auto at = position(uid);
      if (!at) continue;
      const auto set = set_flags_of(*at, change, tracer);
      keep_first(first, set);
    }
  }
  // Also what was set lazily before: this answer says that it stays.
  const auto changes = flag_changes_;
  if (changes == synced_flag_changes_ || safety == Safety::lazily) co_return first;
  const auto synced = co_await parts_->sync.join();
  if (synced) synced_flag_changes_ = std::max(synced_flag_changes_, changes);
  keep_first(first, synced);
  co_return first;
}

bool MaildirFolder::would_change(const std::vector<Uid>& uids, const FlagChange& change) const {
  return std::any_of(uids.begin(), uids.end(), [&](Uid uid) {
    const Entry* entry = find_entry(entries_, uid);
    return entry != nullptr && changed(entry->flags, change.how, change.flags) != entry->flags;
  });
}

Result<> MaildirFolder::set_flags_of(std::size_t at, const FlagChange& change,
                                     const Tracer& tracer) {
  // Twice, since another program may have renamed the file: then its flags are others as well.
  for (int tries = 0; tries < 2; ++tries) {
    const Flags before = entries_[at].flags;
    const Flags after = changed(before, change.how, change.flags);
    if (after == before) return {};
    const auto letters = letters_of(after, split_name(spots_[at].suffix).letters);
    const auto moved = move_file(at, ":2," + letters);
    if (moved) {
      entries_[at].flags = after;
      entries_[at].changed = ++version_;
      ++flag_changes_;
      note_flags(before, after, entries_[at].name, tracer);
      return {};
    }
    if (!has_vanished(moved)) return moved;
    if (!look_for(at)) return {};  // refresh() will tell
  }
  return {};
}

// Renames the file of an entry to cur/NAME and `suffix`.
Result<> MaildirFolder::move_file(std::size_t at, const std::string& suffix) {
  const Spot to{suffix, false, spots_[at].unclaimed};
  const auto renamed = disk_.rename(path(at), path(entries_[at].name, to));
  if (!renamed) return renamed;
  spots_[at] = to;
  remove_twins(entries_[at].name);
  return {};
}

// The file at hand is there: its twins may go.
void MaildirFolder::remove_twins(const std::string& name) {
  if (twins_.empty()) return;
  const auto twins = twins_.find(name);
  if (twins == twins_.end()) return;
  const auto uid = uid_of(name);
  const auto kept = uid ? path(*position(*uid)) : std::string();
  for (const std::string& twin : twins->second) {
    if (twin != kept) (void)disk_.remove(twin);
  }
  twins_.erase(twins);
}

void MaildirFolder::note_flags(const Flags& before, const Flags& after, const std::string& name,
                               const Tracer& tracer) const {
  if (!tracer) return;
  struct Bit {
    bool before, after;
    const char *set, *cleared;
  };
  for (const Bit& bit : {Bit{before.seen, after.seen, "seen", "unseen"},
                         Bit{before.answered, after.answered, "answered", "unanswered"},
                         Bit{before.flagged, after.flagged, "flagged", "unflagged"},
                         Bit{before.deleted, after.deleted, "deleted", "undeleted"},
                         Bit{before.draft, after.draft, "draft", "undraft"}}) {
    if (bit.before != bit.after) note(bit.after ? bit.set : bit.cleared, name, tracer);
  }
  if (before.keywords != after.keywords) note("keywords", name, tracer);
}

// --- removal -------------------------------------------------------------------------------------

Task<Result<>> MaildirFolder::expunge(std::vector<Uid> uids, Tracer tracer) {
  std::sort(uids.begin(), uids.end());
  uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
  Result<> first;
  std::vector<Uid> gone;
  std::int64_t bytes = 0;
  for (const Uid uid : uids) {
    const auto at = position(uid);
    if (!at) continue;
    const auto removed = remove_file(*at);
    keep_first(first, removed);
    if (!removed) continue;
    gone.push_back(uid);
    bytes += static_cast<std::int64_t>(entries_[*at].bytes);
    note("removed", entries_[*at].name, tracer);
  }
  if (gone.empty()) co_return first;
  usage_.note(-bytes, -static_cast<std::int64_t>(gone.size()));
  forget(std::move(gone));
  const auto synced = co_await parts_->sync.join();
  keep_first(first, synced);
  co_return first;
}

Result<> MaildirFolder::remove_file(std::size_t at) {
  auto removed = disk_.remove(path(at));
  if (has_vanished(removed) && look_for(at)) removed = disk_.remove(path(at));
  if (!removed && !has_vanished(removed)) return removed;
  remove_twins(entries_[at].name);
  return {};
}

}  // namespace mailtown::mailbox
