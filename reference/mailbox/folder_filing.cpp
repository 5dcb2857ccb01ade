// How messages come into a folder from a client: drafts, copies, moves.
#include <algorithm>

#include "mailbox/maildir_folder.h"
#include "mailbox/maildir_name.h"

namespace mailtown::mailbox {

namespace {

const Failure over_quota{FailureKind::full, "the mailbox has reached its quota"};
const Failure folder_gone{FailureKind::not_found, "the folder was removed"};

std::uint64_t draw(Platform& platform) {
  return platform.random.bits("maildir-name");
}

}  // namespace

// --- a text that a client brings -----------------------------------------------------------------

class MaildirDraft final : public Draft {
 public:
  MaildirDraft(std::shared_ptr<MaildirFolder> folder, Incoming incoming, std::string name,
               WallTime received, std::unique_ptr<File> file)
      : folder_(std::move(folder)),
        incoming_(std::move(incoming)),
        name_(std::move(name)),
        received_(received),
        file_(std::move(file)) {}
  ~MaildirDraft() override {
    if (!is_message_) (void)folder_->disk_.remove(tmp());
  }

  Result<> append(std::span<const char> bytes) override { return file_->append(bytes); }
  Task<Result<Uid>> commit(Tracer tracer) override;

 private:
  std::string tmp() const { return folder_->place_.path + "/tmp/" + name_; }

  std::shared_ptr<MaildirFolder> folder_;
  Incoming incoming_;
  std::string name_;
  WallTime received_;
  std::unique_ptr<File> file_;
  bool is_message_ = false;
};

Task<Result<Uid>> MaildirDraft::commit(Tracer tracer) {
  MaildirFolder& folder = *folder_;
  // The text must last before it is a message.
  const auto written = co_await folder.parts_->sync.join();
  if (!written) co_return written.error();
  const auto hold = co_await folder.busy_.enter();
  if (folder.is_gone_) co_return folder_gone;
  const auto bits = co_await folder.keywords_.bits(incoming_.keywords);
  if (!bits) co_return bits.error();
  incoming_.flags.keywords |= *bits;
  const auto ready = co_await folder.prepare_cur();
  if (!ready) co_return ready.error();
  Arrival arrival{.name = name_,
                  .suffix = ":2," + letters_of(incoming_.flags, ""),
                  .in_new = false,
                  .bytes = file_->size(),
                  .received = received_};
  const auto renamed =
      folder.disk_.rename(tmp(), folder.path(name_, {arrival.suffix, arrival.in_new, true}));
  if (!renamed) co_return renamed.error();
  is_message_ = true;
  folder.usage_.note(static_cast<std::int64_t>(arrival.bytes), 1);
  folder.note("added", name_, tracer);
  std::vector<Arrival> arrivals;
  arrivals.push_back(std::move(arrival));
  const auto uids = co_await folder.take_in(std::move(arrivals), true, true);
  if (!uids) co_return uids.error();
  co_return uids->front();
}

Result<std::unique_ptr<Draft>> MaildirFolder::begin(Incoming incoming) {
  if (is_gone_) return folder_gone;
  const auto room = usage_.room_for(place_.limit, {incoming.bytes, 1});
  if (room.outcome != Room::fits) return over_quota;
  const auto made = disk_.make_folder(place_.path + "/tmp");
  if (!made) return made.error();
  const WallTime received = std::chrono::floor<std::chrono::seconds>(
      incoming.received.value_or(parts_->platform.clock.wall()));
  auto name = brought_name(received, draw(parts_->platform));
  auto file = disk_.open(place_.path + "/tmp/" + name, OpenMode::create);
  if (!file) return file.error();
  return std::make_unique<MaildirDraft>(shared_from_this(), std::move(incoming), std::move(name),
                                        received, std::move(*file));
}

// --- copies and moves ----------------------------------------------------------------------------

Task<Result<UidPairs>> MaildirFolder::copy_to(std::vector<Uid> uids, Folder& to, Tracer tracer) {
  return transfer(std::move(uids), to, false, std::move(tracer));
}
Task<Result<UidPairs>> MaildirFolder::move_to(std::vector<Uid> uids, Folder& to, Tracer tracer) {
  return transfer(std::move(uids), to, true, std::move(tracer));
}

Task<Result<UidPairs>> MaildirFolder::transfer(std::vector<Uid> uids, Folder& to, bool move,
                                               Tracer tracer) {
  auto* target = dynamic_cast<MaildirFolder*>(&to);
  if (target == nullptr) co_return Failure{FailureKind::invalid, "not a folder of this disk"};
  std::sort(uids.begin(), uids.end());
  uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
  if (!move) {
    const auto room = target->usage_.room_for(target->place_.limit, weight_of(entries_, uids));
    if (room.outcome != Room::fits) co_return over_quota;
  }
  const auto hold = co_await target->busy_.enter();
  if (target->is_gone_) co_return folder_gone;
  std::uint32_t bits = 0;
  for (const Uid uid : uids) {
    const Entry* entry = find_entry(entries_, uid);
    if (entry != nullptr) bits |= entry->flags.keywords;
  }
  const auto known = co_await target->keywords_.bits(keywords_.words_of(bits));
  if (!known) co_return known.error();
  const auto ready = co_await target->prepare_cur();
  if (!ready) co_return ready.error();
  auto put = put_into(uids, *target, move);
  if (!put) co_return put.error();
  UidPairs pairs;
  if (put->uids.empty()) co_return pairs;
  const QuotaUse weight = weight_of(entries_, put->uids);
  for (std::size_t i = 0; i < put->uids.size(); ++i) {
    if (move) note("removed", find_entry(entries_, put->uids[i])->name, tracer);
    target->note("added", put->arrivals[i].name, tracer);
  }
  if (move) {
    forget(put->uids);
  } else {
    target->usage_.note(static_cast<std::int64_t>(weight.bytes),
                        static_cast<std::int64_t>(weight.messages));
  }
  const auto taken = co_await target->take_in(std::move(put->arrivals), true, true);
  if (!taken) co_return taken.error();
  for (std::size_t i = 0; i < taken->size(); ++i) pairs.emplace_back(put->uids[i], (*taken)[i]);
  co_return pairs;
}

// Between two waits. A copy is of all or of none; of a move what was moved stays moved.
Result<MaildirFolder::Put> MaildirFolder::put_into(const std::vector<Uid>& uids, MaildirFolder& to,
                                                   bool move) {
  Put put;
  for (const Uid uid : uids) {
    const auto at = position(uid);
    if (!at) continue;
    auto arrival = put_one(*at, to, move);
    if (!arrival && arrival.error().kind == FailureKind::not_found) continue;  // it vanished
    if (!arrival && move && !put.uids.empty()) break;
    if (!arrival) {
      for (const Arrival& made : put.arrivals) {
        (void)disk_.remove(to.path(made.name, {made.suffix, made.in_new, true}));
      }
      return arrival.error();
    }
    put.uids.push_back(uid);
    put.arrivals.push_back(std::move(*arrival));
  }
  return put;
}

Result<Arrival> MaildirFolder::put_one(std::size_t at, MaildirFolder& to, bool move) {
  const std::string name = copy_name(entries_[at].name, draw(parts_->platform));
  for (int tries = 0;; ++tries) {
    Flags flags = entries_[at].flags;
    flags.keywords = to.keywords_.known_bits(keywords_.words_of(flags.keywords));
    const auto old = split_name(spots_[at].suffix).letters;
    Arrival arrival{.name = name,
                    .suffix = ":2," + letters_of(flags, old),
                    .in_new = false,
                    .bytes = entries_[at].bytes,
                    .received = entries_[at].received};
    const auto there = to.path(name, {arrival.suffix, arrival.in_new, true});
    const auto put = move ? disk_.rename(path(at), there) : disk_.link(path(at), there);
    if (put && move) remove_twins(entries_[at].name);
    if (put) return arrival;
    const bool may_be_elsewhere = put.error().kind == FailureKind::not_found && tries == 0;
    if (!may_be_elsewhere || !look_for(at)) return put.error();
  }
}

}  // namespace mailtown::mailbox
