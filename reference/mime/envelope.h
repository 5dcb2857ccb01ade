// A message's envelope in IMAP's sense (RFC 3501 §7.4.2): its header's main fields, parsed. Not to
// be taken for SMTP's envelope, which is what the letter travels under.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "message/header.h"

namespace mailtown::mime {

// One address of a list, or a mark of where a group begins or ends. Words are unquoted and as
// written: encoded words stay encoded (decode_words() shows them).
struct EnvelopeAddress {
  std::optional<std::string> name;     // the display name, or the comment that stood for one
  std::optional<std::string> route;    // "@a.example.org,@b.example.org" (obsolete)
  std::optional<std::string> mailbox;  // the local part; of a group's begin, its name
  std::optional<std::string> host;     // none: a group's begin or, without mailbox, its end

  bool begins_group() const { return mailbox && !host; }
  bool ends_group() const { return !mailbox && !host; }
  bool operator==(const EnvelopeAddress&) const = default;
};
using AddressList = std::vector<EnvelopeAddress>;

// At most so many addresses of a field are told.
inline constexpr std::size_t addresses_max = 1000;

// An address list of RFC 5322 §3.4, obsolete forms of §4.4 included. Never fails: what is no
// address comes as one whose host is empty, as long as there are words in it; the rest is skipped.
AddressList parse_address_list(std::string_view field_value);

struct Envelope {
  std::optional<std::string> date, subject;  // as written, unfolded
  AddressList from, sender, reply_to;        // the latter two default to `from`
  AddressList to, cc, bcc;
  std::optional<std::string> in_reply_to, message_id;
  bool operator==(const Envelope&) const = default;
};

// True for a field that an envelope tells, in any case.
bool is_envelope_field(std::string_view name);
// Of several fields of one name the first counts.
Envelope make_envelope(const message::Header& header);

}  // namespace mailtown::mime
