// What a mail program asks of an IMAP server: the commands that this client can say.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "imap/command.h"
#include "mailbox/folder.h"

namespace mailtown::imap::client {

using mailbox::Uid;

// Messages from a UID on with their flags, and with their texts if wanted (without marking them
// read).
struct FetchFrom {
  Uid first = 1;
  bool texts = false;
};
struct StoreFlags {
  std::vector<Uid> uids;
  mailbox::FlagChange::How how = mailbox::FlagChange::How::add;
  std::vector<std::string> flags;  // "\Seen", "$Forwarded"
};
struct CopyTo {
  std::vector<Uid> uids;
  std::string mailbox;  // UTF-8
  bool move = false;    // RFC 6851
};
struct Remove {  // UID EXPUNGE (RFC 4315): those of them that are marked \Deleted
  std::vector<Uid> uids;
};
struct AppendText {
  std::string mailbox;
  std::vector<std::string> flags;
  std::uint64_t bytes = 0;
};

using Command = std::variant<Capability, StartTls, Login, Select, FetchFrom, StoreFlags, CopyTo,
                             Remove, AppendText, Create, Idle, Noop, Logout>;

// "UID FETCH"
const char* name_of(const Command& command);

}  // namespace mailtown::imap::client
