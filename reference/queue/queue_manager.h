// QueueManager: when each letter is tried, what follows from a try, and when to give up.
//
// Letters wait in memory in the order of their next try; the durable truth is in QueueStore. A try
// that fails for now is repeated after the waits that the configuration lists, the last one again
// and again, until the letter is too old (RFC 5321 §4.5.4.1); then, as after a refusal for good,
// its sender gets a report.
//
// Departure from production practice: waits do not grow with a destination's history, and letters
// to one destination are tried each for itself.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "config/config.h"
#include "platform/platform.h"
#include "queue/delivery.h"
#include "queue/queue_store.h"

namespace mailtown::queue {

// What it refers to must outlive it, and all tasks that it spawns.
class QueueManager {
 public:
  QueueManager(Platform& platform, const config::Config& config, QueueStore& store,
               Delivery& delivery);

  // Takes a letter that is safe in the store; it is tried at once.
  void add(Letter letter, Tracer tracer);
  // Tries what is due until a stop is requested.
  Task<> run();
  // After a stop was requested: returns when the tries underway have ended, at most `grace` later.
  Task<> finish(Duration grace);

 private:
  struct Job {
    Letter letter;
    Tracer tracer;
    std::uint64_t attempts = 0;
  };

  void schedule(std::shared_ptr<Job> job, Instant when);
  Task<> try_once(std::shared_ptr<Job> job);
  // Records what became of the recipients, tells the sender of failures, marks what is done.
  Task<> settle(std::shared_ptr<Job> job, std::vector<Attempt> attempts);
  Task<> bounce(std::shared_ptr<Job> job, std::vector<Attempt> failures);
  bool too_old(const Letter& letter) const;
  Duration wait_after(std::uint64_t attempts) const;
  void record(Job& job, const Attempt& attempt, const std::string& next_try);
  // The letter's header, as far as a report returns it.
  std::string header_of(const Letter& letter);

  Platform& platform_;
  const config::Config& config_;
  QueueStore& store_;
  Delivery& delivery_;
  std::multimap<Instant, std::shared_ptr<Job>> waiting_;
  std::size_t underway_ = 0;  // tries
  bool running_ = false;      // run()
  std::unique_ptr<Signal> changed_;
};

}  // namespace mailtown::queue
