// Final delivery: the recipient is a user of ours, and his mailbox is on this disk.
#pragma once

#include <vector>

#include "config/config.h"
#include "mailbox/mail_store.h"
#include "queue/attempt.h"
#include "queue/queue_store.h"
#include "trace/tracer.h"
#include "users/directory.h"

namespace mailtown::queue {

// What it refers to must outlive it.
class LocalDelivery {
 public:
  LocalDelivery(const config::Config& config, QueueStore& store, users::Directory& directory,
                mailbox::MailStore& mailboxes)
      : config_(config), store_(store), directory_(directory), mailboxes_(mailboxes) {}

  // Files the letter for each of `recipients` (indices into the letter's).
  Task<std::vector<Attempt>> deliver(const Letter& letter, std::vector<std::size_t> recipients,
                                     Tracer tracer);

 private:
  bool check_quota(const mailbox::Filing& filing, mailbox::QuotaLimit limit, std::uint64_t bytes,
                   Attempt& attempt, const Tracer& tracer);
  Task<Attempt> deliver_to_one(const Letter& letter, std::size_t recipient, Tracer tracer);

  const config::Config& config_;
  QueueStore& store_;
  users::Directory& directory_;
  mailbox::MailStore& mailboxes_;
};

}  // namespace mailtown::queue
