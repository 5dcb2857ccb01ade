// Reports: tells a letter's sender what became of it, by letters of its own.
#pragma once

#include <optional>
#include <vector>

#include "config/config.h"
#include "platform/platform.h"
#include "queue/bounce.h"
#include "queue/queue_store.h"
#include "trace/tracer.h"
#include "users/address_book.h"

namespace mailtown::queue {

struct ReportGoal {
  ReportKind kind = ReportKind::failed;
  Address to;
};

// Who is told that a letter failed: its sender. A letter from the null sender is a report itself
// and never answered (RFC 5321 §4.5.5, §6.1); the postmaster is told instead, and when even that
// report fails, nobody.
Decided<std::optional<ReportGoal>> report_goal(const Letter& letter, const config::Config& config);

struct StoredReport {
  Letter letter;
  Tracer tracer;
};

// What it refers to must outlive it.
class Reports {
 public:
  Reports(Platform& platform, const config::Config& config, QueueStore& store,
          users::AddressBook& book)
      : platform_(platform), config_(config), store_(store), book_(book) {}

  // Stores the report on these failed attempts; none if nobody is to be told. After a failure the
  // sender knows nothing, and the attempts must not count as settled.
  Task<Result<std::optional<StoredReport>>> failed(const Letter& letter,
                                                   std::vector<Attempt> failures, Tracer tracer);
  // The same for attempts that will be repeated until the letter is too old.
  Task<Result<std::optional<StoredReport>>> delayed(const Letter& letter,
                                                    std::vector<Attempt> attempts, Tracer tracer);

 private:
  Task<Result<std::optional<StoredReport>>> store(const Letter& letter,
                                                  std::vector<Attempt> attempts, ReportGoal goal,
                                                  Tracer tracer);
  Task<std::vector<Recipient>> recipients_of(ReportGoal goal, Tracer tracer);
  std::string header_of(const Letter& letter);

  Platform& platform_;
  const config::Config& config_;
  QueueStore& store_;
  users::AddressBook& book_;
};

}  // namespace mailtown::queue
