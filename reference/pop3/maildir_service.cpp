#include "pop3/maildir_service.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <openssl/sha.h>

#include "trace/json_codec.h"

namespace mailtown::pop3 {

namespace {

constexpr std::size_t recorded_bytes_max = 64 * 1024;  // trace::BodyStored

// The beginning of a text for the trace.
trace::BodyStored body_stored(const std::string& name, File& file) {
  std::string text(std::min<std::uint64_t>(file.size(), recorded_bytes_max), '\0');
  const auto count = file.read(0, text);
  text.resize(count ? *count : 0);
  return {name, file.size(), trace::visible_text(text)};
}

class MaildirMaildrop : public Maildrop {
 public:
  MaildirMaildrop(mailbox::MaildropLock lock, mailbox::Maildir maildir, std::string mailbox,
                  std::vector<mailbox::Message> files, std::set<std::string>& recorded_bodies)
      : lock_(std::move(lock)),
        maildir_(std::move(maildir)),
        mailbox_(std::move(mailbox)),
        files_(std::move(files)),
        recorded_bodies_(recorded_bodies) {
    for (const auto& file : files_) messages_.push_back({uid_of(file.name), file.bytes});
  }

  const std::vector<MaildropMessage>& messages() const override { return messages_; }

  Result<std::unique_ptr<File>> open(std::size_t index, Tracer tracer) override {
    auto file = maildir_.open(files_[index]);
    const std::string& body = messages_[index].uid;
    if (file && tracer && recorded_bodies_.insert(body).second) {
      tracer.note(body_stored(body, **file));
    }
    return file;
  }

  Task<Result<>> update(MaildropUpdate update, Tracer tracer) override {
    const Result<> removed = co_await maildir_.remove(chosen(update.removed));
    if (removed) note("removed", update.removed, tracer);
    const Result<> marked = co_await maildir_.mark_seen(chosen(update.retrieved));
    if (marked) note("seen", update.retrieved, tracer);
    co_return removed ? marked : removed;
  }

 private:
  std::vector<mailbox::Message> chosen(const std::vector<std::size_t>& indices) const {
    std::vector<mailbox::Message> files;
    for (const std::size_t index : indices) files.push_back(files_[index]);
    return files;
  }

  void note(const char* change, const std::vector<std::size_t>& indices, const Tracer& tracer) {
    const bool seen = std::string_view(change) == "seen";
    for (const std::size_t index : indices) {
      if (seen && files_[index].seen) continue;  // no change
      tracer.note(trace::MailboxChanged{mailbox_, change, files_[index].name});
    }
  }

  mailbox::MaildropLock lock_;
  mailbox::Maildir maildir_;
  std::string mailbox_;
  std::vector<mailbox::Message> files_;
  std::vector<MaildropMessage> messages_;
  std::set<std::string>& recorded_bodies_;
};

// The log-in's decision as an answer: `refusal` or none.
Answer decided(const std::string& login, std::string rule, std::vector<Fact> inputs,
               std::optional<Reply> refusal, const char* source, const Tracer& tracer) {
  Evidence evidence{std::move(rule), std::move(inputs), {}, source};
  std::string outcome = refusal ? "refuse" : "accept";
  std::string reply = refusal ? refusal->to_string() : std::string();
  Answer answer;
  answer.decision = tracer.note(
      decision("login", login, std::move(outcome), std::move(evidence), std::move(reply)));
  answer.refusal = std::move(refusal);
  return answer;
}

}  // namespace

Task<Answer> MaildirService::log_in(CredentialsGiven credentials, SessionInfo session,
                                    Tracer tracer) {
  const std::string login = credentials.login;
  const auto account = co_await directory_.check_password(login, std::move(credentials.password));
  if (account) {
    Answer answer = open(*account, tracer);
    if (!answer.refusal && logged_in_) logged_in_(session.remote.address);
    co_return answer;
  }
  Reply refusal = Reply::no("AUTH", "no such user, or another password");  // RFC 3206 §4
  co_return decided(login, "maildrop.wrong-credentials", {{"user", login}}, std::move(refusal),
                    "RFC 1939 §7", tracer);
}

Answer MaildirService::open(const users::Account& account, Tracer tracer) {
  std::vector<Fact> inputs = {{"user", account.login}, {"mailbox", account.mailbox}};
  auto lock = locks_.try_lock(account.mailbox);
  if (!lock) {
    return decided(account.login, "maildrop.in-use", std::move(inputs),
                   Reply::no("IN-USE", "another session has this maildrop"), "RFC 2449 §8.1.2",
                   tracer);
  }
  mailbox::Maildir maildir = mail_.maildir(account.mailbox);
  (void)maildir.clean_tmp(clock_.wall());  // the reader's duty; that it failed hurts nobody
  auto files = maildir.list();
  if (!files) {
    inputs.push_back({"failure", files.error().message()});
    return decided(account.login, "maildrop.unreadable", std::move(inputs),
                   Reply::no("SYS/TEMP", "the maildrop cannot be read now"), "RFC 3206 §4", tracer);
  }
  inputs.push_back({"messages", fmt::format("{}", files->size())});
  Answer answer = decided(account.login, "maildrop.opened", std::move(inputs), std::nullopt,
                          "RFC 1939 §4", tracer);
  answer.login = account.login;
  answer.maildrop = std::make_unique<MaildirMaildrop>(
      std::move(lock), std::move(maildir), account.mailbox, std::move(*files), recorded_bodies_);
  return answer;
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
