#include "imap/mailbox_service.h"

#include <algorithm>

#include "trace/json_codec.h"

namespace mailtown::imap {

namespace {

constexpr std::size_t recorded_bytes_max = 64 * 1024;  // trace::BodyStored

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
  auto decided = co_await check_.check(std::move(attempt), tracer);
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
  answer.decision = tracer.note(
      decision("login", login, account ? "accept" : "refuse", std::move(decided.evidence), reply));
  co_return answer;
}

void MailboxService::note_body(const std::string& name, File& file, const Tracer& tracer) {
  if (!tracer.keeps_texts() || !recorded_bodies_.insert(name).second) return;
  std::string text(std::min<std::uint64_t>(file.size(), recorded_bytes_max), '\0');
  const auto count = file.read(0, text);
  text.resize(count ? *count : 0);
  tracer.note(trace::BodyStored{name, file.size(), trace::visible_text(text)});
}

}  // namespace mailtown::imap
