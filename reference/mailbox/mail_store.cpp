#include "mailbox/mail_store.h"

namespace mailtown::mailbox {

MailStore::MailStore(Platform& platform, std::string root)
    : disk_(platform.disk), root_(std::move(root)) {
  GroupSync::Sync sync = [&disk = platform.disk] { return disk.sync_all(); };
  sync_ = std::make_unique<GroupSync>(platform.tasks, std::move(sync));
}

Task<Result<>> MailStore::deliver(Filing filing, File& text, Tracer tracer) {
  Maildir maildir = this->maildir(filing.mailbox);
  const auto filed =
      co_await maildir.deliver(filing.name, std::move(filing.head), text, *sync_, filing.again);
  if (!filed) co_return filed.error();
  tracer.step(trace::Delivered{filing.recipient, filing.mailbox, filing.name, *filed});
  tracer.note(trace::MailboxChanged{filing.mailbox, "added", filing.name});
  co_return Result<>();
}

}  // namespace mailtown::mailbox
