// Maildir: one folder of messages as a folder of files, one message a file.
//
//   tmp/NAME       being written; never read by anybody
//   new/NAME       filed, whole and synced; not seen by the user's client yet
//   cur/NAME:2,S   claimed by a session of its reader; seen (S)
//
// What a crash leaves, step by step of a delivery:
//
//   step                               found after a power loss
//   write tmp/NAME                     nothing, or a torn tmp/NAME, which the next try replaces
//   sync, with others'                 the same, or the whole file in tmp
//   rename tmp/NAME to new/NAME        in tmp or in new, and whole either way
//   sync, with others'                 in new, for good: only now deliver() returns
//
// Both syncs serve all letters that are being filed at the time (GroupSync over Disk::sync_all),
// so that a busy server syncs far less than once a letter.
//
// So new/ never holds a torn message, and a delivered one is never lost. Names come from the
// caller, who gives the same name to the same message: filing again what is there is no second
// copy.
//
// One duplicate is left: should the reader have removed the message before a crash, and the queue
// not have noted yet that it was filed, then it is filed again. No server can know better, short of
// keeping the names of what was removed; two copies are the price of never losing one.
//
// Here is delivery, which needs nothing but the folders. What readers do with the messages is in
// folder.h.
//
// Departure from production practice: files keep the line ends of the wire (CRLF), as Dovecot does
// on request, so that a file's size is the message's size in POP3 and IMAP.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "platform/disk.h"
#include "platform/group_sync.h"

namespace mailtown::mailbox {

class Maildir {
 public:
  // `folder` need not be there yet; the first delivery makes it. `disk` must outlive the object.
  Maildir(Disk& disk, std::string folder);

  // Makes the folders if they are not there: cur last, and the rest so that it would survive a
  // power loss.
  Task<Result<>> make_folders();

  // Files a message: `head` (whole lines, such as Return-Path) and then `text` from its beginning,
  // copied in pieces. Returns its bytes when it would survive a power loss; after a failure
  // (`full`, `io`) it may be in new/ but is not safe there. `name` has no '/' and no ':'. `sync`
  // makes the whole disk durable. Only with `again` it is looked for first, which takes the longer
  // the more has been read: an earlier try may have filed it.
  Task<Result<std::uint64_t>> deliver(std::string name, std::string head, File& text,
                                      GroupSync& sync, bool again);

  // The bytes of the message under `name`; `not_found` if it is not there.
  Result<std::uint64_t> size_of(const std::string& name);

  // Removes files from tmp/ that were last written over 36 hours ago, as the inventor of Maildir
  // asks of every reader (cr.yp.to/proto/maildir.html); whoever wrote them will not finish.
  // Returns how many.
  Result<std::size_t> clean_tmp(WallTime now);

 private:
  std::string in(std::string_view part) const { return folder_ + "/" + std::string(part); }
  // Writes tmp/NAME and returns its bytes.
  Result<std::uint64_t> write_tmp(const std::string& path, const std::string& head, File& text);

  Disk& disk_;
  std::string folder_;
};

}  // namespace mailtown::mailbox
