#include "queue/reports.h"

#include <algorithm>

#include "message/header.h"
#include "queue/queue_id.h"

namespace mailtown::queue {

namespace {

constexpr std::size_t returned_header_bytes_max = 16384;  // of a letter, in the report about it

Address postmaster(const config::Config& config) {
  const auto& domains = config.local_domains;
  return {.local = "postmaster", .domain = domains.empty() ? config.hostname : domains.front()};
}

bool goes_to(const Letter& letter, const Address& address) {
  return std::any_of(letter.recipients.begin(), letter.recipients.end(),
                     [&](const Recipient& recipient) { return recipient.address == address; });
}

}  // namespace

Decided<std::optional<ReportGoal>> report_goal(const Letter& letter, const config::Config& config) {
  const auto master = postmaster(config);
  Evidence evidence{
      .rule = "report.to-sender",
      .inputs = {{"sender", letter.sender.to_string()}, {"postmaster", master.to_string()}},
      .source = "RFC 5321 §6.1"};
  if (!letter.sender.is_null()) {
    ReportGoal goal{.kind = ReportKind::failed, .to = letter.sender};
    return {std::move(goal), std::move(evidence)};
  }
  evidence.source = "RFC 5321 §4.5.5";
  evidence.rule = goes_to(letter, master) ? "report.to-nobody" : "report.to-postmaster";
  if (goes_to(letter, master)) return {std::nullopt, std::move(evidence)};
  ReportGoal goal{.kind = ReportKind::double_failed, .to = master};
  return {std::move(goal), std::move(evidence)};
}

Task<Result<std::optional<StoredReport>>> Reports::failed(const Letter& letter,
                                                          std::vector<Attempt> failures,
                                                          Tracer tracer) {
  auto decided = report_goal(letter, config_);
  const auto& goal = decided.outcome;
  tracer.step(decision("report", letter.sender.is_null() ? "<>" : letter.sender.to_string(),
                       goal ? goal->to.to_string() : "nobody", std::move(decided.evidence)));
  if (!goal) {
    for (const auto& failure : failures) {
      tracer.note(
          trace::Bounced{.recipient = letter.recipients[failure.recipient].address.to_string(),
                         .reply = failure.reply});
    }
    co_return std::optional<StoredReport>();
  }
  auto stored = co_await store(letter, failures, *goal, tracer);
  if (!stored) co_return stored;
  for (const auto& failure : failures) {
    tracer.note(
        trace::Bounced{.sender = goal->to.to_string(),
                       .recipient = letter.recipients[failure.recipient].address.to_string(),
                       .reply = failure.reply,
                       .bounce_letter = (*stored)->letter.id});
  }
  co_return stored;
}

Task<Result<std::optional<StoredReport>>> Reports::delayed(const Letter& letter,
                                                           std::vector<Attempt> attempts,
                                                           Tracer tracer) {
  ReportGoal goal{.kind = ReportKind::delayed, .to = letter.sender};
  co_return co_await store(letter, std::move(attempts), std::move(goal), std::move(tracer));
}

Task<Result<std::optional<StoredReport>>> Reports::store(const Letter& letter,
                                                         std::vector<Attempt> attempts,
                                                         ReportGoal goal, Tracer tracer) {
  const auto now = platform_.clock.wall();
  Letter report{.id = new_queue_id(now, platform_.random), .recipients = {}, .arrived = now};
  report.recipients = co_await recipients_of(goal, tracer.about_letter(report.id));
  auto draft = store_.begin(report.id);
  if (!draft) co_return draft.error();
  const ReportFacts facts{.kind = goal.kind,
                          .to = goal.to,
                          .hostname = config_.hostname,
                          .boundary = report.id,
                          .now = now,
                          .retry_until = letter.arrived + config_.delivery.give_up_after,
                          .original_header = header_of(letter)};
  auto stored = (*draft)->append(report_message(letter, attempts, facts));
  if (stored) stored = co_await store_.accept(report, **draft);
  if (!stored) co_return stored.error();
  tracer = tracer.about_letter(report.id);
  tracer.step(trace::QueueStep{
      .step = "accepted", .recipient = goal.to.to_string(), .detail = "report on " + letter.id});
  StoredReport done{.letter = std::move(report), .tracer = std::move(tracer)};
  co_return std::optional<StoredReport>(std::move(done));
}

// Those who stand behind the sender's address, if it is an alias here. The postmaster's mail stays
// at home whatever his aliases say: the report to him is the last word, and must not fail
// elsewhere.
Task<std::vector<Recipient>> Reports::recipients_of(ReportGoal goal, Tracer tracer) {
  std::vector<Address> addresses = {goal.to};
  if (goal.kind != ReportKind::double_failed) {
    addresses = co_await book_.expand(std::move(addresses), std::move(tracer));
  }
  std::vector<Recipient> recipients;
  for (auto& address : addresses) recipients.push_back({.address = std::move(address)});
  co_return recipients;
}

// The letter's header, as far as a report returns it.
std::string Reports::header_of(const Letter& letter) {
  auto file = store_.open_message(letter.id);
  if (!file) return {};
  std::string text(returned_header_bytes_max, '\0');
  const auto count = (*file)->read(0, text);
  text.resize(count ? *count : 0);
  const auto size = message::header_size(text);
  if (size != message::no_header_end) text.resize(size);
  return text;
}

}  // namespace mailtown::queue
