// One POP3 session at a time has a mailbox (RFC 1939 §4: the exclusive-access lock).
//
// The locks live in the program that serves POP3, and so end with it: a crash leaves none behind.
// Delivery needs no lock, since Maildir adds files and touches no other.
//
// Departure from production practice: two mda programs over one disk would not see each other's
// locks, where others use a lock file.
#pragma once

#include <set>
#include <string>
#include <utility>

namespace mailtown::mailbox {

class MaildropLocks;

// Holds a mailbox until it is destroyed; moved, it passes on. Empty: holds nothing.
class MaildropLock {
 public:
  MaildropLock() = default;
  MaildropLock(MaildropLock&& other) noexcept
      : locks_(std::exchange(other.locks_, nullptr)), mailbox_(std::move(other.mailbox_)) {}
  MaildropLock& operator=(MaildropLock&& other) noexcept {
    std::swap(locks_, other.locks_);
    std::swap(mailbox_, other.mailbox_);
    return *this;
  }
  ~MaildropLock();
  explicit operator bool() const { return locks_ != nullptr; }

 private:
  friend class MaildropLocks;
  MaildropLock(MaildropLocks& locks, std::string mailbox)
      : locks_(&locks), mailbox_(std::move(mailbox)) {}

  MaildropLocks* locks_ = nullptr;
  std::string mailbox_;
};

// Must outlive the locks that it gives.
class MaildropLocks {
 public:
  // An empty lock if somebody else holds the mailbox.
  MaildropLock try_lock(const std::string& mailbox) {
    if (!held_.insert(mailbox).second) return {};
    return {*this, mailbox};
  }

 private:
  friend class MaildropLock;
  std::set<std::string> held_;
};

inline MaildropLock::~MaildropLock() {
  if (locks_ != nullptr) locks_->held_.erase(mailbox_);
}

}  // namespace mailtown::mailbox
