// UidIndex: gives a folder's UIDs and keeps them in its file `mailtown-index` (index_codec.h).
//
// What is found at opening, and what becomes of it:
//
//   the file is          UIDVALIDITY   UIDs
//   whole                stays         stay; names that it does not know get new ones
//   torn at its end      stays         stay; the end was synced by nobody, so nobody was told of it
//   damaged in a line    stays         stay, but for that line's message: it gets a new one
//   damaged in its head  a new one     all anew (RFC 3501 §2.3.1.1: clients forget what they knew)
//   missing              a new one     all anew
//
// New lines are appended; the file is rewritten (small_file.h) at opening if it was not whole or
// holds more of what is gone than of what is there. UIDVALIDITY is the time in seconds, but above
// the last one that any folder of the mailbox was given (file `mailtown-uidvalidity`), so that a
// folder that is removed and made again is another one.
//
// A disk that takes nothing (full) shall keep nobody from reading and removing: UIDs under a fresh
// UIDVALIDITY then live in memory only, and nothing promises them to anybody later.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "mailbox/index_codec.h"
#include "platform/exclusive.h"
#include "platform/platform.h"

namespace mailtown::mailbox {

class UidIndex {
 public:
  // Of the Maildir `folder`; `inbox` is the mailbox's own. `platform` must outlive the object.
  UidIndex(Platform& platform, std::string folder, std::string inbox)
      : platform_(platform), folder_(std::move(folder)), inbox_(std::move(inbox)) {}

  enum class Found { whole, torn, missing, damaged };
  struct Read {
    Found found = Found::missing;
    std::string bytes;  // that content's names are views of
    IndexContent content;
  };
  // Reads the file; if its head is sound, goes on from there.
  std::unique_ptr<Read> read();
  // Draws a new UIDVALIDITY; UIDs begin at 1. One caller at a time for a mailbox.
  Task<> begin_anew();

  std::uint32_t validity() const { return validity_; }
  Uid next() const { return next_; }
  Uid give() { return next_++; }

  // Adds lines, which last from the next sync() or sync of the whole disk. If the file is not
  // whole, it is rewritten with them, and `others`.
  Task<Result<>> add(std::vector<IndexRecord> added, std::vector<IndexRecord> others);
  Task<Result<>> sync();
  // Notes that messages are gone; if that is lost, their names are not found and no harm is done.
  void note_gone(const std::vector<Uid>& uids);
  Task<Result<>> rewrite(std::vector<IndexRecord> all);
  bool is_whole() const { return is_whole_; }
  // Not whole, or much of it is of what is gone.
  bool needs_rewrite(std::size_t live) const { return !is_whole_ || lines_ > 2 * live + 1000; }
  bool is_promised() const { return is_promised_; }  // the file has had this UIDVALIDITY

  void moved_to(std::string folder);  // the Maildir bears another name now

 private:
  std::string path() const { return folder_ + "/mailtown-index"; }
  Result<> append(const std::string& lines);

  Platform& platform_;
  std::string folder_, inbox_;
  std::uint32_t validity_ = 0;
  Uid next_ = 1;
  std::size_t lines_ = 0;
  bool is_whole_ = false;  // lines may be appended
  bool is_promised_ = false;
  std::shared_ptr<File> file_;  // open for appending, or none; who syncs it keeps it alive
};

}  // namespace mailtown::mailbox
