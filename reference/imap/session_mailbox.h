// SessionMailbox: the mailbox behind one session; answers the machine's questions.
//
// Each question is one wait for mailbox::Mailbox or the selected mailbox::Folder; what they fail
// with becomes the refusal that RFC 5530 has for it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "imap/imap_service.h"

namespace mailtown::imap {

// The reply for what a mailbox could not do. `no_such_code`: for one that is not there.
Reply refusal_of(const Failure& failure, const char* no_such_code = "NONEXISTENT");

class SessionMailbox {
 public:
  // The mailbox of who has logged in.
  void open(std::unique_ptr<mailbox::Mailbox> mailbox) { mailbox_ = std::move(mailbox); }

  // Everything but CredentialsGiven. To Append: a draft is begun, for take_draft().
  Task<Answer> answer(Question question, Tracer tracer);

  // --- the selected folder ---
  const std::shared_ptr<mailbox::Folder>& folder() const { return folder_; }
  void release() { folder_.reset(); }
  Snapshot snapshot() const;
  // Takes in what others have changed; the UIDs that become \Recent for this session, which are
  // none for one that only reads (RFC 3501 §6.3.2). Failures as of Folder::refresh.
  Task<Result<std::vector<Uid>>> look();

  // --- a message on its way, after APPEND ---
  struct Appending {
    std::shared_ptr<mailbox::Folder> folder;
    std::unique_ptr<mailbox::Draft> draft;
  };
  Appending take_draft() { return std::move(appending_); }

 private:
  Task<Answer> answer_select(Select select, Tracer tracer);
  Task<Answer> answer_status(StatusOf status, Tracer tracer);
  Task<Answer> answer_append(Append append, Tracer tracer);
  Task<Answer> answer_flags(FlagsWanted wanted, Tracer tracer);
  Task<Answer> answer_expunge(ExpungeWanted wanted, Tracer tracer);
  Task<Answer> answer_copy(CopyWanted wanted, Tracer tracer);
  Answer answer_names();
  // Whether the quota lets `more` in, as a refusal if not; records the decision.
  Answer check_room(const std::string& name, mailbox::QuotaUse more, const Tracer& tracer);

  std::unique_ptr<mailbox::Mailbox> mailbox_;
  std::shared_ptr<mailbox::Folder> folder_;
  bool read_only_ = false;
  std::uint64_t looked_at_ = 0;  // the folder's version when \Recent was claimed last
  Appending appending_;
};

}  // namespace mailtown::imap
