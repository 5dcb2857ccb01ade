// The queue at a start: from the journal's records to the letters that still have to go.
#include <fmt/format.h>

#include "queue/journal_names.h"
#include "queue/queue_store.h"

namespace mailtown::queue {

void QueueStore::take(const JournalRecord& record, Place place,
                      std::map<std::string, Letter>& letters, std::vector<std::string>& damage) {
  std::string fault;
  if (record.kind == "letter") {
    auto stored = parse_letter(record.head);
    if (stored) {
      const auto id = stored->letter.id;
      auto& entry = letters_[id];
      if (entry.place.segment) journal_.release(entry.place);  // carried over from there
      entry.place = std::move(place);
      entry.in_file = stored->in_file;
      entry.done.resize(stored->letter.recipients.size());
      journal_.keep(entry.place);
      letters[id] = std::move(stored->letter);
      return;
    }
    fault = stored.error().message();
  } else if (record.kind == "done") {
    const auto stored = parse_done(record.head);
    const auto found = stored ? letters_.find(stored->id) : letters_.end();
    if (found != letters_.end()) {
      auto& done = found->second.done;
      for (const auto index : stored->recipients) {
        if (index < done.size()) done[index] = true;
      }
    }
    if (!stored) fault = stored.error().message();
  } else if (record.kind == "state") {
    const auto stored = parse_state(record.head);
    const auto found = stored ? letters_.find(stored->id) : letters_.end();
    if (found != letters_.end()) {
      found->second.held = stored->held;
      found->second.warned = stored->warned;
    }
    if (!stored) fault = stored.error().message();
  } else {
    fault = "unknown kind of record " + record.kind;
  }
  if (!fault.empty()) {
    damage.push_back(fmt::format("{}: the record at byte {} makes no sense ({}) and is left out",
                                 place.segment->path, record.offset, fault));
  }
}

// Parts the letters that still have to go from those that are finished or not whole.
void QueueStore::sort_out(std::map<std::string, Letter>& letters, Recovered& recovered) {
  for (auto& [id, letter] : letters) {
    const auto found = letters_.find(id);
    const auto& entry = found->second;
    for (std::size_t i = 0; i < letter.recipients.size(); ++i) {
      letter.recipients[i].done = entry.done[i];
    }
    letter.tried = true;
    letter.held = entry.held;
    letter.warned = entry.warned;
    const bool has_text = !entry.in_file || platform_.disk.stat(message_path(id));
    if (has_text && !entry.finished()) {
      recovered.letters.push_back(std::move(letter));
      continue;
    }
    if (!has_text && !entry.finished()) {
      const auto aside = fmt::format("{}/{}{}", folder_, id, damaged_ending);
      auto file = platform_.disk.open(aside, OpenMode::create);
      if (file) {
        (void)(*file)->append(print_letter({.letter = letter, .in_file = true}) + "\n");
        recovered.damage.push_back(fmt::format(
            "{}: the letter's text is missing; its envelope is set aside as {}", id, aside));
      }
    }
    journal_.release(entry.place);
    letters_.erase(found);
  }
}

// Removes the texts that belong to no letter: nobody was promised anything about them.
void QueueStore::sweep_files() {
  const auto names = platform_.disk.list(folder_);
  if (!names) return;
  for (const auto& name : *names) {
    if (!name.ends_with(message_ending)) continue;
    const auto id = name.substr(0, name.size() - message_ending.size());
    if (!letters_.contains(id)) (void)platform_.disk.remove(message_path(id));
  }
}

Task<Result<Recovered>> QueueStore::recover() {
  const auto made = platform_.disk.make_folder(folder_);
  if (!made) co_return made.error();
  Recovered recovered;
  std::map<std::string, Letter> letters;
  std::vector<std::string> damage;
  Journal::Take take = [&](const JournalRecord& record, Place place) {
    this->take(record, std::move(place), letters, damage);
  };
  const auto read = co_await journal_.read(std::move(take), damage);
  if (!read) co_return read.error();
  sort_out(letters, recovered);
  recovered.damage.insert(recovered.damage.begin(), damage.begin(), damage.end());
  sweep_files();
  // Also what was set aside must last before a segment goes.
  const auto synced = co_await platform_.disk.sync_all();
  if (!synced) co_return synced.error();
  co_await journal_.drop_unused();
  co_return recovered;
}

}  // namespace mailtown::queue
