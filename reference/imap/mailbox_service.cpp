#include "imap/mailbox_service.h"

#include <algorithm>

#include "trace/json_codec.h"

namespace mailtown::imap {

namespace {

// RFC 5530 §3: the same for an unknown user, a wrong password and a locked door.
Reply refusal_of(const users::Login& login) {
  if (login.unavailable) return Reply::no("UNAVAILABLE", "nobody can be let in at the moment");
  return Reply::no("AUTHENTICATIONFAILED", "no such user, or another password");
}

}  // namespace

Task<Answer> MailboxService::log_in(CredentialsGiven credentials, SessionInfo session,
                                    Tracer tracer) {
  const std::string login = credentials.login;
  users::LoginAttempt attempt;
  attempt.login = std::move(credentials.login);
  attempt.password = std::move(credentials.password);
  attempt.client = session.remote.address;
  attempt.protocol = "imap";
  const auto decided = co_await check_.check(std::move(attempt));
  const auto& account = decided.outcome.account;
  Answer answer;
  if (account) {
    answer.login = account->login;
    const mailbox::QuotaLimit quota{account->quota_bytes, account->quota_messages};
    answer.mailbox = mail_.mailbox(account->mailbox, quota);
  } else {
    answer.refusal = refusal_of(decided.outcome);
  }
  const std::string reply = answer.refusal ? answer.refusal->to_string("*") : "";
  answer.decision = tracer.note(users::login_decision(login, decided, reply));
  co_return answer;
}

void MailboxService::note_body(const std::string& name, File& file, const Tracer& tracer) {
  bodies_.note(name, file, tracer);
}

}  // namespace mailtown::imap
