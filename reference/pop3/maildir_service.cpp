#include "pop3/maildir_service.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <openssl/sha.h>

#include "mailbox/folder_name.h"
#include "trace/json_codec.h"

namespace mailtown::pop3 {

namespace {

class FolderMaildrop : public Maildrop {
 public:
  FolderMaildrop(mailbox::MaildropLock lock, std::shared_ptr<mailbox::Folder> folder,
                 mailbox::RecordedBodies& bodies)
      : lock_(std::move(lock)), folder_(std::move(folder)), bodies_(bodies) {
    for (const mailbox::Entry& entry : folder_->entries()) {
      uids_.push_back(entry.uid);
      messages_.push_back({uid_of(entry.name), entry.bytes});
    }
  }

  const std::vector<MaildropMessage>& messages() const override { return messages_; }

  Result<std::unique_ptr<File>> open(std::size_t index, Tracer tracer) override {
    auto file = folder_->open(uids_[index]);
    if (file) bodies_.note(messages_[index].uid, **file, tracer);
    return file;
  }

  Task<Result<>> update(MaildropUpdate update, Tracer tracer) override {
    const Result<> removed = co_await folder_->expunge(chosen(update.removed), tracer);
    mailbox::FlagChange seen;
    seen.flags.seen = true;
    const Result<> marked =
        co_await folder_->set_flags(chosen(update.retrieved), std::move(seen), tracer);
    co_return removed ? marked : removed;
  }

 private:
  std::vector<mailbox::Uid> chosen(const std::vector<std::size_t>& indices) const {
    std::vector<mailbox::Uid> uids;
    for (const std::size_t index : indices) uids.push_back(uids_[index]);
    return uids;
  }

  mailbox::MaildropLock lock_;
  std::shared_ptr<mailbox::Folder> folder_;
  std::vector<mailbox::Uid> uids_;  // of messages_, which stay as they are while the folder changes
  std::vector<MaildropMessage> messages_;
  mailbox::RecordedBodies& bodies_;
};

// The INBOX as it is now.
Task<Result<std::shared_ptr<mailbox::Folder>>> open_inbox(mailbox::MailStore& mail,
                                                          users::Account account, Tracer tracer) {
  const mailbox::QuotaLimit quota{account.quota_bytes, account.quota_messages};
  const auto mailbox = mail.mailbox(account.mailbox, quota);
  const auto opened = co_await mailbox->open(std::string(mailbox::inbox), std::move(tracer));
  if (!opened) co_return opened;
  // Another session may have had it open since long ago. On a full disk new messages wait until
  // there is room: those that are known can be fetched and removed.
  const auto refreshed = co_await (*opened)->refresh();
  if (!refreshed && refreshed.error().kind != FailureKind::full) co_return refreshed.error();
  co_return opened;
}

// The opening's decision as an answer: `refusal` or none.
Answer decided(const std::string& login, std::string rule, std::vector<Fact> inputs,
               std::optional<Reply> refusal, const char* source, const Tracer& tracer) {
  Evidence evidence{std::move(rule), std::move(inputs), {}, source};
  std::string outcome = refusal ? "refused" : "opened";
  std::string reply = refusal ? refusal->to_string() : std::string();
  Answer answer;
  answer.decision = tracer.note(
      decision("maildrop", login, std::move(outcome), std::move(evidence), std::move(reply)));
  answer.refusal = std::move(refusal);
  return answer;
}

// RFC 3206 §4: the reply to a locked door does not differ from that to a wrong password.
Reply refusal_of(const users::Login& login) {
  if (login.unavailable) return Reply::no("SYS/TEMP", "passwords cannot be checked now");
  return Reply::no("AUTH", "no such user, or another password");
}

}  // namespace

Task<Answer> MaildirService::log_in(CredentialsGiven credentials, SessionInfo session,
                                    Tracer tracer) {
  const std::string login = credentials.login;
  users::LoginAttempt attempt{.login = login,
                              .password = std::move(credentials.password),
                              .client = session.remote.address,
                              .protocol = "pop3"};
  const auto decided = co_await logins_.check(std::move(attempt));
  if (const auto& account = decided.outcome.account) {
    tracer = tracer.because(tracer.note(users::login_decision(login, decided)));
    Answer answer = co_await open(*account, tracer);
    if (!answer.refusal && logged_in_) logged_in_(session.remote.address);
    co_return answer;
  }
  Answer answer;
  answer.refusal = refusal_of(decided.outcome);
  answer.decision = tracer.note(users::login_decision(login, decided, answer.refusal->to_string()));
  co_return answer;
}

Task<Answer> MaildirService::open(users::Account account, Tracer tracer) {
  std::vector<Fact> inputs = {{"user", account.login}, {"mailbox", account.mailbox}};
  auto lock = locks_.try_lock(account.mailbox);
  if (!lock) {
    co_return decided(account.login, "maildrop.in-use", std::move(inputs),
                      Reply::no("IN-USE", "another session has this maildrop"), "RFC 2449 §8.1.2",
                      tracer);
  }
  auto folder = co_await open_inbox(mail_, account, tracer);
  if (!folder) {
    inputs.push_back({"failure", folder.error().message()});
    co_return decided(account.login, "maildrop.unreadable", std::move(inputs),
                      Reply::no("SYS/TEMP", "the maildrop cannot be read now"), "RFC 3206 §4",
                      tracer);
  }
  inputs.push_back({"messages", fmt::format("{}", (*folder)->entries().size())});
  Answer answer = decided(account.login, "maildrop.opened", std::move(inputs), std::nullopt,
                          "RFC 1939 §4", tracer);
  answer.login = account.login;
  answer.maildrop = std::make_unique<FolderMaildrop>(std::move(lock), std::move(*folder), bodies_);
  co_return answer;
}

std::string uid_of(const std::string& name) {
  const auto is_printable = [](char c) { return c >= 0x21 && c <= 0x7e; };
  if (name.size() <= 70 && std::all_of(name.begin(), name.end(), is_printable)) return name;
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(name.data()), name.size(), digest.data());
  std::string uid;
  for (const unsigned char byte : digest) uid += fmt::format("{:02x}", byte);
  return uid;
}

}  // namespace mailtown::pop3
