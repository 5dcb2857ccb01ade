#include "queue/local_delivery.h"

#include "mailbox/unique_name.h"
#include "message/trace_fields.h"

namespace mailtown::queue {

Task<Attempt> LocalDelivery::deliver_to_one(const Letter& letter, std::size_t recipient,
                                            Tracer tracer) {
  const auto& address = letter.recipients[recipient].address;
  Attempt attempt{.recipient = recipient, .relay = "local"};
  auto found = co_await directory_.find(address);
  const auto& account = found.outcome;
  tracer.step(decision("recipient", address.to_string(), account ? account->mailbox : "unknown",
                       std::move(found.evidence)));
  if (!account) {
    attempt.ending = Ending::failed;
    attempt.reply = "550 5.1.1 no such user here";
    co_return attempt;
  }
  auto text = store_.open_message(letter.id);
  auto filed = text ? Result<>() : Result<>(text.error());
  if (text) {
    // RFC 5321 §4.4: final delivery puts the envelope's sender on top of the message.
    mailbox::Filing filing{.recipient = address.to_string(),
                           .mailbox = account->mailbox,
                           .name = mailbox::unique_name(letter.arrived, letter.id,
                                                        address.to_string(), config_.hostname),
                           .head = message::return_path_field(letter.sender),
                           .again = letter.tried};
    filed = co_await mailboxes_.deliver(std::move(filing), **text, tracer);
  }
  attempt.ending = filed ? Ending::sent : Ending::deferred;
  attempt.reply = filed ? "250 2.0.0 filed into the mailbox " + account->mailbox
                        : "451 4.2.0 the mailbox takes no mail now: " + filed.error().message();
  co_return attempt;
}

Task<std::vector<Attempt>> LocalDelivery::deliver(const Letter& letter,
                                                  std::vector<std::size_t> recipients,
                                                  Tracer tracer) {
  std::vector<Attempt> attempts;
  for (const auto index : recipients) {
    attempts.push_back(co_await deliver_to_one(letter, index, tracer));
  }
  co_return attempts;
}

}  // namespace mailtown::queue
