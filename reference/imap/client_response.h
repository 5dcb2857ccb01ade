// What an IMAP server says, as its client reads it (RFC 3501 §7): as much as this client asks for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "imap/reply.h"
#include "mailbox/folder.h"

namespace mailtown::imap::client {

// --- untagged data ---

struct Capabilities {
  std::vector<std::string> names;  // upper case
};
struct Exists {
  std::uint32_t count = 0;
};
struct Expunged {
  std::uint32_t number = 0;
};
struct Fetched {
  std::uint32_t number = 0;
  std::optional<mailbox::Uid> uid;
  std::optional<std::vector<std::string>> flags;  // as written: "\Seen", "$Forwarded"
};
struct Other {};  // SEARCH, LIST, FLAGS, RECENT and the like, which this client does not need

using Data = std::variant<Reply, Capabilities, Exists, Expunged, Fetched, Other>;

struct Response {
  std::string tag;  // of a command; "*" for an untagged one; "+" for a continuation request
  Data data;

  bool is_tagged() const { return tag != "*" && tag != "+"; }
};

}  // namespace mailtown::imap::client
