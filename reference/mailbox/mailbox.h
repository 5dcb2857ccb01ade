// Mailbox: one user's folders, for IMAP (and POP3, which knows the INBOX alone).
//
// A cheap object: one a session. Folders that are open are shared through the MailStore.
//
//   MAIL/example.org/ivanov/cur, new, tmp    the INBOX
//                           .Sent/cur, ...   the folder "Sent" (folder_name.h)
//                           subscriptions    a name a line, sorted; replaced as a whole
//                           maildirsize      use of the quota (usage.h)
//
// What a crash leaves: create, remove and rename are one rename of a folder on disk, synced before
// they return; a folder that was being removed is no folder any more and is swept later. A rename
// with folders below it is one rename each: after a crash some may bear the old name.
//
// Departures from production practice: no ACL, no shared folders, no \Noselect of one's own (a
// level without a folder, such as "Archive" of "Archive/2026", is the caller's to show).
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "mailbox/folder.h"
#include "mailbox/quota.h"

namespace mailtown::mailbox {

class Mailbox {
 public:
  virtual ~Mailbox() = default;

  // Names of all folders, the INBOX first, then by byte. The INBOX is always there.
  virtual Result<std::vector<std::string>> folders() = 0;

  // Opens a folder: reads it, gives UIDs to what has none. Failures: `not_found`, `invalid`, `io`,
  // `full`. Records the decision "index" if the index was lost or damaged.
  virtual Task<Result<std::shared_ptr<Folder>>> open(std::string name, Tracer tracer) = 0;

  // Failures: `invalid` (its detail says why, for people), `exists`, `not_found`, `not_permitted`
  // (the INBOX is not removed), `io`, `full`.
  virtual Task<Result<>> create(std::string name) = 0;
  virtual Task<Result<>> remove(std::string name) = 0;  // folders below it stay
  // With the folders below it. Renaming the INBOX moves its messages into a new folder and leaves
  // it empty (RFC 3501 §6.3.5).
  virtual Task<Result<>> rename(std::string from, std::string to) = 0;

  // Names that a client wants to see; there need not be such folders (RFC 3501 §6.3.6).
  virtual Result<std::set<std::string>> subscriptions() = 0;
  virtual Task<Result<>> subscribe(std::string name, bool wanted) = 0;

  // Whether `more` fits, with the reasons; for the reply to APPEND and COPY before they begin. A
  // use that seems too large is counted anew first.
  virtual Decided<Room> room_for(QuotaUse more) = 0;
};

}  // namespace mailtown::mailbox
