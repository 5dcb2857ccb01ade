// ScriptedService: the mail service behind an SMTP server that tests talk to.
//
// Its town: users@example.com are here, but for "nobody"; all else is relayed only for those who
// are logged in; ivanov's password is "secret"; mail from spammer@example.net is refused. The
// script's options change the rest (see the constructor).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "smtp/smtp_service.h"

namespace mailtown::dialogue {

class ScriptedService : public smtp::MailService {
 public:
  // Options: "refuse-client" = "554 text" or "421 text"; "refuse-data" = "451 text";
  // "refuse-text" = "554 text" (once the message is whole);
  // "disk" = "full" (nothing can be begun), "full-later" (append fails), "broken" (commit fails).
  explicit ScriptedService(std::map<std::string, std::string> options = {})
      : options_(std::move(options)) {}

  struct Message {
    std::string id;
    smtp::Envelope envelope;
    smtp::SessionInfo session;
    std::string text;
  };
  const std::vector<Message>& messages() const { return messages_; }  // the committed ones
  int abandoned() const { return abandoned_; }

  Task<smtp::Answer> ask(smtp::Question question, const smtp::SessionInfo& session,
                         Tracer tracer) override;
  Result<std::unique_ptr<smtp::Spool>> open_spool(const smtp::Envelope& envelope,
                                                  const smtp::SessionInfo& session,
                                                  Tracer tracer) override;

 private:
  class ScriptedSpool;
  smtp::Answer decide(const smtp::ClientConnected&, const smtp::SessionInfo&);
  smtp::Answer decide(const smtp::HelloGiven&, const smtp::SessionInfo&);
  smtp::Answer decide(const smtp::CredentialsGiven& given, const smtp::SessionInfo&);
  smtp::Answer decide(const smtp::SenderGiven& given, const smtp::SessionInfo&);
  smtp::Answer decide(const smtp::RecipientGiven& given, const smtp::SessionInfo& session);
  smtp::Answer decide(const smtp::MessageAnnounced& given, const smtp::SessionInfo&);
  smtp::Answer refused_by_option(const std::string& option);

  std::map<std::string, std::string> options_;
  std::vector<Message> messages_;
  int opened_ = 0;
  int abandoned_ = 0;
};

}  // namespace mailtown::dialogue
