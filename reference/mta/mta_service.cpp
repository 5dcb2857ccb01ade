#include "mta/mta_service.h"

#include <chrono>

#include <fmt/format.h>

#include "policy/client_name.h"
#include "policy/relay_control.h"

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

}  // namespace

Task<smtp::Answer> MtaService::ask(smtp::Question question, const smtp::SessionInfo& session,
                                   Tracer tracer) {
  const auto put = [&](auto& kind) { return answer(std::move(kind), session, tracer); };
  Task<smtp::Answer> asked = std::visit(put, question);
  co_return co_await std::move(asked);
}

Task<smtp::Answer> MtaService::answer(smtp::ClientConnected, const smtp::SessionInfo& session,
                                      Tracer tracer) {
  // Users' machines seldom have names that mean anything; what counts there is the log-in.
  if (session.submission || !config_.look_up_ptr) co_return smtp::Answer::accept();
  auto found = co_await policy::look_up_client_name(session.peer.address, resolver_, tracer,
                                                    platform_.clock.in(client_name_wait));
  const auto& name = found.outcome.name;
  auto answer = accept(tracer, "client-name", session.peer.address.to_string(),
                       name.empty() ? "no-name" : name, std::move(found.evidence));
  answer.ptr_name = found.outcome.confirmed ? name : "";
  co_return answer;
}

Task<smtp::Answer> MtaService::answer(smtp::CredentialsGiven given,
                                      const smtp::SessionInfo& session, Tracer tracer) {
  const auto login = given.login;
  const auto account = co_await directory_.check_password(given.login, given.password);
  Evidence evidence{.rule = account ? "login.right" : "login.wrong",
                    .inputs = {{"login", login}, {"client", session.peer.address.to_string()}},
                    .source = "RFC 4954 §4"};
  if (!account) {
    smtp::Reply reply(535, {5, 7, 8}, "Login or password is wrong");
    co_return refuse(tracer, "login", login, std::move(evidence), std::move(reply));
  }
  auto answer = accept(tracer, "login", login, account->login, std::move(evidence));
  answer.login = account->login;
  co_return answer;
}

Task<smtp::Answer> MtaService::answer(smtp::SenderGiven given, const smtp::SessionInfo& session,
                                      Tracer tracer) {
  // Between servers the sender is only a claim; a user may claim nothing but what is his.
  if (!session.submission || given.sender.is_null()) co_return smtp::Answer::accept();
  users::Account account{.login = session.login};
  const bool allowed = co_await directory_.may_send_as(account, given.sender);
  const auto sender = given.sender.to_string();
  Evidence evidence{.rule = allowed ? "sender.own-address" : "sender.not-own-address",
                    .inputs = {{"login", session.login}, {"sender", sender}},
                    .source = "RFC 6409 §6.1"};
  if (allowed) co_return accept(tracer, "sender", sender, "accepted", std::move(evidence));
  smtp::Reply reply(553, {5, 7, 1}, fmt::format("{} may not send as <{}>", session.login, sender));
  co_return refuse(tracer, "sender", sender, std::move(evidence), std::move(reply));
}

Task<smtp::Answer> MtaService::answer(smtp::RecipientGiven given, const smtp::SessionInfo& session,
                                      Tracer tracer) {
  const auto recipient = given.recipient.to_string();
  const policy::RelayQuestion question{session.peer.address, session.login, given.recipient};
  auto relay = policy::may_relay(question, config_);
  const bool is_ours = relay.evidence.rule == "relay.own-domain";
  if (!relay.outcome) {
    smtp::Reply reply(550, {5, 7, 1},
                      fmt::format("Relaying to <{}> is denied: log in first", recipient));
    co_return refuse(tracer, "relay", recipient, std::move(relay.evidence), std::move(reply));
  }
  auto answer = accept(tracer, "relay", recipient, is_ours ? "own-domain" : "may-relay",
                       std::move(relay.evidence));
  if (!is_ours) co_return answer;
  tracer = tracer.because(answer.decision);
  auto found = co_await directory_.find(given.recipient);
  if (found.outcome) {
    co_return accept(tracer, "recipient", recipient, "accepted", std::move(found.evidence));
  }
  // Refused here, the letter stays with its sender; taken and bounced later, the report might go
  // to somebody whose address was forged (RFC 5321 §3.6.2, §6.2).
  smtp::Reply reply(550, {5, 1, 1}, fmt::format("There is no user <{}> here", recipient));
  co_return refuse(tracer, "recipient", recipient, std::move(found.evidence), std::move(reply));
}

Task<smtp::Answer> MtaService::answer(smtp::MessageAnnounced, const smtp::SessionInfo&, Tracer) {
  co_return smtp::Answer::accept();
}

Result<std::unique_ptr<smtp::Spool>> MtaService::open_spool(const smtp::Envelope& envelope,
                                                            const smtp::SessionInfo& session,
                                                            Tracer) {
  return open_mta_spool(platform_, config_, store_, envelope, session, accepted_);
}

}  // namespace mailtown::mta
