// Maildir: one mailbox as a folder of files, one message a file.
//
//   tmp/NAME       being written; never read by anybody
//   new/NAME       filed, whole and synced; not seen by the user's client yet
//   cur/NAME:2,S   seen (S)
//
// What a crash leaves, step by step of a delivery:
//
//   step                               found after a power loss
//   write tmp/NAME                     nothing, or a torn tmp/NAME, which the next try replaces
//   sync the file                      the same, or the whole file in tmp
//   rename tmp/NAME to new/NAME        in tmp or in new, and whole either way
//   sync the folder new                in new, for good: only now deliver() returns
//
// So new/ never holds a torn message, and a delivered one is never lost. Names come from the
// caller, who gives the same name to the same message: filing again what is there is no second
// copy.
//
// Departures from production practice: files keep the line ends of the wire (CRLF), as Dovecot does
// on request, so that a file's size is the message's size in POP3. Flags other than S are kept but
// never set. There is no index, so that listing looks at each file.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "platform/disk.h"

namespace mailtown::mailbox {

struct Message {
  std::string name;         // its unique name, without flags: stays the same for good
  std::string path;         // of its file now
  std::uint64_t bytes = 0;  // of the file
  bool seen = false;
};

class Maildir {
 public:
  // `folder` need not be there yet; the first delivery makes it. `disk` must outlive the object.
  Maildir(Disk& disk, std::string folder);

  // Files a message: `head` (whole lines, such as Return-Path) and then `text` from its beginning,
  // copied in pieces. Returns when it would survive a power loss; after a failure (`full`, `io`)
  // nothing is in new/. `name` has no '/' and no ':'.
  Task<Result<>> deliver(std::string name, std::string head, File& text);
  // The bytes of a message that deliver() has filed under `name`; `not_found` otherwise.
  Result<std::uint64_t> size_of(const std::string& name);

  // All messages of new/ and cur/, the oldest first: by the seconds that a name begins with, then
  // by name. A mailbox that nobody has filed into is empty.
  Result<std::vector<Message>> list();
  Result<std::unique_ptr<File>> open(const Message& message);

  // Both return when the change would survive a power loss. A message that is gone already is no
  // failure; after another one the rest is still tried, and the first failure is returned.
  Task<Result<>> mark_seen(std::vector<Message> messages);
  Task<Result<>> remove(std::vector<Message> messages);

  // Removes files from tmp/ that were last written over 36 hours ago, as the inventor of Maildir
  // asks of every reader (cr.yp.to/proto/maildir.html); whoever wrote them will not finish.
  // Returns how many.
  Result<std::size_t> clean_tmp(WallTime now);

 private:
  std::string in(std::string_view part) const { return folder_ + "/" + std::string(part); }
  // Makes the folders, so that they would survive a power loss.
  Task<Result<>> make_folders();
  // Writes and syncs tmp/NAME.
  Task<Result<>> write_tmp(std::string path, std::string head, File& text);
  Result<> list_part(const std::string& part, std::vector<Message>& messages);

  Disk& disk_;
  std::string folder_;
};

}  // namespace mailtown::mailbox
