#include "queue/queue_manager.h"

#include <algorithm>

#include "message/date.h"
#include "queue/retry_schedule.h"

namespace mailtown::queue {

namespace {

constexpr Duration storage_wait = std::chrono::minutes(1);  // when the disk took no mark or report

const char* step_of(Ending ending) {
  switch (ending) {
    case Ending::sent:
      return "sent";
    case Ending::deferred:
      return "deferred";
    case Ending::failed:
      return "bounced";
  }
  return "?";
}

}  // namespace

QueueManager::QueueManager(Platform& platform, const config::Config& config, QueueStore& store,
                           Deliverer& delivery, users::AddressBook& book)
    : platform_(platform),
      config_(config),
      store_(store),
      delivery_(delivery),
      reports_(platform, config, store, book),
      destinations_(config.delivery.per_destination),
      changed_(platform.tasks.make_signal()) {}

void QueueManager::add(Letter letter, Tracer tracer) {
  auto job = std::make_shared<Job>();
  // Caused by the session that brought the letter, but no part of its conversation.
  job->tracer = platform_.tracer.because(tracer.cause()).about_letter(letter.id);
  job->letter = std::move(letter);
  jobs_[job->letter.id] = job;
  if (job->letter.held) {
    job->state = QueuedLetter::State::held;
  } else {
    schedule(std::move(job), Duration::zero());
  }
}

void QueueManager::schedule(JobPointer job, Duration wait) {
  job->state = QueuedLetter::State::waiting;
  job->due = platform_.clock.in(wait);
  job->next_try = platform_.clock.wall() + wait;
  waiting_.emplace(job->due, std::move(job));
  changed_->wake_all();
}

Task<> QueueManager::run() {
  running_ = true;
  while (!platform_.tasks.stopping()) {
    const auto now = platform_.clock.now();
    while (!waiting_.empty() && waiting_.begin()->first <= now) {
      const auto [due, job] = *waiting_.begin();
      waiting_.erase(waiting_.begin());
      const bool is_old = job->state != QueuedLetter::State::waiting || job->due != due;
      if (!is_old) start(job);
    }
    (void)co_await changed_->wait(waiting_.empty() ? no_deadline : waiting_.begin()->first);
  }
  running_ = false;
  changed_->wake_all();
}

Task<> QueueManager::finish(Duration grace) {
  changed_->wake_all();
  while (running_) (void)co_await changed_->wait(no_deadline);
  const auto end = platform_.clock.in(grace);
  while (underway_ > 0 && platform_.clock.now() < end) {
    (void)co_await changed_->wait(end);
  }
}

void QueueManager::start(JobPointer job) {
  job->domains = domains_of(job->letter, config_.local_domains);
  if (const auto* full = destinations_.full_one(job->domains)) {
    destinations_.park(*full, job->letter.id);
    return;
  }
  destinations_.enter(job->domains);
  job->state = QueuedLetter::State::trying;
  ++underway_;
  platform_.tasks.spawn("delivery", try_once(std::move(job)));
}

void QueueManager::start_parked(const Destinations::Domains& domains) {
  if (platform_.tasks.stopping()) return;
  for (const auto& domain : domains) {
    for (auto id = destinations_.unpark(domain); !id.empty(); id = destinations_.unpark(domain)) {
      const auto found = jobs_.find(id);
      // The operator may have held or removed it meanwhile.
      const bool waits =
          found != jobs_.end() && found->second->state == QueuedLetter::State::waiting;
      if (waits) start(found->second);
    }
  }
}

Task<> QueueManager::try_once(JobPointer job) {
  ++job->attempts;
  for (const auto& recipient : job->letter.recipients) {
    if (recipient.done) continue;
    job->tracer.step(trace::QueueStep{.step = "trying",
                                      .sender = job->letter.sender.to_string(),
                                      .recipient = recipient.address.to_string(),
                                      .attempt = job->attempts});
  }
  auto attempts = co_await delivery_.deliver(job->letter, job->tracer);
  job->letter.tried = true;
  destinations_.leave(job->domains);
  start_parked(job->domains);
  co_await settle(job, std::move(attempts));
  --underway_;
  changed_->wake_all();
}

void QueueManager::record(Job& job, const Attempt& attempt, const std::string& next_try) {
  job.tracer.note(
      trace::QueueStep{.step = step_of(attempt.ending),
                       .sender = job.letter.sender.to_string(),
                       .recipient = job.letter.recipients[attempt.recipient].address.to_string(),
                       .relay = attempt.relay,
                       .reply = attempt.reply,
                       .next_try = next_try,
                       .attempt = job.attempts});
}

Task<> QueueManager::settle(JobPointer job, std::vector<Attempt> attempts) {
  const auto is_deferred = [](const Attempt& attempt) {
    return attempt.ending == Ending::deferred;
  };
  std::optional<Duration> wait;
  if (std::any_of(attempts.begin(), attempts.end(), is_deferred)) {
    const RetryFacts facts{job->attempts, job->letter.arrived, platform_.clock.wall()};
    auto decided = next_try(config_.delivery, facts, platform_.random);
    wait = decided.outcome;
    job->tracer.step(decision("retry", job->letter.id, wait ? "try-again" : "give-up",
                              std::move(decided.evidence)));
  }
  std::vector<Attempt> failures, deferred;
  std::vector<std::size_t> done;
  for (auto& attempt : attempts) {
    if (is_deferred(attempt) && !wait) {
      attempt.ending = Ending::failed;
      attempt.expired = true;
    }
    const bool again = is_deferred(attempt);
    record(*job, attempt, again ? message::mail_date(platform_.clock.wall() + *wait) : "");
    if (attempt.ending != Ending::sent) job->last_reply = attempt.reply;
    if (attempt.ending == Ending::failed) failures.push_back(attempt);
    if (attempt.ending == Ending::sent) done.push_back(attempt.recipient);
    if (again) deferred.push_back(attempt);
  }
  if (!jobs_.contains(job->letter.id)) co_return;  // the operator has removed it meanwhile
  // The report is safe before the recipient counts as done: a crash in between sends it twice,
  // never not at all.
  if (!failures.empty()) {
    const bool told = co_await report_failures(job, failures);
    for (const auto& failure : failures) {
      if (told) done.push_back(failure.recipient);
    }
    if (!told) wait = std::min(wait.value_or(storage_wait), storage_wait);
  }
  if (!deferred.empty() && is_warning_due(config_.delivery, job->letter, platform_.clock.wall())) {
    co_await warn(job, std::move(deferred));
  }
  co_await conclude(std::move(job), std::move(done), wait);
}

// Marks what is done, and forgets the letter or lets it wait.
Task<> QueueManager::conclude(JobPointer job, std::vector<std::size_t> done,
                              std::optional<Duration> wait) {
  auto& letter = job->letter;
  for (const auto index : done) letter.recipients[index].done = true;
  if (letter.finished()) {
    job->tracer.note(trace::QueueStep{.step = "removed", .sender = letter.sender.to_string()});
    forget(job);
  }
  if (!done.empty()) {
    const auto marked = co_await store_.mark_done(letter.id, std::move(done));
    if (!marked) {
      job->tracer.note(trace::QueueStep{.step = "unmarked", .detail = marked.error().message()});
    }
  }
  const bool is_here = jobs_.contains(letter.id);  // the operator may have removed it
  if (!is_here) co_return;
  if (letter.held) {
    job->state = QueuedLetter::State::held;
  } else {
    schedule(std::move(job), wait.value_or(storage_wait));
  }
}

Task<bool> QueueManager::report_failures(JobPointer job, std::vector<Attempt> failures) {
  auto report = co_await reports_.failed(job->letter, std::move(failures), job->tracer);
  if (report && *report) add(std::move((*report)->letter), (*report)->tracer);
  if (!report) {
    job->tracer.note(trace::QueueStep{.step = "unreported",
                                      .sender = job->letter.sender.to_string(),
                                      .detail = report.error().message()});
  }
  co_return report.has_value();
}

// If this does not work now, the next try that fails leads here again.
Task<> QueueManager::warn(JobPointer job, std::vector<Attempt> deferred) {
  auto report = co_await reports_.delayed(job->letter, std::move(deferred), job->tracer);
  if (!report || !*report) co_return;
  job->letter.warned = true;
  job->tracer.note(trace::QueueStep{
      .step = "warned", .sender = job->letter.sender.to_string(), .detail = (*report)->letter.id});
  add(std::move((*report)->letter), (*report)->tracer);
  StoredState state{.id = job->letter.id, .held = job->letter.held, .warned = true};
  (void)co_await store_.mark_state(std::move(state));
}

void QueueManager::forget(const JobPointer& job) {
  jobs_.erase(job->letter.id);
}

std::vector<QueuedLetter> QueueManager::list() const {
  std::vector<QueuedLetter> all;
  for (const auto& [id, job] : jobs_) all.push_back(*job);
  return all;
}

Task<Result<>> QueueManager::set_held(std::string id, bool held) {
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) co_return Failure{FailureKind::not_found, "no letter " + id};
  const auto job = found->second;
  const bool changes = job->letter.held != held;
  job->letter.held = held;
  if (held && job->state == QueuedLetter::State::waiting) job->state = QueuedLetter::State::held;
  if (!held && job->state == QueuedLetter::State::held) schedule(job, Duration::zero());
  if (!changes) co_return Result<>();
  job->tracer.note(trace::QueueStep{.step = held ? "held" : "released",
                                    .sender = job->letter.sender.to_string()});
  StoredState state{.id = id, .held = held, .warned = job->letter.warned};
  co_return co_await store_.mark_state(std::move(state));
}

void QueueManager::flush() {
  for (const auto& [id, job] : jobs_) {
    if (job->state == QueuedLetter::State::waiting) schedule(job, Duration::zero());
  }
}

Task<Result<>> QueueManager::remove(std::string id) {
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) co_return Failure{FailureKind::not_found, "no letter " + id};
  const auto job = found->second;
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < job->letter.recipients.size(); ++i) all.push_back(i);
  job->tracer.note(trace::QueueStep{
      .step = "removed", .sender = job->letter.sender.to_string(), .detail = "by the operator"});
  if (job->state == QueuedLetter::State::waiting) job->state = QueuedLetter::State::held;
  forget(job);
  co_return co_await store_.mark_done(std::move(id), std::move(all));
}

}  // namespace mailtown::queue
