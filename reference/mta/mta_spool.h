// The spool behind DATA: writes a message into the queue as it arrives, with the fields that this
// server adds on top.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "config/config.h"
#include "platform/platform.h"
#include "queue/queue_store.h"
#include "smtp/smtp_service.h"
#include "users/address_book.h"

namespace mailtown::mta {

// Called when a letter has become durable, so that it is tried at once.
using LetterAccepted = std::function<void(queue::Letter, Tracer)>;

// Begins a letter whose first line is our Received field; for a submission Date and Message-ID
// are added if the header lacks them (RFC 6409 §8), for which up to 64 KiB of header are held back.
// Recipients are replaced by those who stand behind them (address_book.h) before the letter becomes
// durable; a letter that goes in a circle (hop_limit.h) is refused.
// `platform`, `config`, `book` and `store` must outlive the spool. Failures as of
// QueueStore::begin().
Result<std::unique_ptr<smtp::Spool>> open_mta_spool(
    Platform& platform, const config::Config& config, users::AddressBook& book,
    queue::QueueStore& store, const smtp::Envelope& envelope, const smtp::SessionInfo& session,
    LetterAccepted accepted);

}  // namespace mailtown::mta
