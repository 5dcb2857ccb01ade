#include "mailbox/mail_store.h"

#include "mailbox/maildir_mailbox.h"
#include "mailbox/usage.h"

namespace mailtown::mailbox {

MailStore::MailStore(Platform& platform, std::string root)
    : parts_(std::make_shared<StoreParts>(platform, std::move(root))) {}

std::unique_ptr<Mailbox> MailStore::mailbox(const std::string& name, QuotaLimit limit) {
  return std::make_unique<MaildirMailbox>(parts_, name, limit);
}

Decided<Room> MailStore::room_for(const Filing& filing, QuotaLimit limit,
                                  std::uint64_t text_bytes) {
  Usage usage(parts_->platform.disk, parts_->root + "/" + filing.mailbox);
  auto room = usage.room_for(limit, {filing.head.size() + text_bytes, 1});
  const bool is_there = room.outcome != Room::fits && filing.again &&
                        maildir(filing.mailbox).size_of(filing.name).has_value();
  if (is_there) room.outcome = Room::fits;
  return room;
}

Task<Result<>> MailStore::deliver(Filing filing, File& text, Tracer tracer) {
  Maildir maildir = this->maildir(filing.mailbox);
  const auto filed = co_await maildir.deliver(filing.name, std::move(filing.head), text,
                                              parts_->sync, filing.again);
  if (!filed) co_return filed.error();
  Usage(parts_->platform.disk, parts_->root + "/" + filing.mailbox)
      .note(static_cast<std::int64_t>(*filed), 1);
  tracer.step(trace::Delivered{filing.recipient, filing.mailbox, filing.name, *filed});
  tracer.note(trace::MailboxChanged{filing.mailbox, "added", filing.name});
  co_return Result<>();
}

}  // namespace mailtown::mailbox
