// Journal: an append-only log over the disk, in segments, with one sync for many records.
//
// Contract:
//  - append() writes at the end of the newest segment; synced() returns when that would survive a
//    power loss. Whoever waits while a sync is under way shares the next one.
//  - Records are read back in the order in which they were appended.
//  - Segments go only from the old end, one after the other and each durably: what a record says of
//    an older one is never forgotten before it.
//  - A segment goes when nothing in it is in use: append() and keep() count uses, release() ends
//    one.
//  - After a write or a sync that failed, the segment is left as it is and a new one begun: what
//    the disk holds of its end is not known.
//
// Departure from production practice: files grow as they are written. Databases write over files of
// a fixed size, which spares the disk the new length at each sync.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/group_sync.h"
#include "platform/platform.h"
#include "queue/journal_codec.h"

namespace mailtown::queue {

struct JournalFile {
  std::string path;
  std::string mark;
  std::unique_ptr<File> file;
  std::uint64_t bytes = 0;
  std::uint64_t uses = 0;
  bool named = false;               // its name would survive a power loss
  std::unique_ptr<GroupSync> sync;  // of a segment that this run writes
};

// Where a record lies. Holds the segment open, so that a text can be read though the segment goes.
struct Place {
  std::shared_ptr<JournalFile> segment;
  std::uint64_t text_offset = 0, text_bytes = 0;
  std::uint64_t head_bytes = 0;  // the head ends one byte before the text
  std::uint64_t bytes = 0;       // of the whole record
};

class Journal {
 public:
  // `platform` must outlive the object. Segments lie in `folder` and have `segment_bytes` or a
  // record more.
  Journal(Platform& platform, std::string folder, std::uint64_t segment_bytes)
      : platform_(platform), folder_(std::move(folder)), segment_bytes_(segment_bytes) {}

  // Reads all segments that are there; calls `take` for each record. What is damaged is copied into
  // files that end in ".damaged", each told in `damage` once. Failures: of the folder.
  using Take = std::function<void(const JournalRecord&, Place)>;
  Task<Result<>> read(Take take, std::vector<std::string>& damage);

  // Writes a record; it counts as in use. Failures `full`, `io`: nothing was written.
  Result<Place> append(std::string kind, std::string head, std::string_view text);
  Task<Result<>> synced(Place place);
  Result<std::string> head_of(const Place& place) const;
  Result<std::string> text_of(const Place& place) const;

  void keep(const Place& place);
  void release(const Place& place);
  // Removes the old segments that nobody uses.
  Task<> drop_unused();

  bool is_oldest(const Place& place) const;  // in the segment that has to go first
  // More than half of the bytes are of no use, and not just a few segments.
  bool is_wasteful() const;

 private:
  std::shared_ptr<JournalFile> open_segment(const std::string& name, std::vector<std::string>& told,
                                            const Take& take);
  Result<> set_aside(JournalFile& segment, std::string_view bytes, const Damage& damage,
                     std::vector<std::string>& told);
  Result<> begin_segment();
  Task<Result<>> sync_segment(JournalFile* segment);

  Platform& platform_;
  std::string folder_;
  std::uint64_t segment_bytes_;
  std::deque<std::shared_ptr<JournalFile>> segments_;  // the oldest first
  std::shared_ptr<JournalFile> newest_;                // that is written; none: begin one
  std::uint64_t next_number_ = 1;
  std::uint64_t used_bytes_ = 0;  // of records in use
  bool dropping_ = false;
};

}  // namespace mailtown::queue
