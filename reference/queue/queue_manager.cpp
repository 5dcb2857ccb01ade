#include "queue/queue_manager.h"

#include <algorithm>

#include <fmt/format.h>

#include "message/date.h"
#include "message/header.h"
#include "queue/bounce.h"
#include "queue/queue_id.h"

namespace mailtown::queue {

namespace {

constexpr std::size_t underway_max = 50;                  // tries at a time
constexpr std::size_t returned_header_bytes_max = 16384;  // of a letter, in the report about it

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
                           Delivery& delivery)
    : platform_(platform),
      config_(config),
      store_(store),
      delivery_(delivery),
      changed_(platform.tasks.make_signal()) {}

void QueueManager::add(Letter letter, Tracer tracer) {
  auto job = std::make_shared<Job>();
  // Caused by the session that brought the letter, but no part of its conversation.
  job->tracer = platform_.tracer.because(tracer.cause()).about_letter(letter.id);
  job->letter = std::move(letter);
  schedule(std::move(job), platform_.clock.now());
}

void QueueManager::schedule(std::shared_ptr<Job> job, Instant when) {
  waiting_.emplace(when, std::move(job));
  changed_->wake_all();
}

Task<> QueueManager::run() {
  running_ = true;
  while (!platform_.tasks.stopping()) {
    const auto now = platform_.clock.now();
    while (!waiting_.empty() && waiting_.begin()->first <= now && underway_ < underway_max) {
      auto job = waiting_.begin()->second;
      waiting_.erase(waiting_.begin());
      ++underway_;
      platform_.tasks.spawn("delivery", try_once(std::move(job)));
    }
    const bool full = waiting_.empty() || underway_ >= underway_max;
    (void)co_await changed_->wait(full ? no_deadline : waiting_.begin()->first);
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

Task<> QueueManager::try_once(std::shared_ptr<Job> job) {
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

bool QueueManager::too_old(const Letter& letter) const {
  return platform_.clock.wall() - letter.arrived >= config_.delivery.give_up_after;
}

Duration QueueManager::wait_after(std::uint64_t attempts) const {
  const auto& waits = config_.delivery.retry;
  return waits[std::min<std::size_t>(attempts, waits.size()) - 1];
}

Task<> QueueManager::settle(std::shared_ptr<Job> job, std::vector<Attempt> attempts) {
  auto& letter = job->letter;
  const auto wait = wait_after(job->attempts);
  const bool give_up = too_old(letter);
  std::vector<Attempt> failures;
  std::vector<std::size_t> done;
  for (auto& attempt : attempts) {
    if (attempt.ending == Ending::deferred && give_up) attempt.ending = Ending::failed;
    const bool again = attempt.ending == Ending::deferred;
    record(*job, attempt, again ? message::mail_date(platform_.clock.wall() + wait) : "");
    if (attempt.ending == Ending::failed) failures.push_back(attempt);
    if (!again) done.push_back(attempt.recipient);
  }
  // The report is safe before the recipient counts as done: a crash in between sends it twice,
  // never not at all.
  if (!failures.empty()) co_await bounce(job, std::move(failures));
  for (const auto index : done) letter.recipients[index].done = true;
  const bool finished = std::all_of(letter.recipients.begin(), letter.recipients.end(),
                                    [](const Recipient& recipient) { return recipient.done; });
  if (finished) {
    job->tracer.note(trace::QueueStep{.step = "removed", .sender = letter.sender.to_string()});
    (void)co_await store_.mark_done(letter.id, done);
    co_return;
  }
  if (!done.empty()) (void)co_await store_.mark_done(letter.id, done);
  schedule(job, platform_.clock.in(wait));
}

std::string QueueManager::header_of(const Letter& letter) {
  auto file = store_.open_message(letter.id);
  if (!file) return {};
  std::string text(returned_header_bytes_max, '\0');
  const auto count = (*file)->read(0, text);
  text.resize(count ? *count : 0);
  const auto size = message::header_size(text);
  if (size != message::no_header_end) text.resize(size);
  return text;
}

Task<> QueueManager::bounce(std::shared_ptr<Job> job, std::vector<Attempt> failures) {
  const auto& letter = job->letter;
  // RFC 5321 §4.5.5: mail from the null sender is never answered.
  const bool to_nobody = letter.sender.is_null();
  Letter report{.id = to_nobody ? "" : new_queue_id(platform_.clock.wall(), platform_.random),
                .recipients = {{.address = letter.sender}},
                .arrived = platform_.clock.wall()};
  for (const auto& failure : failures) {
    job->tracer.note(
        trace::Bounced{.sender = letter.sender.to_string(),
                       .recipient = letter.recipients[failure.recipient].address.to_string(),
                       .reply = failure.reply,
                       .bounce_letter = report.id});
  }
  if (to_nobody) co_return;
  auto draft = store_.begin(report.id);
  if (!draft) co_return;
  const BounceFacts facts{.hostname = config_.hostname,
                          .boundary = report.id,
                          .now = platform_.clock.wall(),
                          .original_header = header_of(letter)};
  auto stored = (*draft)->append(bounce_message(letter, failures, facts));
  if (stored) stored = co_await store_.accept(report, **draft);
  if (!stored) co_return;
  auto tracer = job->tracer.about_letter(report.id);
  tracer.step(trace::QueueStep{.step = "accepted",
                               .recipient = letter.sender.to_string(),
                               .detail = "report on " + letter.id});
  add(std::move(report), tracer);
}

}  // namespace mailtown::queue
