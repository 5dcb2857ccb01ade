// The Mailbox over Maildir++ folders (mailbox.h, folder_name.h).
#pragma once

#include <memory>
#include <string>

#include "mailbox/mailbox.h"
#include "mailbox/maildir_folder.h"
#include "mailbox/store_parts.h"
#include "mailbox/usage.h"

namespace mailtown::mailbox {

class MaildirMailbox final : public Mailbox {
 public:
  // `name` is users::Account::mailbox.
  MaildirMailbox(std::shared_ptr<StoreParts> parts, std::string name, QuotaLimit limit)
      : parts_(std::move(parts)),
        disk_(parts_->platform.disk),
        name_(std::move(name)),
        inbox_(parts_->root + "/" + name_),
        limit_(limit) {}

  Result<std::vector<std::string>> folders() override;
  Task<Result<std::shared_ptr<Folder>>> open(std::string name, Tracer tracer) override;
  Task<Result<>> create(std::string name) override;
  Task<Result<>> remove(std::string name) override;
  Task<Result<>> rename(std::string from, std::string to) override;
  Result<std::set<std::string>> subscriptions() override;
  Task<Result<>> subscribe(std::string name, bool wanted) override;
  Decided<Room> room_for(QuotaUse more) override;

 private:
  FolderPlace place_of(const std::string& name) const;
  std::shared_ptr<MaildirFolder> find_open(const std::string& path) const;
  Task<Result<>> make(const std::string& name);
  using Renames = std::vector<std::pair<std::string, std::string>>;  // from, to
  Result<Renames> renames_for(const std::string& from, const std::string& to);
  Task<Result<>> rename_inbox(std::string to);
  Task<Result<>> discard(std::string path);
  void sweep();

  std::shared_ptr<StoreParts> parts_;
  Disk& disk_;
  std::string name_;
  std::string inbox_;  // path of the INBOX's Maildir
  QuotaLimit limit_;
};

}  // namespace mailtown::mailbox
