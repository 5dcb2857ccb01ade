#include "queue/queue_store.h"

#include <algorithm>

#include "queue/journal_names.h"
#include "queue/letter_text.h"

namespace mailtown::queue {

namespace {

std::vector<std::size_t> indices(const std::vector<bool>& done) {
  std::vector<std::size_t> set;
  for (std::size_t i = 0; i < done.size(); ++i) {
    if (done[i]) set.push_back(i);
  }
  return set;
}

}  // namespace

QueueStore::QueueStore(Platform& platform, std::string folder, StoreLimits limits)
    : platform_(platform),
      folder_(folder),
      limits_(limits),
      journal_(platform, std::move(folder), limits.segment_bytes) {}

bool QueueStore::Entry::finished() const {
  return std::find(done.begin(), done.end(), false) == done.end();
}

std::string QueueStore::message_path(const std::string& id) const {
  return folder_ + "/" + id + std::string(message_ending);
}

Result<std::unique_ptr<Draft>> QueueStore::begin(const std::string& id) {
  const bool taken = letters_.contains(id) || platform_.disk.stat(message_path(id));
  if (taken) return Failure{FailureKind::exists, id};
  return std::make_unique<Draft>(platform_.disk, message_path(id), limits_.text_in_memory);
}

Task<Result<>> QueueStore::accept(Letter letter, Draft& draft) {
  if (letters_.contains(letter.id)) co_return Failure{FailureKind::exists, letter.id};
  const bool in_file = draft.file_ != nullptr;
  if (in_file) {
    auto synced = co_await draft.file_->sync();
    if (synced) synced = co_await platform_.disk.sync_folder(folder_);
    if (!synced) co_return synced;
  }
  const auto place =
      journal_.append("letter", print_letter({.letter = letter, .in_file = in_file}), draft.text_);
  if (!place) co_return place.error();
  Entry entry{.place = *place, .in_file = in_file};
  entry.done.resize(letter.recipients.size());
  letters_[letter.id] = std::move(entry);
  const auto synced = co_await journal_.synced(*place);
  if (!synced) {
    // The disk may have it all the same; once this is written, a start knows better.
    StoredDone withdrawn{.id = letter.id};
    for (std::size_t i = 0; i < letter.recipients.size(); ++i) withdrawn.recipients.push_back(i);
    (void)mark("done", print_done(withdrawn));
    letters_.erase(letter.id);
    journal_.release(*place);
    co_return synced;
  }
  draft.accepted_ = true;
  co_return Result<>();
}

Result<std::unique_ptr<File>> QueueStore::open_message(const std::string& id) {
  const auto found = letters_.find(id);
  if (found == letters_.end()) return Failure{FailureKind::not_found, "no letter " + id};
  if (found->second.in_file) return platform_.disk.open(message_path(id), OpenMode::read);
  return std::make_unique<LetterText>(found->second.place);
}

// A record about a letter; in use is only the letter's own.
Result<Place> QueueStore::mark(std::string kind, std::string head) {
  auto place = journal_.append(std::move(kind), std::move(head), {});
  if (place) journal_.release(*place);
  return place;
}

Task<Result<>> QueueStore::mark_done(std::string id, std::vector<std::size_t> recipients) {
  const auto found = letters_.find(id);
  if (found == letters_.end()) co_return Result<>();
  auto& entry = found->second;
  for (const auto index : recipients) entry.done.at(index) = true;
  const bool finished = entry.finished(), in_file = entry.in_file;
  const auto place = mark("done", print_done({.id = id, .recipients = std::move(recipients)}));
  if (finished) {
    journal_.release(entry.place);
    letters_.erase(found);
  }
  auto noted = place ? Result<>() : Result<>(place.error());
  if (place) noted = co_await journal_.synced(*place);
  // While a start could still want to deliver it, its text stays.
  if (noted && finished && in_file) (void)platform_.disk.remove(message_path(id));
  co_await journal_.drop_unused();
  co_await carry_over();
  co_return noted;
}

Task<Result<>> QueueStore::mark_state(StoredState state) {
  const auto found = letters_.find(state.id);
  if (found == letters_.end()) co_return Failure{FailureKind::not_found, "no letter " + state.id};
  found->second.held = state.held;
  found->second.warned = state.warned;
  const auto place = mark("state", print_state(state));
  if (!place) co_return place.error();
  co_return co_await journal_.synced(*place);
}

// Writes a letter and its marks at the journal's new end.
Result<> QueueStore::carry_over_one(const std::string& id, const Entry& entry,
                                    std::vector<Place>& places) {
  auto head = journal_.head_of(entry.place);
  if (!head) return head.error();
  const auto text = journal_.text_of(entry.place);
  if (!text) return text.error();
  const auto place = journal_.append("letter", std::move(*head), *text);
  if (!place) return place.error();
  places.push_back(*place);
  const auto done = indices(entry.done);
  auto marked = done.empty() ? place : mark("done", print_done({.id = id, .recipients = done}));
  if (marked && (entry.held || entry.warned)) {
    marked = mark("state", print_state({.id = id, .held = entry.held, .warned = entry.warned}));
  }
  return marked ? Result<>() : Result<>(marked.error());
}

// A letter that waits for days in an old segment keeps it, and all behind it. When they hold more
// waste than letters, the letters of the oldest are written again at the end, so that it can go.
Task<> QueueStore::carry_over() {
  if (carrying_) co_return;
  carrying_ = true;
  while (journal_.is_wasteful()) {
    std::vector<std::string> ids;
    std::vector<Place> places;
    Result<> carried;
    for (const auto& [id, entry] : letters_) {
      if (!carried || !journal_.is_oldest(entry.place)) continue;
      carried = carry_over_one(id, entry, places);
      if (carried) ids.push_back(id);
    }
    if (ids.empty()) break;
    for (const auto& place : places) {
      const auto synced = co_await journal_.synced(place);
      if (!synced) carried = synced;
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
      const auto entry = i < ids.size() ? letters_.find(ids[i]) : letters_.end();
      // What was finished meanwhile has no place any more.
      if (carried && entry != letters_.end()) std::swap(entry->second.place, places[i]);
      journal_.release(places[i]);
    }
    if (!carried) break;
    co_await journal_.drop_unused();
  }
  carrying_ = false;
}

}  // namespace mailtown::queue
