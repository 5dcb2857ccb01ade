#include "queue/local_delivery.h"

#include "mailbox/unique_name.h"
#include "message/trace_fields.h"

namespace mailtown::queue {

// Fills in the attempt and returns true if the mailbox has no room: the letter waits for it, or, if
// it could never fit, goes back.
bool LocalDelivery::check_quota(const mailbox::Filing& filing, mailbox::QuotaLimit limit,
                                std::uint64_t bytes, Attempt& attempt, const Tracer& tracer) {
  if (!limit.is_set()) return false;
  auto room = mailboxes_.room_for(filing, limit, bytes);
  const bool never = room.outcome == mailbox::Room::never;
  const char* outcome = never ? "never" : room.outcome == mailbox::Room::full ? "full" : "fits";
  if (room.outcome != mailbox::Room::fits) {
    attempt.ending = never ? Ending::failed : Ending::deferred;
    attempt.reply = never ? "552 5.2.3 the letter is larger than all that the mailbox may hold"
                          : "452 4.2.2 the mailbox is full";
  }
  tracer.note(decision("quota", filing.recipient, outcome, std::move(room.evidence),
                       room.outcome == mailbox::Room::fits ? "" : attempt.reply));
  return room.outcome != mailbox::Room::fits;
}

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
    const mailbox::QuotaLimit limit{account->quota_bytes, account->quota_messages};
    if (check_quota(filing, limit, (*text)->size(), attempt, tracer)) co_return attempt;
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
