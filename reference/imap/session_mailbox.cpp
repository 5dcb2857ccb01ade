#include "imap/session_mailbox.h"

#include <algorithm>

#include <fmt/format.h>

namespace mailtown::imap {

namespace {

Answer refused(const Failure& failure, const char* no_such_code = "NONEXISTENT") {
  Answer answer;
  answer.refusal = refusal_of(failure, no_such_code);
  return answer;
}

Answer outcome_of(const Result<>& result) {
  return result ? Answer() : refused(result.error());
}

Snapshot snapshot_of(const mailbox::Folder& folder) {
  return {folder.entries(), folder.keywords(), folder.version()};
}

FolderStatus status_of(const mailbox::Folder& folder) {
  FolderStatus status;
  status.messages = folder.entries().size();
  status.recent = folder.unclaimed();
  status.uid_next = folder.uid_next();
  status.uid_validity = folder.uid_validity();
  status.unseen = static_cast<std::uint64_t>(
      std::count_if(folder.entries().begin(), folder.entries().end(),
                    [](const auto& entry) { return !entry.flags.seen; }));
  return status;
}

// What EXPUNGE removes: \Deleted messages, among `chosen` if there is a choice.
std::vector<Uid> deleted_uids(const mailbox::Folder& folder,
                              const std::optional<std::vector<Uid>>& chosen) {
  std::vector<Uid> uids;
  for (const auto& entry : folder.entries()) {
    if (!entry.flags.deleted) continue;
    if (chosen && !std::binary_search(chosen->begin(), chosen->end(), entry.uid)) continue;
    uids.push_back(entry.uid);
  }
  return uids;
}

}  // namespace

Reply refusal_of(const Failure& failure, const char* no_such_code) {
  const auto text = [&failure](const char* otherwise) {
    return failure.detail.empty() ? std::string(otherwise) : failure.detail;
  };
  switch (failure.kind) {
    case FailureKind::not_found:
      return Reply::no(no_such_code, "there is no such mailbox");
    case FailureKind::exists:
      return Reply::no("ALREADYEXISTS", "there is such a mailbox already");
    case FailureKind::invalid:
      return Reply::no("CANNOT", text("that name cannot be a mailbox's"));
    case FailureKind::not_permitted:
      return Reply::no("CANNOT", text("that mailbox stays"));
    case FailureKind::full:
      return Reply::no("OVERQUOTA", "there is no room for that");
    default:
      return Reply::no("UNAVAILABLE", "the disk does not let me, now");
  }
}

Task<Answer> SessionMailbox::answer(Question question, Tracer tracer) {
  if (auto* select = std::get_if<Select>(&question)) {
    co_return co_await answer_select(std::move(*select), tracer);
  }
  if (auto* create = std::get_if<Create>(&question)) {
    const auto created = co_await mailbox_->create(std::move(create->mailbox));
    co_return outcome_of(created);
  }
  if (auto* command = std::get_if<Delete>(&question)) {
    const auto removed = co_await mailbox_->remove(std::move(command->mailbox));
    co_return outcome_of(removed);
  }
  if (auto* rename = std::get_if<Rename>(&question)) {
    const auto renamed = co_await mailbox_->rename(std::move(rename->from), std::move(rename->to));
    co_return outcome_of(renamed);
  }
  if (auto* subscribe = std::get_if<Subscribe>(&question)) {
    const auto done =
        co_await mailbox_->subscribe(std::move(subscribe->mailbox), subscribe->subscribed);
    co_return outcome_of(done);
  }
  if (auto* status = std::get_if<StatusOf>(&question)) {
    co_return co_await answer_status(std::move(*status), tracer);
  }
  if (auto* append = std::get_if<Append>(&question)) {
    co_return co_await answer_append(std::move(*append), tracer);
  }
  if (auto* flags = std::get_if<FlagsWanted>(&question)) {
    co_return co_await answer_flags(std::move(*flags), tracer);
  }
  if (auto* expunge = std::get_if<ExpungeWanted>(&question)) {
    co_return co_await answer_expunge(std::move(*expunge), tracer);
  }
  if (auto* copy = std::get_if<CopyWanted>(&question)) {
    co_return co_await answer_copy(std::move(*copy), tracer);
  }
  co_return answer_names();
}

Snapshot SessionMailbox::snapshot() const {
  return snapshot_of(*folder_);
}

Task<Result<std::vector<Uid>>> SessionMailbox::look() {
  const auto folder = folder_;
  const auto fresh = co_await folder->refresh();
  if (!fresh) co_return fresh.error();
  if (read_only_ || folder->version() == looked_at_) co_return std::vector<Uid>();
  auto recent = co_await folder->claim_recent();
  looked_at_ = folder->version();
  co_return recent;
}

Task<Answer> SessionMailbox::answer_select(Select select, Tracer tracer) {
  folder_.reset();
  auto opened = co_await mailbox_->open(std::move(select.mailbox), tracer);
  if (!opened) co_return refused(opened.error());
  folder_ = std::move(*opened);
  read_only_ = select.read_only;
  looked_at_ = 0;
  auto recent = co_await look();
  if (!recent) {
    folder_.reset();
    co_return refused(recent.error());
  }
  Answer answer;
  answer.folder.emplace(snapshot());
  answer.recent = std::move(*recent);
  answer.uid_validity = folder_->uid_validity();
  answer.uid_next = folder_->uid_next();
  co_return answer;
}

Task<Answer> SessionMailbox::answer_status(StatusOf status, Tracer tracer) {
  const auto opened = co_await mailbox_->open(std::move(status.mailbox), tracer);
  if (!opened) co_return refused(opened.error());
  const auto folder = *opened;
  const auto fresh = co_await folder->refresh();
  if (!fresh) co_return refused(fresh.error());
  Answer answer;
  answer.status = status_of(*folder);
  co_return answer;
}

Answer SessionMailbox::answer_names() {
  auto names = mailbox_->folders();
  if (!names) return refused(names.error());
  auto subscriptions = mailbox_->subscriptions();
  if (!subscriptions) return refused(subscriptions.error());
  Answer answer;
  answer.names = std::move(*names);
  answer.subscriptions = std::move(*subscriptions);
  return answer;
}

// RFC 3501 §6.3.11: TRYCREATE where the mailbox is not there.
Task<Answer> SessionMailbox::answer_append(Append append, Tracer tracer) {
  const auto opened = co_await mailbox_->open(append.mailbox, tracer);
  if (!opened) co_return refused(opened.error(), "TRYCREATE");
  mailbox::QuotaUse more;
  more.bytes = append.bytes;
  more.messages = 1;
  Answer answer = check_room(append.mailbox, more, tracer);
  if (answer.refusal) co_return answer;
  mailbox::Incoming incoming;
  incoming.flags = append.flags.flags;
  incoming.keywords = append.flags.keywords;
  incoming.received = append.received;
  incoming.bytes = append.bytes;
  auto draft = (*opened)->begin(std::move(incoming));
  if (!draft) co_return refused(draft.error());
  appending_.folder = *opened;
  appending_.draft = std::move(*draft);
  co_return answer;
}

Task<Answer> SessionMailbox::answer_flags(FlagsWanted wanted, Tracer tracer) {
  const auto folder = folder_;
  const auto changed =
      co_await folder->set_flags(std::move(wanted.uids), std::move(wanted.change), tracer);
  Answer answer = outcome_of(changed);
  if (!changed && changed.error().kind == FailureKind::full) {
    answer.refusal = Reply::no("LIMIT", "there are too many keywords in this mailbox");
  }
  if (folder_) answer.folder.emplace(snapshot());
  co_return answer;
}

Task<Answer> SessionMailbox::answer_expunge(ExpungeWanted wanted, Tracer tracer) {
  const auto folder = folder_;
  const auto fresh = co_await folder->refresh();
  if (!fresh) co_return refused(fresh.error());
  const auto removed = co_await folder->expunge(deleted_uids(*folder, wanted.uids), tracer);
  co_return outcome_of(removed);
}

Task<Answer> SessionMailbox::answer_copy(CopyWanted wanted, Tracer tracer) {
  const auto from = folder_;
  const auto opened = co_await mailbox_->open(wanted.mailbox, tracer);
  if (!opened) co_return refused(opened.error(), "TRYCREATE");  // RFC 3501 §6.4.7
  const auto to = *opened;
  Answer answer =
      wanted.move
          ? Answer()
          : check_room(wanted.mailbox, mailbox::weight_of(from->entries(), wanted.uids), tracer);
  if (answer.refusal) co_return answer;
  auto copied = wanted.move ? from->move_to(std::move(wanted.uids), *to, tracer)
                            : from->copy_to(std::move(wanted.uids), *to, tracer);
  auto pairs = co_await std::move(copied);
  if (!pairs) co_return refused(pairs.error());
  answer.copied = std::move(*pairs);
  answer.uid_validity = to->uid_validity();
  co_return answer;
}

Answer SessionMailbox::check_room(const std::string& name, mailbox::QuotaUse more,
                                  const Tracer& tracer) {
  Answer answer;
  auto room = mailbox_->room_for(more);
  if (room.outcome == mailbox::Room::full) {
    answer.refusal = Reply::no("OVERQUOTA", "the mailbox is full: remove something first");
  } else if (room.outcome == mailbox::Room::never) {
    answer.refusal = Reply::no("OVERQUOTA", "that is more than the mailbox may ever hold");
  }
  if (!answer.refusal) return answer;  // what simply fits is no news
  answer.decision = tracer.note(
      decision("quota", name, "refuse", std::move(room.evidence), answer.refusal->to_string("*")));
  return answer;
}

}  // namespace mailtown::imap
