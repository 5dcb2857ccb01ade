// QueueManager: when each letter is tried, what follows from a try, and when to give up.
//
// Letters wait in memory in the order of their next try; the durable truth is in QueueStore. A try
// that fails for now is repeated as retry_schedule.h says, until the letter is too old; then, as
// after a refusal for good, its sender gets a report. Whoever got the letter is done and never
// tried again. A failure counts only when the report about it is safe: if that cannot be stored,
// the recipient is tried again.
//
// Departure from production practice: every letter of the queue is in memory (its envelope, not its
// text); Postfix keeps a bounded number there and scans the disk for the others.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "platform/platform.h"
#include "queue/deliverer.h"
#include "queue/destinations.h"
#include "queue/queue_store.h"
#include "queue/reports.h"

namespace mailtown::queue {

// A letter in the queue, as an operator sees it.
struct QueuedLetter {
  enum class State { waiting, trying, held };

  Letter letter;
  State state = State::waiting;
  WallTime next_try;       // of one that waits
  std::string last_reply;  // of the last try that failed; empty before the first
};

// What it refers to must outlive it, and all tasks that it spawns.
class QueueManager {
 public:
  QueueManager(Platform& platform, const config::Config& config, QueueStore& store,
               Deliverer& delivery, users::AddressBook& book);

  // Takes a letter that is safe in the store; it is tried at once, unless it is held.
  void add(Letter letter, Tracer tracer);
  // Tries what is due until a stop is requested.
  Task<> run();
  // After a stop was requested: returns when the tries underway have ended, at most `grace` later.
  Task<> finish(Duration grace);

  // Whether letters for that domain wait because too many are on their way there already.
  bool has_more_for(const std::string& domain) const { return destinations_.has_parked(domain); }

  // --- for the operator; false or `not_found` if there is no such letter
  // --------------------------

  std::vector<QueuedLetter> list() const;  // in the order of their ids
  // Holds the letter, or lets it go again at once; durable. A try that is underway ends first.
  Task<Result<>> set_held(std::string id, bool held);
  void flush();                           // everything that waits is tried now
  Task<Result<>> remove(std::string id);  // and nobody is told; a try underway may still succeed

 private:
  struct Job : QueuedLetter {
    Tracer tracer;
    Instant due{};
    std::uint64_t attempts = 0;
    Destinations::Domains domains;  // while it is tried
  };
  using JobPointer = std::shared_ptr<Job>;

  void schedule(JobPointer job, Duration wait);
  void start(JobPointer job);
  void start_parked(const Destinations::Domains& domains);
  Task<> try_once(JobPointer job);
  // Records what became of the recipients, tells the sender of failures, marks what is done.
  Task<> settle(JobPointer job, std::vector<Attempt> attempts);
  Task<bool> report_failures(JobPointer job, std::vector<Attempt> failures);
  Task<> warn(JobPointer job, std::vector<Attempt> deferred);
  Task<> conclude(JobPointer job, std::vector<std::size_t> done, std::optional<Duration> wait);
  void record(Job& job, const Attempt& attempt, const std::string& next_try);
  void forget(const JobPointer& job);

  Platform& platform_;
  const config::Config& config_;
  QueueStore& store_;
  Deliverer& delivery_;
  Reports reports_;
  Destinations destinations_;
  std::map<std::string, JobPointer> jobs_;      // all, by id
  std::multimap<Instant, JobPointer> waiting_;  // by due; an entry whose job is not due then is old
  std::size_t underway_ = 0;                    // tries
  bool running_ = false;                        // run()
  std::unique_ptr<Signal> changed_;
};

}  // namespace mailtown::queue
