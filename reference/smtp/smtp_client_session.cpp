#include "smtp/smtp_client_session.h"

#include <algorithm>

#include "smtp/command_codec.h"
#include "smtp/smtp_client_rules.h"

namespace mailtown::smtp::client {

namespace {

// So many commands at most are on their way unanswered. With more, both sides could wait for each
// other: the server to get rid of its replies, we of our commands (RFC 2920 §3.1).
constexpr std::size_t unanswered_max = 50;

}  // namespace

bool Transaction::has_accepted() const {
  return std::any_of(outcomes.begin(), outcomes.end(), [](const auto& each) { return !each; });
}

void Transaction::conclude(const Outcome& outcome) {
  for (auto& each : outcomes) {
    if (!each) each = outcome;
  }
}

Session::Session(ClientOptions options) {
  facts_.options = std::move(options);
}

Step Session::begin(Envelope envelope, std::uint64_t text_bytes) {
  const std::size_t recipients = envelope.recipients.size();
  facts_.transaction = {std::move(envelope), text_bytes, {}, 0};
  facts_.transaction.outcomes.resize(recipients);
  if (const auto* unusable = std::get_if<Unusable>(&facts_.state)) {
    facts_.transaction.conclude(unusable->why);
  } else if (const auto* closed = std::get_if<Closed>(&facts_.state)) {
    facts_.transaction.conclude(closed->why);
  } else if (std::holds_alternative<Connecting>(facts_.state)) {
    return {{}, Connect{}};
  } else {
    return react(begin_transaction(facts_));
  }
  return {{}, Done{}};
}

Step Session::connected() {
  awaiting_.push_back(&row_of(greeting_row));
  return go_on();
}

Step Session::hear(const Reply& reply) {
  const Row& row = *awaiting_.front();
  if (reply.code == 421) {  // RFC 5321 §3.8: whatever it was to, the server is closing
    const Outcome why{row.stage, reply};
    facts_.transaction.conclude(why);
    awaiting_.clear();
    return react({Closed{why}, {}, true});
  }
  awaiting_.pop_front();
  return react(row.hear(facts_, reply));
}

// RFC 3207 §4.2: what the server said in the clear counts for nothing.
Step Session::tls_started() {
  facts_.tls = true;
  facts_.features = {};
  return react({Greeted{}, {Ehlo{facts_.options.hostname}}});
}

Step Session::tls_failed(const Failure& failure) {
  const auto refusal = go_without_tls(facts_, wire::obstacle_of(failure), failure.message());
  facts_.features = {};
  if (!refusal) {
    facts_.state = Connecting{};
    return {{}, Connect{}};
  }
  facts_.transaction.conclude(*refusal);
  facts_.state = Closed{*refusal};
  return {{}, Done{}};
}

Step Session::text_sent() {
  awaiting_.push_back(&row_of(text_row));
  return go_on();
}

Step Session::quit() {
  return react({Quitting{}, {Quit{}}, true});
}

void Session::fail(const Failure& failure) {
  const Outcome why{stage(), failure};
  facts_.transaction.conclude(why);
  facts_.state = Closed{why};
  plan_.clear();
  awaiting_.clear();
}

std::vector<Outcome> Session::outcomes() const {
  std::vector<Outcome> known;
  for (const auto& each : facts_.transaction.outcomes) known.push_back(*each);
  return known;
}

bool Session::is_usable() const {
  return !session::is_in(in<Unusable, Quitting, Closed>, facts_.state);
}

Step Session::react(Reaction reaction) {
  facts_.state = std::move(reaction.next);
  if (reaction.drop_plan) plan_.clear();
  plan_.insert(plan_.end(), reaction.say.begin(), reaction.say.end());
  return go_on();
}

// Says what may be said now, and tells what to wait for.
Step Session::go_on() {
  Step step;
  // Without PIPELINING all replies to RCPT are here before DATA: no use in it for nobody.
  if (awaiting_.empty() && !plan_.empty() && std::holds_alternative<Data>(plan_.front()) &&
      !facts_.transaction.has_accepted()) {
    plan_.clear();
  }
  while (!plan_.empty() && may_say_more()) {
    const bool is_secret = std::holds_alternative<AuthResponse>(plan_.front());
    step.say.push_back({print_command(plan_.front()), is_secret});
    awaiting_.push_back(&row_of(plan_.front()));
    plan_.pop_front();
  }
  if (!awaiting_.empty()) {
    step.effect = AwaitReply{awaiting_.front()->wait};
  } else if (std::holds_alternative<StartingTls>(facts_.state)) {
    step.effect = BeginTls{};
  } else if (std::holds_alternative<SendingText>(facts_.state)) {
    step.effect = SendText{facts_.transaction.has_accepted()};
  } else {
    if (std::holds_alternative<SendingEnvelope>(facts_.state)) facts_.state = Ready{};
    step.effect = Done{};
  }
  return step;
}

bool Session::may_say_more() const {
  if (awaiting_.empty()) return true;
  return facts_.features.pipelining && awaiting_.size() < unanswered_max &&
         awaiting_.back()->group == Group::may_go_on;
}

Stage Session::stage() const {
  if (!awaiting_.empty()) return awaiting_.front()->stage;
  if (std::holds_alternative<StartingTls>(facts_.state)) return Stage::tls;
  return std::holds_alternative<SendingText>(facts_.state) ? Stage::data : Stage::connect;
}

}  // namespace mailtown::smtp::client
