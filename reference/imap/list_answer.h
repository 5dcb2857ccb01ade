// What LIST and LSUB answer (RFC 3501 §6.3.8, §6.3.9). Pure.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "imap/command.h"

namespace mailtown::imap {

// The lines for all names that fit, with attributes: \HasChildren and \HasNoChildren (RFC 3348),
// \Sent, \Drafts and so on where a name is one that clients use for it (RFC 6154). A level without
// a mailbox of its own ("Archive" of "Archive/2026") is \Noselect.
std::vector<std::string> list_names(const List& list, const std::vector<std::string>& names);

// The lines for subscribed names that fit; where only a name below fits, and the pattern has a '%',
// the level above is told as \Noselect (RFC 3501 §6.3.9).
std::vector<std::string> list_subscriptions(const List& list, const std::set<std::string>& names);

}  // namespace mailtown::imap
