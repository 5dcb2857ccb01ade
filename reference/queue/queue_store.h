// The queue on disk: what a 250 after DATA promises is here, whatever happens.
//
// A letter's states are files in one folder, and each step between them leaves a state that a
// start after a crash understands:
//
//   state       files                          found after a crash
//   receiving   ID.message                     swept: nobody was told 250, the sender tries again
//   accepted    ID.message, ID.envelope        delivered to all recipients
//   underway    ID.envelope ends in done lines delivered to the recipients without one
//   finished    ID.message alone, then nothing swept
//
// The message is synced before the envelope is written, the envelope and the folder are synced
// before accept() returns, and the envelope goes before the message. A done line that was lost
// means one delivery too many (SMTP cannot do better, RFC 5321 §6.1), never one too few; filing
// into a mailbox is idempotent, so that only mail for other hosts can be doubled.
//
// Departure from production practice: one folder and three syncs a letter. Postfix spreads the
// files over folders; a journal with group commit would need one sync for many letters.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "address/address.h"
#include "platform/disk.h"

namespace mailtown::queue {

struct Recipient {
  Address address;
  bool done = false;  // delivered or bounced: never to be tried again
};

struct Letter {
  std::string id;  // the queue id
  Address sender;  // the null sender for a bounce
  std::vector<Recipient> recipients;
  WallTime arrived;
  bool eight_bit = false;  // BODY=8BITMIME (RFC 6152)
};

struct Recovered {
  std::vector<Letter> letters;      // in the order of their ids
  std::vector<std::string> damage;  // a sentence for each file that was set aside
};

class QueueStore {
 public:
  QueueStore(Disk& disk, std::string folder) : disk_(disk), folder_(std::move(folder)) {}

  // Makes the folder and reads what an earlier run left: accepted letters are returned, messages
  // without envelope are removed, damaged envelopes are renamed to ID.damaged and reported.
  Task<Result<Recovered>> recover();

  // A file for the message that is being received. Failure `exists`: take another id.
  Result<std::unique_ptr<File>> begin(const std::string& id);
  // Makes the letter ours: returns when message and envelope would survive a power loss.
  Task<Result<>> accept(Letter letter, File& message);
  // Gives up a message that was not accepted.
  void abandon(const std::string& id);

  Result<std::unique_ptr<File>> open_message(const std::string& id);
  // Notes durably that these recipients (indices) need nothing more.
  Task<Result<>> mark_done(std::string id, std::vector<std::size_t> recipients);
  // Forgets a letter whose recipients are all done.
  Task<Result<>> remove(std::string id);

 private:
  std::string message_path(const std::string& id) const { return folder_ + "/" + id + ".message"; }
  std::string envelope_path(const std::string& id) const {
    return folder_ + "/" + id + ".envelope";
  }
  Result<Letter> read_letter(const std::string& id);

  Disk& disk_;
  std::string folder_;
};

}  // namespace mailtown::queue
