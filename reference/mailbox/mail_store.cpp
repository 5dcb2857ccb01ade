#include "mailbox/mail_store.h"

#include "mailbox/maildir_mailbox.h"

namespace mailtown::mailbox {

MailStore::MailStore(Platform& platform, std::string root)
    : parts_(std::make_shared<StoreParts>(platform, std::move(root))) {}

std::unique_ptr<Mailbox> MailStore::mailbox(const std::string& name, QuotaLimit limit) {
  return std::make_unique<MaildirMailbox>(parts_, name, limit);
}

Task<Result<>> MailStore::deliver(Filing filing, File& text, Tracer tracer) {
  Maildir maildir = this->maildir(filing.mailbox);
  const auto filed = co_await maildir.deliver(filing.name, std::move(filing.head), text,
                                              parts_->sync, filing.again);
  if (!filed) co_return filed.error();
  tracer.step(trace::Delivered{filing.recipient, filing.mailbox, filing.name, *filed});
  tracer.note(trace::MailboxChanged{filing.mailbox, "added", filing.name});
  co_return Result<>();
}

}  // namespace mailtown::mailbox
