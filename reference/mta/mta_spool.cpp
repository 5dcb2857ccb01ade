#include "mta/mta_spool.h"

#include <fmt/format.h>

#include "message/header.h"
#include "message/hop_counter.h"
#include "message/submission_fields.h"
#include "message/trace_fields.h"
#include "policy/hop_limit.h"
#include "queue/queue_id.h"

namespace mailtown::mta {

namespace {

constexpr std::size_t held_header_bytes_max = 64 * 1024;
constexpr int id_tries =
    8;  // two letters in one microsecond with the same random bits: once an age

queue::Letter letter_of(const smtp::Envelope& envelope, std::string id, WallTime now) {
  queue::Letter letter{.id = std::move(id),
                       .sender = envelope.reverse_path,
                       .arrived = now,
                       .eight_bit = envelope.eight_bit};
  for (const auto& recipient : envelope.recipients) letter.recipients.push_back({recipient});
  return letter;
}

std::string received_by_us(const config::Config& config, const smtp::SessionInfo& session,
                           const queue::Letter& letter) {
  message::Hop hop{
      .helo = session.helo,
      .ptr_name = session.ptr_name,
      .peer = session.peer.address,
      .by = config.hostname,
      .with = message::protocol_name(session.extended, session.tls, !session.login.empty()),
      .id = letter.id,
      .time = letter.arrived};
  if (letter.recipients.size() == 1) hop.for_recipient = letter.recipients.front().address;
  return message::received_field(hop);
}

class MtaSpool : public smtp::Spool {
 public:
  MtaSpool(queue::QueueStore& store, users::AddressBook& book, const config::Config& config,
           queue::Letter letter, std::unique_ptr<queue::Draft> draft, bool complete_header,
           LetterAccepted accepted)
      : store_(store),
        book_(book),
        config_(config),
        letter_(std::move(letter)),
        draft_(std::move(draft)),
        header_is_open_(complete_header),
        accepted_(std::move(accepted)) {}

  const std::string& id() const override { return letter_.id; }

  Result<> append(std::span<const char> bytes) override {
    hops_.add({bytes.data(), bytes.size()});
    if (!header_is_open_) return draft_->append(bytes);
    held_.append(bytes.data(), bytes.size());
    const bool whole = message::header_size(held_) != message::no_header_end;
    if (!whole && held_.size() < held_header_bytes_max) return {};
    return close_header();
  }

  Task<smtp::Answer> examine(Tracer tracer) override {
    auto looping = policy::goes_in_circle(hops_.count(), config_.limits.hops);
    if (!looping.outcome) co_return smtp::Answer::accept();
    smtp::Reply reply(
        554, {5, 4, 6},
        fmt::format("The message goes in a circle: {} servers have had it, I allow {}",
                    hops_.count(), config_.limits.hops));
    const auto text = reply.to_string();
    const auto number = tracer.note(
        decision("hops", letter_.sender.to_string(), "refused", std::move(looping.evidence), text));
    co_return smtp::Answer::refuse(std::move(reply), number);
  }

  Task<Result<>> commit(Tracer tracer) override {
    auto stored = header_is_open_ ? close_header() : Result<>();
    if (!stored) co_return stored;
    tracer = tracer.about_letter(letter_.id);
    co_await expand_recipients(tracer);
    stored = co_await store_.accept(letter_, *draft_);
    if (!stored) co_return stored;
    for (const auto& recipient : letter_.recipients) {
      tracer.step(trace::QueueStep{.step = "accepted",
                                   .sender = letter_.sender.to_string(),
                                   .recipient = recipient.address.to_string()});
    }
    accepted_(letter_, tracer);
    co_return stored;
  }

 private:
  Task<> expand_recipients(Tracer tracer) {
    std::vector<Address> addresses;
    for (const auto& recipient : letter_.recipients) addresses.push_back(recipient.address);
    addresses = co_await book_.expand(std::move(addresses), tracer);
    letter_.recipients.clear();
    for (auto& address : addresses) letter_.recipients.push_back({std::move(address)});
  }

  // Writes the missing fields and then the part of the message that was held back.
  Result<> close_header() {
    header_is_open_ = false;
    const auto size = message::header_size(held_);
    const auto header = std::string_view(held_).substr(0, size);
    const auto missing =
        message::missing_submission_fields(header, letter_.arrived, letter_.id, config_.hostname);
    const auto written = draft_->append(missing);
    if (!written) return written;
    return draft_->append(std::exchange(held_, {}));
  }

  queue::QueueStore& store_;
  users::AddressBook& book_;
  const config::Config& config_;
  queue::Letter letter_;
  std::unique_ptr<queue::Draft> draft_;
  bool header_is_open_;  // a submission's header has not been seen whole yet
  std::string held_;
  message::HopCounter hops_;
  LetterAccepted accepted_;
};

}  // namespace

Result<std::unique_ptr<smtp::Spool>> open_mta_spool(
    Platform& platform, const config::Config& config, users::AddressBook& book,
    queue::QueueStore& store, const smtp::Envelope& envelope, const smtp::SessionInfo& session,
    LetterAccepted accepted) {
  const auto now = platform.clock.wall();
  auto id = queue::new_queue_id(now, platform.random);
  auto draft = store.begin(id);
  for (int i = 1; i < id_tries && !draft && draft.error().kind == FailureKind::exists; ++i) {
    id = queue::new_queue_id(now, platform.random);
    draft = store.begin(id);
  }
  if (!draft) return draft.error();
  auto letter = letter_of(envelope, id, now);
  const auto written = (*draft)->append(received_by_us(config, session, letter));
  auto spool = std::make_unique<MtaSpool>(store, book, config, std::move(letter), std::move(*draft),
                                          session.submission, std::move(accepted));
  if (!written) return written.error();
  return Result<std::unique_ptr<smtp::Spool>>(std::move(spool));
}

}  // namespace mailtown::mta
