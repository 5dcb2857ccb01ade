// The queue on disk: what a 250 after DATA promises is here, whatever happens.
//
// Envelopes, texts and what became of them are records of one journal (journal.h), so that one sync
// serves many letters. A text too long for the memory of a connection lies in a file of its own,
// synced before its record is written. Each step leaves a state that a start after a crash
// understands:
//
//   state         journal                      ID.message     found after a power loss
//   receiving     nothing                      long texts     swept: nobody was told 250
//   accepting     letter, not synced           synced         dropped and swept, or accepted after
//                                                             all: the sender, who heard no 250,
//                                                             sends it once more
//   accepted      letter                       long texts     delivered to all recipients
//   underway      letter, done of some         long texts     delivered to the others
//   finishing     letter, done, not synced     long texts     delivered once more to those whose
//                                                             mark is lost
//   finished      letter, done of all          swept          nothing is left to do; the segment
//                                                             goes when nothing in it, nor in an
//                                                             older one, is in use
//   carried over  letter and done twice        long texts     as underway: marks only add up, and
//                                                             the last letter record counts
//
// A mark that was lost means one delivery too many (SMTP cannot do better, RFC 5321 §6.1), never
// one too few. A mailbox is told the same name again, so that nothing is doubled there
// (mailbox/maildir.h says what is left); only mail for other hosts can be.
//
// A disk that is full: what cannot be stored is refused with 452 or 451. A letter that was
// delivered but whose mark cannot be written counts as finished in this run, so that its segment
// can go and make room.
//
// Departure from production practice: Postfix keeps a file a letter and syncs each.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "platform/platform.h"
#include "queue/draft.h"
#include "queue/envelope_codec.h"
#include "queue/journal.h"
#include "queue/letter.h"

namespace mailtown::queue {

struct Recovered {
  std::vector<Letter> letters;      // in the order of their ids
  std::vector<std::string> damage;  // a sentence for each thing that was set aside
};

struct StoreLimits {
  std::size_t text_in_memory = 64 * 1024;          // bytes of a message; longer ones get a file
  std::uint64_t segment_bytes = 16 * 1024 * 1024;  // of the journal
};

class QueueStore {
 public:
  // `platform` must outlive the object and its tasks. All files lie in `folder`.
  QueueStore(Platform& platform, std::string folder, StoreLimits limits = {});

  // Makes the folder and reads what an earlier run left; called once, before all else.
  Task<Result<Recovered>> recover();

  // A place for the text of the letter that is being received. Failure `exists`: take another id.
  Result<std::unique_ptr<Draft>> begin(const std::string& id);
  // Makes the letter ours: returns when envelope and text would survive a power loss. After a
  // failure it is not ours.
  Task<Result<>> accept(Letter letter, Draft& draft);

  // To read only; stays readable when the letter is forgotten meanwhile.
  Result<std::unique_ptr<File>> open_message(const std::string& id);
  // Notes durably that these recipients (indices) need nothing more; when none is left, forgets
  // the letter. After a failure they count as done, but only in this run.
  Task<Result<>> mark_done(std::string id, std::vector<std::size_t> recipients);
  // Notes durably whether the letter is held, and whether its sender was warned.
  Task<Result<>> mark_state(StoredState state);

 private:
  struct Entry {
    Place place;
    bool in_file = false;
    std::vector<bool> done;
    bool held = false, warned = false;

    bool finished() const;
  };
  using Entries = std::map<std::string, Entry>;  // by id

  void take(const JournalRecord& record, Place place, std::map<std::string, Letter>& letters,
            std::vector<std::string>& damage);
  void sort_out(std::map<std::string, Letter>& letters, Recovered& recovered);
  void sweep_files();
  Result<Place> mark(std::string kind, std::string head);
  Task<> carry_over();
  Result<> carry_over_one(const std::string& id, const Entry& entry, std::vector<Place>& places);

  std::string message_path(const std::string& id) const;

  Platform& platform_;
  std::string folder_;
  StoreLimits limits_;
  Journal journal_;
  Entries letters_;  // that are accepted and not finished
  bool carrying_ = false;
};

}  // namespace mailtown::queue
