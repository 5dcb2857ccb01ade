#include "tests/dialogue/scripted_service.h"

#include <fmt/format.h>

namespace mailtown::dialogue {

using smtp::Answer;
using smtp::Reply;

class ScriptedService::ScriptedSpool : public smtp::Spool {
 public:
  ScriptedSpool(ScriptedService& service, Message message)
      : service_(service), message_(std::move(message)) {}
  ~ScriptedSpool() override {
    if (!committed_) ++service_.abandoned_;
  }

  const std::string& id() const override { return message_.id; }

  Result<> append(std::span<const char> bytes) override {
    if (service_.options_["disk"] == "full-later") return Failure{FailureKind::full, ""};
    message_.text.append(bytes.data(), bytes.size());
    return {};
  }

  Task<Answer> examine(Tracer) override { co_return service_.refused_by_option("refuse-text"); }

  Task<Result<>> commit(Tracer) override {
    if (service_.options_["disk"] == "broken") co_return Failure{FailureKind::io, ""};
    service_.messages_.push_back(message_);
    committed_ = true;
    co_return Result<>();
  }

 private:
  ScriptedService& service_;
  Message message_;
  bool committed_ = false;
};

Task<Answer> ScriptedService::ask(smtp::Question question, const smtp::SessionInfo& session,
                                  Tracer) {
  co_return std::visit([&](const auto& each) { return decide(each, session); }, question);
}

Result<std::unique_ptr<smtp::Spool>> ScriptedService::open_spool(const smtp::Envelope& envelope,
                                                                 const smtp::SessionInfo& session,
                                                                 Tracer) {
  if (options_["disk"] == "full") return Failure{FailureKind::full, ""};
  Message message{fmt::format("Q{}", ++opened_), envelope, session, {}};
  return std::make_unique<ScriptedSpool>(*this, std::move(message));
}

Answer ScriptedService::decide(const smtp::ClientConnected&, const smtp::SessionInfo&) {
  Answer answer = refused_by_option("refuse-client");
  answer.ptr_name = "client.example.org";
  return answer;
}

Answer ScriptedService::decide(const smtp::HelloGiven&, const smtp::SessionInfo&) {
  return refused_by_option("refuse-hello");
}

Answer ScriptedService::decide(const smtp::CredentialsGiven& given, const smtp::SessionInfo&) {
  if (given.login != "ivanov" || given.password != "secret") {
    return Answer::refuse(Reply(535, {5, 7, 8}, "wrong login or password"));
  }
  Answer answer = Answer::accept();
  answer.login = given.login;
  return answer;
}

Answer ScriptedService::decide(const smtp::SenderGiven& given, const smtp::SessionInfo&) {
  if (given.sender.local != "spammer") return Answer::accept();
  return Answer::refuse(Reply(550, {5, 7, 1}, "no mail from you"));
}

Answer ScriptedService::decide(const smtp::RecipientGiven& given,
                               const smtp::SessionInfo& session) {
  const bool ours = given.recipient.domain == "example.com" || given.recipient.domain.empty();
  if (!ours && session.login.empty()) return Answer::refuse(Reply(550, {5, 7, 1}, "no relaying"));
  if (given.recipient.local == "nobody")
    return Answer::refuse(Reply(550, {5, 1, 1}, "no such user"));
  if (given.recipient.local == "later") return Answer::refuse(Reply(451, {4, 7, 1}, "come later"));
  return Answer::accept();
}

Answer ScriptedService::decide(const smtp::MessageAnnounced&, const smtp::SessionInfo&) {
  return refused_by_option("refuse-data");
}

Answer ScriptedService::refused_by_option(const std::string& option) {
  const std::string& value = options_[option];
  if (value.empty()) return Answer::accept();
  const int code = std::stoi(value);
  return Answer::refuse(Reply(code, {code / 100, 7, 1}, value.substr(4)));
}

}  // namespace mailtown::dialogue
