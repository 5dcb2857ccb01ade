// The keywords of a folder (RFC 3501 §2.3.2): which letter, a to z, stands for which word.
//
// File `mailtown-keywords`: a line a letter, "a $Forwarded". It is replaced as a whole, synced, and
// only then is a new letter used in a file's name; a word keeps its letter for good. If the file is
// lost, the letters stay in the names and mean nothing until words are given them again.
//
// Departure from production practice: 26 words a folder, where Dovecot keeps more in its index
// (and thus loses them with it).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mailbox/flags.h"
#include "platform/disk.h"

namespace mailtown::mailbox {

class Keywords {
 public:
  // `folder` is the Maildir. `disk` must outlive the object.
  Keywords(Disk& disk, std::string folder) : disk_(disk), folder_(std::move(folder)) {}

  void read();
  void moved_to(std::string folder) { folder_ = std::move(folder); }
  const std::vector<std::string>& words() const { return words_; }

  // The bits of those of `words` that are known already, without regard to case.
  std::uint32_t known_bits(const std::vector<std::string>& words) const;
  // The bits of all of them; gives letters to new ones, durably. Failures: `full` (there are 26;
  // nothing has changed), `io`. One caller at a time.
  Task<Result<std::uint32_t>> bits(std::vector<std::string> words);
  // The words of bits.
  std::vector<std::string> words_of(std::uint32_t bits) const;

 private:
  std::optional<std::size_t> find(const std::string& word) const;
  Task<Result<>> write(std::vector<std::string> words);

  Disk& disk_;
  std::string folder_;
  std::vector<std::string> words_;
};

}  // namespace mailtown::mailbox
