// The mail service behind SMTP: who may connect, log in, send, and to whom.
#pragma once

#include <memory>

#include "config/config.h"
#include "dns/resolver.h"
#include "mta/mta_spool.h"
#include "platform/platform.h"
#include "policy/chain.h"
#include "queue/queue_store.h"
#include "smtp/smtp_service.h"
#include "users/address_book.h"
#include "users/directory.h"
#include "users/login.h"

namespace mailtown::mta {

// What it refers to must outlive it.
class MtaService : public smtp::MailService {
 public:
  MtaService(Platform& platform, const config::Config& config, users::Directory& directory,
             users::LoginCheck& logins, dns::Resolver& resolver, queue::QueueStore& store,
             LetterAccepted accepted);

  Task<smtp::Answer> ask(smtp::Question question, const smtp::SessionInfo& session,
                         Tracer tracer) override;
  Result<std::unique_ptr<smtp::Spool>> open_spool(const smtp::Envelope& envelope,
                                                  const smtp::SessionInfo& session,
                                                  Tracer tracer) override;

 private:
  Task<smtp::Answer> answer(smtp::ClientConnected, const smtp::SessionInfo&, Tracer);
  Task<smtp::Answer> answer(smtp::HelloGiven, const smtp::SessionInfo&, Tracer);
  Task<smtp::Answer> answer(smtp::CredentialsGiven, const smtp::SessionInfo&, Tracer);
  Task<smtp::Answer> answer(smtp::SenderGiven, const smtp::SessionInfo&, Tracer);
  Task<smtp::Answer> answer(smtp::RecipientGiven, const smtp::SessionInfo&, Tracer);
  Task<smtp::Answer> answer(smtp::MessageAnnounced, const smtp::SessionInfo&, Tracer);

  // Relay control and recipient check, which no policy can bypass.
  Task<smtp::Answer> check_recipient(smtp::RecipientGiven given, const smtp::SessionInfo&, Tracer);
  // Whether the mailbox that the recipient's mail ends in has room (RFC 1870 §6.1).
  Task<smtp::Answer> check_quota(smtp::RecipientGiven given, Address end, smtp::Answer accepted,
                                 Tracer tracer);
  // Puts a stage to the policies of the session's port.
  Task<smtp::Answer> consult(policy::Stage stage, policy::Facts facts, const smtp::SessionInfo&,
                             Tracer);
  policy::Chain& chain_of(const smtp::SessionInfo& session);
  bool wants_client_name(const smtp::SessionInfo& session) const;

  Platform& platform_;
  const config::Config& config_;
  users::Directory& directory_;
  users::LoginCheck& logins_;
  users::AddressBook book_;
  dns::Resolver& resolver_;
  queue::QueueStore& store_;
  LetterAccepted accepted_;
  policy::Chain smtp_policies_, submission_policies_;
};

}  // namespace mailtown::mta
