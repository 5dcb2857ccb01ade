// IMAP commands as values (RFC 3501 §6 and the extensions named at each).
//
// Names of mailboxes are UTF-8 here; the codec takes modified UTF-7 off and puts it on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "imap/fetch_item.h"
#include "imap/search_key.h"
#include "imap/sequence_set.h"
#include "mailbox/flags.h"
#include "platform/clock.h"

namespace mailtown::imap {

// Flags as a client names them: a folder gives its keywords their bits.
struct NamedFlags {
  mailbox::Flags flags;  // system flags only
  std::vector<std::string> keywords;
  bool operator==(const NamedFlags&) const = default;
};

// --- in any state (RFC 3501 §6.1) ---
struct Capability {};
struct Noop {};
struct Logout {};
struct Id {};  // RFC 2971; what the client tells of itself is not kept

// --- before the log-in (§6.2) ---
struct StartTls {};
struct Authenticate {
  std::string mechanism;               // upper case
  std::optional<std::string> initial;  // RFC 4959; "=" stands for an empty one
};
struct Login {
  std::string login, password;
};

// --- about mailboxes (§6.3) ---
struct Select {
  std::string mailbox;
  bool read_only = false;  // EXAMINE
};
struct Create {
  std::string mailbox;
};
struct Delete {
  std::string mailbox;
};
struct Rename {
  std::string from, to;
};
struct Subscribe {
  std::string mailbox;
  bool subscribed = true;  // false: UNSUBSCRIBE
};
struct List {
  std::string reference, pattern;  // in UTF-8
  bool subscribed_only = false;    // LSUB
};
struct Namespace {};  // RFC 2342
enum class StatusItem { messages, recent, uid_next, uid_validity, unseen };
struct StatusOf {
  std::string mailbox;
  std::vector<StatusItem> items;
};
// APPEND up to its message, which is the literal that follows.
struct Append {
  std::string mailbox;
  NamedFlags flags;
  std::optional<WallTime> received;  // none: now
  std::uint64_t bytes = 0;
  bool synchronizing = true;  // whether the client waits for our word before it sends
};
struct Idle {};  // RFC 2177
struct Enable {
  std::vector<std::string> capabilities;  // RFC 5161; upper case
};

// --- about messages of the selected mailbox (§6.4) ---
// With `by_uid` the set holds unique identifiers, and so do the answers.
struct Check {};
struct Close {};
struct Unselect {};  // RFC 3691
struct Expunge {
  std::optional<SequenceSet> uids;  // UID EXPUNGE (RFC 4315 §2.1): of these only
};
struct Search {
  SearchKey key;
  bool by_uid = false;
};
struct Fetch {
  SequenceSet set;
  std::vector<FetchItem> items;
  bool by_uid = false;
};
struct Store {
  SequenceSet set;
  mailbox::FlagChange::How how = mailbox::FlagChange::How::replace;
  NamedFlags flags;
  bool silent = false;
  bool by_uid = false;
};
struct Copy {
  SequenceSet set;
  std::string mailbox;
  bool move = false;  // RFC 6851
  bool by_uid = false;
};

}  // namespace mailtown::imap
