// STATUS's answer as text (RFC 3501 §7.2.4). Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "imap/command.h"

namespace mailtown::imap {

// What STATUS can tell of a mailbox.
struct FolderStatus {
  std::uint64_t messages = 0, recent = 0, unseen = 0;
  std::uint32_t uid_next = 0, uid_validity = 0;
};

// "* STATUS INBOX (MESSAGES 3 UNSEEN 1)"
std::string print_status(const std::string& mailbox, const std::vector<StatusItem>& items,
                         const FolderStatus& status);

}  // namespace mailtown::imap
