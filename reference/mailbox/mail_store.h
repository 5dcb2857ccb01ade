// MailStore: all mailboxes of a machine, as mta files into them; records what it does.
#pragma once

#include <memory>
#include <string>

#include "mailbox/mailbox.h"
#include "mailbox/maildir.h"
#include "mailbox/store_parts.h"
#include "platform/platform.h"
#include "trace/tracer.h"

namespace mailtown::mailbox {

// A letter for one recipient.
struct Filing {
  std::string recipient;  // "kozlov@example.com", for the trace
  std::string mailbox;    // users::Account::mailbox
  std::string name;       // unique_name() of letter and recipient
  std::string head;       // whole lines that come before the text: Return-Path
  bool again = false;     // an earlier try may have filed it already
};

class MailStore {
 public:
  // `root` is the folder of all mailboxes. `platform` must outlive the object.
  MailStore(Platform& platform, std::string root);

  // Files a letter as Maildir::deliver() does, `text` being its queued file, and records delivered
  // and mailbox.changed. Filing the same letter again after a crash is success and records both
  // again, since nobody may have learned of it before.
  Task<Result<>> deliver(Filing filing, File& text, Tracer tracer);

  // Whether a letter of so many bytes fits into the mailbox. One that is filed there already does.
  Decided<Room> room_for(const Filing& filing, QuotaLimit limit, std::uint64_t text_bytes);

  // A user's mailbox (users::Account::mailbox) with all its folders, for a session.
  std::unique_ptr<Mailbox> mailbox(const std::string& name, QuotaLimit limit = {});

  Maildir maildir(const std::string& mailbox) {
    return Maildir(parts_->platform.disk, parts_->root + "/" + mailbox);
  }

 private:
  std::shared_ptr<StoreParts> parts_;
};

}  // namespace mailtown::mailbox
