// Folder: one open folder of a mailbox, shared by all sessions of the program that have it open.
//
// It lays over the Maildir what IMAP needs and files alone do not have: a UID for each message,
// for good (RFC 3501 §2.3.1.1). Messages and flags are read from the Maildir each time; the UIDs
// lie in an index beside it (index.h), which is rebuilt where it is lost and never believed over
// the files.
//
// What lies in a folder, and what a crash leaves of it:
//
//   file               holds                      after a power loss
//   tmp/NAME           a text being written       nothing or torn; nobody reads it, swept in time
//   new/NAME           delivered, not claimed     whole (maildir.h)
//   cur/NAME:2,LETTERS claimed; LETTERS: flags    whole; of flags not synced the old or the new; a
//                                                 name may be there twice: one message
//   mailtown-index     UIDs and sizes             what had been synced; a torn end is cut off. A
//                                                 UID is synced before any session hears of it
//   mailtown-keywords  names of the letters a..z  the old or the new; synced before a letter is
//   used maildirsize        of the INBOX: use of quota may be behind the truth; counted anew
//   (usage.h)
//
//   operation          in this order, | is a sync            a crash leaves
//   commit of a draft  text | tmp to cur, index |            no message; or it, with a UID that
//                                                            nobody has been told
//   refresh            names read, index |                   UIDs that nobody has heard of
//   set_flags          rename |                              each message's old or new flags
//   expunge            removes |                             some removed, some not
//   copy               links, index of the other |           some copied
//   move               renames, index of the other |         each here or there, never neither
//
// Contract:
//  - Each operation that changes something returns when that would survive a power loss.
//  - entries() holds only messages whose UIDs are safe, ascending. It changes while anybody waits:
//    after a co_await look again. A session keeps its own sequence numbers from the UIDs (RFC 3501
//    §7.4.1) and compares.
//  - Whoever else changes the Maildir (mta, another program, a hand) is taken in by refresh(),
//    which costs nothing while nothing has changed. A message that vanished under a session is one
//    that another session expunged.
//  - A UID stays with its file's name. A name that vanishes and comes back is a new message.
//  - What is asked of UIDs that are gone is done to the others and is no failure.
//
// Departures from production practice: one program at a time may hold a mailbox's folders open for
// writing (deliveries need no leave), as there is no lock file; the whole list of messages is in
// memory, some 200 bytes a message; no CONDSTORE.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mailbox/flags.h"
#include "mailbox/quota.h"
#include "mailbox/uid.h"
#include "platform/platform.h"

namespace mailtown::mailbox {

struct Entry {
  Uid uid = 0;
  Flags flags;
  std::string name;           // the file's unique name, without flags: the same for good
  std::uint64_t bytes = 0;    // of the text with its CRLFs: RFC822.SIZE
  WallTime received;          // INTERNALDATE, to the second: the time that the name begins with
  std::uint64_t changed = 0;  // the folder's version when it came or its flags changed last
};

// How a text comes into a folder (RFC 3501 §6.3.11).
struct Incoming {
  Flags flags;
  std::vector<std::string> keywords;
  std::optional<WallTime> received;  // none: now
  std::uint64_t bytes = 0;           // that will come, for the quota
};

// A text on its way into a folder. Destroyed without commit() it leaves nothing.
class Draft {
 public:
  virtual ~Draft() = default;
  // The next bytes of the text as it is on the wire (CRLF). Failures: `full`, `io`.
  virtual Result<> append(std::span<const char> bytes) = 0;
  // Makes it a message. Failures: `full` (the disk's end, or the quota's), `io`, `not_found` (the
  // folder is gone).
  virtual Task<Result<Uid>> commit(Tracer tracer) = 0;
};

class Folder {
 public:
  virtual ~Folder() = default;

  virtual std::uint32_t uid_validity() const = 0;
  virtual Uid uid_next() const = 0;
  // Grows with each change of entries(), so that who has seen this version has seen all.
  virtual std::uint64_t version() const = 0;
  virtual const std::vector<Entry>& entries() const = 0;
  // The names of keywords, by bit; at most 26. They are never taken away.
  virtual const std::vector<std::string>& keywords() const = 0;

  // Takes in what others changed. Failures: `not_found` (the folder was removed), `io`, `full`.
  virtual Task<Result<>> refresh() = 0;

  // \Recent: the UIDs that no session has claimed yet are this session's, as of now (RFC 3501
  // §2.3.2). Their files move from new to cur.
  virtual Task<Result<std::vector<Uid>>> claim_recent() = 0;
  virtual std::size_t unclaimed() const = 0;  // how many those would be

  // Changes flags of messages. `lazily`: does not wait for the disk, for a \Seen that reading alone
  // sets. Failure `full`: there would be more than 26 keywords; nothing was changed.
  enum class Safety { synced, lazily };
  virtual Task<Result<>> set_flags(std::vector<Uid> uids, FlagChange change, Tracer tracer,
                                   Safety safety = Safety::synced) = 0;
  // Removes messages, whatever their flags.
  virtual Task<Result<>> expunge(std::vector<Uid> uids, Tracer tracer) = 0;

  virtual Result<std::unique_ptr<Draft>> begin(Incoming incoming) = 0;

  // Copies messages (RFC 3501 §6.4.7: all or none; flags and dates are kept), or moves them (RFC
  // 6851: those that could not be moved stay). `to` is another or the same open folder of the same
  // mailbox. Failure `full`: by quota or keywords, and nothing was copied.
  virtual Task<Result<UidPairs>> copy_to(std::vector<Uid> uids, Folder& to, Tracer tracer) = 0;
  virtual Task<Result<UidPairs>> move_to(std::vector<Uid> uids, Folder& to, Tracer tracer) = 0;

  // Its text. The file's size() is the truth for a literal's length. `not_found` if it vanished:
  // refresh() will tell. Stays readable while the message is expunged.
  virtual Result<std::unique_ptr<File>> open(Uid uid) = 0;

  // Returns when version() is not `seen`, or something in the Maildir may have changed (then
  // refresh() and look), or at the deadline. May return for nothing.
  virtual Task<> wait_for_change(std::uint64_t seen, Deadline deadline) = 0;
  // Lets all that wait for a change return, for nothing: one of them has something else to do.
  virtual void wake() = 0;
};

// The entry with `uid`, or nullptr. In logarithmic time.
const Entry* find_entry(const std::vector<Entry>& entries, Uid uid);
// What those of `uids` that are there weigh in a quota.
QuotaUse weight_of(const std::vector<Entry>& entries, const std::vector<Uid>& uids);

}  // namespace mailtown::mailbox
