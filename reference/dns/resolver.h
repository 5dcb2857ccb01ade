// Resolver: what a program asks DNS questions of.
//
// Two implementations: the stub (asks a configured server over the network) and the iterative
// caching resolver (walks down from the root; the nameserver program serves it to stubs).
#pragma once

#include <string>
#include <vector>

#include "dns/name.h"
#include "dns/record.h"
#include "platform/clock.h"
#include "platform/task.h"
#include "trace/tracer.h"

namespace mailtown::dns {

enum class Outcome {
  found,         // records of the type asked for, at the end of any CNAME chain
  no_data,       // the name exists, without that type
  no_such_name,  // NXDOMAIN
  failed,        // nobody could say: SERVFAIL, timeouts, loops, too much work. Never means "no".
};

struct Resolution {
  Outcome outcome = Outcome::failed;
  std::vector<Record> records;     // of the type asked for
  std::vector<Record> aliases;     // the CNAME records that led there, in order
  std::vector<Record> additional;  // addresses that came along with MX and NS records
  // With no_data and no_such_name: the zone's SOA record, whose TTL says how long that may be kept.
  std::vector<Record> authority;
  std::string why;  // key for `failed`: "timed-out", "servfail", "loop", "too-much-work", "lame"
};

class Resolver {
 public:
  virtual ~Resolver() = default;
  // `tracer` carries the cause; implementations record what they do under it.
  virtual Task<Resolution> resolve(Name name, RecordType type, Tracer tracer,
                                   Deadline deadline) = 0;
};

}  // namespace mailtown::dns
