// What a response says about a question: the reading side of RFC 1034 §5.3.3 step 4. Pure.
#pragma once

#include <optional>
#include <string>

#include "dns/message.h"
#include "dns/resolver.h"
#include "trace/evidence.h"

namespace mailtown::dns {

// A delegation as a response tells it.
struct Referral {
  Name zone;
  std::vector<Record> servers;    // NS records of `zone`
  std::vector<Record> addresses;  // glue: A and AAAA records of these servers
};

struct Reading {
  enum class Kind {
    answer,    // `resolution` is complete
    alias,     // `resolution.aliases` lead to `next`, about which the response says nothing
    referral,  // ask the servers of `referral`
    useless,   // go to another server; `why` is the key: "servfail", "refused", "lame", ...
  };
  Kind kind = Kind::useless;
  Resolution resolution;
  Name next;
  Referral referral;
  std::string why;
};

// Reads `response` to `question` from a server of the zone `asked`. Only records below `asked` are
// believed (bailiwick): a server of example.org has no say about example.com. A referral must lead
// from `asked` down towards the name, or the server is lame. For a recursive server's answer,
// `asked` is the root and `recursive` is true: it gives no referrals.
Reading read_response(const Message& response, const Question& question, const Name& asked,
                      bool recursive);

}  // namespace mailtown::dns
