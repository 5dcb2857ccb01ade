#include "mta/mta_service.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "mailbox/quota.h"
#include "mailbox/usage.h"
#include "policy/client_name.h"
#include "policy/policies.h"
#include "policy/relay_control.h"
#include "users/pop_logins.h"

namespace mailtown::mta {

namespace {

using namespace std::chrono_literals;

constexpr Duration client_name_wait = 10s;  // a client shall not wait long for its own name

// Records the refusal and answers with it.
smtp::Answer refuse(Tracer& tracer, std::string about, std::string subject, Evidence evidence,
                    smtp::Reply reply) {
  const auto text = reply.to_string();
  const auto number = tracer.note(
      decision(std::move(about), std::move(subject), "refused", std::move(evidence), text));
  return smtp::Answer::refuse(std::move(reply), number);
}

smtp::Answer accept(Tracer& tracer, std::string about, std::string subject, std::string outcome,
                    Evidence evidence) {
  const auto number = tracer.note(
      decision(std::move(about), std::move(subject), std::move(outcome), std::move(evidence)));
  return smtp::Answer::accept(number);
}

std::string no_relay(const std::string& recipient) {
  return fmt::format(
      "Relaying to <{}> is denied: this server takes mail for its own domains only; "
      "its users log in at the submission port",
      recipient);
}

std::string no_such_way(const std::string& recipient) {
  return fmt::format(
      "<{}> prescribes a way, and nobody follows those any more: write the "
      "recipient's own address",
      recipient);
}

smtp::Reply no_room(mailbox::Room room, const std::string& recipient) {
  if (room == mailbox::Room::never) {
    return {
        552,
        {5, 2, 3},
        fmt::format("The letter is larger than all that the mailbox of <{}> may hold", recipient)};
  }
  return {452,
          {4, 2, 2},
          fmt::format("The mailbox of <{}> is full: try again later, or reach its owner another "
                      "way",
                      recipient)};
}

// What is known of a session at any stage.
policy::Facts facts_of(const smtp::SessionInfo& session) {
  policy::Facts facts;
  facts.client = session.peer.address;
  facts.client_name = {.name = session.ptr_name,
                       .confirmed = !session.ptr_name.empty(),
                       .unknown = session.ptr_unknown};
  facts.helo = session.helo;
  facts.login = session.login;
  return facts;
}

// RFC 5321 §3.1, §4.2: instead of a greeting there is 554, or 421 before the server hangs up.
smtp::Reply as_greeting(smtp::Reply refusal) {
  refusal.code = refusal.is_permanent() ? 554 : 421;
  return refusal;
}

smtp::Reply reply_to_nobody(std::string_view rule, const Address& address) {
  const auto recipient = address.to_string();
  if (rule == "recipient.alias-loop") {
    return {550,
            {5, 4, 6},
            fmt::format("The aliases of <{}> lead in a circle here: tell postmaster@{}", recipient,
                        address.domain)};
  }
  if (rule == "recipient.too-many-addresses") {
    return {550,
            {5, 3, 5},
            fmt::format("<{}> stands for too many addresses here: tell postmaster@{}", recipient,
                        address.domain)};
  }
  return {550,
          {5, 1, 1},
          fmt::format("There is no user <{}> here: look for a slip in the address, or ask "
                      "postmaster@{}",
                      recipient, address.domain)};
}

}  // namespace

MtaService::MtaService(Platform& platform, const config::Config& config,
                       users::Directory& directory, users::LoginCheck& logins,
                       dns::Resolver& resolver, queue::QueueStore& store, LetterAccepted accepted)
    : platform_(platform),
      config_(config),
      directory_(directory),
      logins_(logins),
      book_(config, directory),
      resolver_(resolver),
      store_(store),
      accepted_(std::move(accepted)),
      smtp_policies_(policy::make_policies(config.policies, config, platform, resolver),
                     platform.clock, platform.tasks),
      submission_policies_(
          policy::make_policies(config.submission_policies, config, platform, resolver),
          platform.clock, platform.tasks) {}

policy::Chain& MtaService::chain_of(const smtp::SessionInfo& session) {
  return session.submission ? submission_policies_ : smtp_policies_;
}

// Users' machines seldom have names that mean anything; what counts there is the log-in.
bool MtaService::wants_client_name(const smtp::SessionInfo& session) const {
  const auto& policies = session.submission ? config_.submission_policies : config_.policies;
  const bool for_policy = std::find(policies.begin(), policies.end(), "ptr") != policies.end();
  return for_policy || (config_.look_up_ptr && !session.submission);
}

Task<smtp::Answer> MtaService::consult(policy::Stage stage, policy::Facts facts,
                                       const smtp::SessionInfo& session, Tracer tracer) {
  auto outcome = co_await chain_of(session).ask(stage, std::move(facts), tracer);
  if (outcome.refusal) {
    co_return smtp::Answer::refuse(std::move(*outcome.refusal), outcome.decision);
  }
  auto answer = smtp::Answer::accept(outcome.decision);
  answer.message_bytes_max = outcome.message_bytes_max;
  co_return answer;
}

Task<smtp::Answer> MtaService::ask(smtp::Question question, const smtp::SessionInfo& session,
                                   Tracer tracer) {
  const auto put = [&](auto& kind) { return answer(std::move(kind), session, tracer); };
  Task<smtp::Answer> asked = std::visit(put, question);
  co_return co_await std::move(asked);
}

Task<smtp::Answer> MtaService::answer(smtp::ClientConnected, const smtp::SessionInfo& session,
                                      Tracer tracer) {
  auto facts = facts_of(session);
  trace::EventNumber named = 0;
  if (wants_client_name(session)) {
    auto found = co_await policy::look_up_client_name(session.peer.address, resolver_, tracer,
                                                      platform_.clock.in(client_name_wait));
    facts.client_name = found.outcome;
    const auto& name = found.outcome.name;
    named = accept(tracer, "client-name", session.peer.address.to_string(),
                   name.empty() ? "no-name" : name, std::move(found.evidence))
                .decision;
    tracer = tracer.because(named);
  }
  const auto name = facts.client_name;
  auto answer = co_await consult(policy::Stage::connect, std::move(facts), session, tracer);
  if (answer.decision == 0) answer.decision = named;
  if (answer.refusal) answer.refusal = as_greeting(std::move(*answer.refusal));
  answer.ptr_name = name.confirmed ? name.name : "";
  answer.ptr_unknown = name.unknown;
  co_return answer;
}

Task<smtp::Answer> MtaService::answer(smtp::HelloGiven given, const smtp::SessionInfo& session,
                                      Tracer tracer) {
  auto facts = facts_of(session);
  facts.helo = given.name;
  co_return co_await consult(policy::Stage::helo, std::move(facts), session, tracer);
}

Task<smtp::Answer> MtaService::answer(smtp::CredentialsGiven given,
                                      const smtp::SessionInfo& session, Tracer tracer) {
  users::LoginAttempt attempt{.login = given.login,
                              .password = std::move(given.password),
                              .client = session.peer.address,
                              .protocol = "smtp"};
  const auto decided = co_await logins_.check(std::move(attempt));
  if (const auto& account = decided.outcome.account) {
    auto answer = smtp::Answer::accept(tracer.note(users::login_decision(given.login, decided)));
    answer.login = account->login;
    co_return answer;
  }
  // RFC 4954 §6, in the same words whether the login, the password or the door is wrong.
  smtp::Reply reply(535, {5, 7, 8}, "Login or password is wrong");
  if (decided.outcome.unavailable) {
    reply = smtp::Reply(454, {4, 7, 0}, "Passwords cannot be checked now: try again later");
  }
  const auto noted = tracer.note(users::login_decision(given.login, decided, reply.to_string()));
  co_return smtp::Answer::refuse(std::move(reply), noted);
}

Task<smtp::Answer> MtaService::answer(smtp::SenderGiven given, const smtp::SessionInfo& session,
                                      Tracer tracer) {
  trace::EventNumber own = 0;
  // Between servers the sender is only a claim; a user may claim nothing but what is his.
  if (session.submission && !given.sender.is_null()) {
    users::Account account{.login = session.login};
    const bool allowed = co_await directory_.may_send_as(account, given.sender);
    const auto sender = given.sender.to_string();
    Evidence evidence{.rule = allowed ? "sender.own-address" : "sender.not-own-address",
                      .inputs = {{"login", session.login}, {"sender", sender}},
                      .source = "RFC 6409 §6.1"};
    if (!allowed) {
      smtp::Reply reply(553, {5, 7, 1},
                        fmt::format("{} may not send as <{}>", session.login, sender));
      co_return refuse(tracer, "sender", sender, std::move(evidence), std::move(reply));
    }
    own = accept(tracer, "sender", sender, "accepted", std::move(evidence)).decision;
    tracer = tracer.because(own);
  }
  auto facts = facts_of(session);
  facts.sender = given.sender;
  facts.declared_bytes = given.declared_bytes;
  auto answer = co_await consult(policy::Stage::mail, std::move(facts), session, tracer);
  if (answer.decision == 0) answer.decision = own;
  co_return answer;
}

// Said here, the sender's server learns it before it sends the text. Who stands for several
// mailboxes is judged at delivery, one by one.
Task<smtp::Answer> MtaService::check_quota(smtp::RecipientGiven given, Address end,
                                           smtp::Answer accepted, Tracer tracer) {
  const auto found = co_await directory_.find(std::move(end));
  if (!found.outcome) co_return accepted;
  const mailbox::QuotaLimit limit{found.outcome->quota_bytes, found.outcome->quota_messages};
  if (!limit.is_set()) co_return accepted;
  mailbox::Usage usage(platform_.disk,
                       config::data_path(config_, "mail") + "/" + found.outcome->mailbox);
  auto room = usage.room_for(limit, {given.declared_bytes, 1});
  const auto recipient = given.recipient.to_string();
  if (room.outcome == mailbox::Room::fits) {
    co_return accept(tracer, "quota", recipient, "fits", std::move(room.evidence));
  }
  auto reply = no_room(room.outcome, recipient);
  co_return refuse(tracer, "quota", recipient, std::move(room.evidence), std::move(reply));
}

Task<smtp::Answer> MtaService::check_recipient(smtp::RecipientGiven given,
                                               const smtp::SessionInfo& session, Tracer tracer) {
  const Address& address = given.recipient;
  const auto recipient = address.to_string();
  policy::RelayQuestion question{.client = session.peer.address,
                                 .login = session.login,
                                 .popped_before = false,
                                 .recipient = address};
  if (config_.pop_before_smtp > Duration::zero()) {
    const auto since =
        users::since_pop_login(platform_.disk, config::data_path(config_, "pop-logins"),
                               question.client, platform_.clock.wall());
    question.popped_before = since && *since <= config_.pop_before_smtp;
  }
  auto relay = policy::may_relay(question, config_);
  const bool is_ours = relay.evidence.rule == "relay.own-domain";
  if (!relay.outcome) {
    const bool prescribed = relay.evidence.rule == "relay.prescribed-way";
    smtp::Reply reply(550, {5, 7, 1}, prescribed ? no_such_way(recipient) : no_relay(recipient));
    co_return refuse(tracer, "relay", recipient, std::move(relay.evidence), std::move(reply));
  }
  auto answer = accept(tracer, "relay", recipient, is_ours ? "own-domain" : "may-relay",
                       std::move(relay.evidence));
  if (!is_ours) co_return answer;
  tracer = tracer.because(answer.decision);
  auto ends = co_await book_.look_up(address);
  if (!ends.outcome.empty()) {
    auto known = accept(tracer, "recipient", recipient, "accepted", std::move(ends.evidence));
    if (ends.outcome.size() > 1) co_return known;
    tracer = tracer.because(known.decision);
    co_return co_await check_quota(std::move(given), ends.outcome.front(), std::move(known),
                                   tracer);
  }
  // Refused here, the letter stays with its sender; taken and bounced later, the report might go
  // to somebody whose address was forged (RFC 5321 §3.6.2, §6.2).
  auto reply = reply_to_nobody(ends.evidence.rule, address);
  co_return refuse(tracer, "recipient", recipient, std::move(ends.evidence), std::move(reply));
}

Task<smtp::Answer> MtaService::answer(smtp::RecipientGiven given, const smtp::SessionInfo& session,
                                      Tracer tracer) {
  auto facts = facts_of(session);
  facts.sender = given.sender;
  facts.recipient = given.recipient;
  auto checked = co_await check_recipient(given, session, tracer);
  if (!checked.accepted()) {
    chain_of(session).note(policy::Happening::refused, facts);
    if (checked.decision != 0) tracer = tracer.because(checked.decision);
    (void)co_await chain_of(session).ask(policy::Stage::refused, std::move(facts), tracer);
    co_return checked;
  }
  tracer = tracer.because(checked.decision);
  auto answer = co_await consult(policy::Stage::rcpt, std::move(facts), session, tracer);
  if (answer.decision == 0) answer.decision = checked.decision;
  co_return answer;
}

Task<smtp::Answer> MtaService::answer(smtp::MessageAnnounced announced,
                                      const smtp::SessionInfo& session, Tracer tracer) {
  auto facts = facts_of(session);
  facts.sender = announced.envelope.reverse_path;
  facts.declared_bytes = announced.envelope.declared_size;
  co_return co_await consult(policy::Stage::data, std::move(facts), session, tracer);
}

Result<std::unique_ptr<smtp::Spool>> MtaService::open_spool(const smtp::Envelope& envelope,
                                                            const smtp::SessionInfo& session,
                                                            Tracer) {
  return open_mta_spool(platform_, config_, book_, store_, envelope, session, accepted_);
}

}  // namespace mailtown::mta
