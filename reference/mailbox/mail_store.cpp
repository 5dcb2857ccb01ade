#include "mailbox/mail_store.h"

namespace mailtown::mailbox {

Task<Result<>> MailStore::deliver(Filing filing, File& text, Tracer tracer) {
  Maildir maildir = this->maildir(filing.mailbox);
  const auto filed = co_await maildir.deliver(filing.name, std::move(filing.head), text);
  if (!filed) co_return filed;
  const auto bytes = maildir.size_of(filing.name);
  tracer.step(trace::Delivered{filing.recipient, filing.mailbox, filing.name,
                               bytes ? *bytes : std::uint64_t{0}});
  tracer.note(trace::MailboxChanged{filing.mailbox, "added", filing.name});
  co_return Result<>();
}

}  // namespace mailtown::mailbox
