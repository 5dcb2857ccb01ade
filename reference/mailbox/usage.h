// Usage: how full a mailbox is, without looking at each message each time.
//
// The file `maildirsize` of Maildir++, beside the INBOX's folders, which Courier and Dovecot keep
// as well (courier-mta.org/imap/README.maildirquota.html):
//
//   25000000S,1000C      the limit that it was counted for: bytes, messages
//          120345   42   the use when it was counted
//            2048    1   a message came
//           -2048   -1   a message went
//
// mta and mda both append lines, each in one write. Whoever finds the file missing, torn, of
// another limit, or longer than 5,120 bytes, counts the files of all folders anew and replaces it.
//
// What a crash leaves: some last lines may be lost, so that the use is behind the truth until it is
// counted anew. Nothing is refused by an old count: before a refusal it is counted.
//
// Departures from production practice: a mailbox can be overfilled by what comes while somebody
// counts. Where no limit is set nothing is kept.
#pragma once

#include <optional>
#include <string>

#include "mailbox/quota.h"
#include "platform/disk.h"

namespace mailtown::mailbox {

class Usage {
 public:
  // `folder` is the INBOX's Maildir. `disk` must outlive the object.
  Usage(Disk& disk, std::string folder) : disk_(disk), folder_(std::move(folder)) {}

  // Whether `more` fits (quota.h). Counts before it says no. A mailbox that cannot be counted is
  // taken for empty: better a letter too much than one lost.
  Decided<Room> room_for(QuotaLimit limit, QuotaUse more);

  // Notes what came or went; signs as in the file. That it could not be noted shows at the next
  // count.
  void note(std::int64_t bytes, std::int64_t messages);

 private:
  struct Known {
    QuotaUse use;
    bool is_count = false;  // by nobody's lines changed since
  };
  std::optional<Known> known(QuotaLimit limit);
  QuotaUse count(QuotaLimit limit);
  void add_folder(const std::string& maildir, QuotaUse& use);
  std::string file() const { return folder_ + "/maildirsize"; }

  Disk& disk_;
  std::string folder_;
};

}  // namespace mailtown::mailbox
