// MailStore: all mailboxes of a machine, as mta files into them; records what it does.
#pragma once

#include <string>

#include "mailbox/maildir.h"
#include "trace/tracer.h"

namespace mailtown::mailbox {

// A letter for one recipient.
struct Filing {
  std::string recipient;  // "kozlov@example.com", for the trace
  std::string mailbox;    // users::Account::mailbox
  std::string name;       // unique_name() of letter and recipient
  std::string head;       // whole lines that come before the text: Return-Path
};

class MailStore {
 public:
  // `root` is the folder of all mailboxes. `disk` must outlive the object.
  MailStore(Disk& disk, std::string root) : disk_(disk), root_(std::move(root)) {}

  // Files a letter as Maildir::deliver() does, `text` being its queued file, and records delivered
  // and mailbox.changed. Filing the same letter again after a crash is success and records both
  // again, since nobody may have learned of it before.
  Task<Result<>> deliver(Filing filing, File& text, Tracer tracer);

  Maildir maildir(const std::string& mailbox) { return Maildir(disk_, root_ + "/" + mailbox); }

 private:
  Disk& disk_;
  std::string root_;
};

}  // namespace mailtown::mailbox
