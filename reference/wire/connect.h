// Connecting, as every client of a line protocol does it and the trace shows it.
#pragma once

#include <memory>
#include <string>

#include "platform/network.h"
#include "trace/tracer.h"

namespace mailtown::wire {

// Whom to connect to, and from where.
struct Target {
  Endpoint endpoint;
  std::string name;          // the host name that led there, for the trace; may be empty
  IpAddress source_address;  // unspecified: the system chooses
};

// Connects within `deadline` and records connect.tried, then connect.done or connect.failed, each a
// step of `tracer`. Failures as of Network::connect.
Task<Result<std::unique_ptr<ByteStream>>> connect(Network& network, Target target,
                                                  std::string protocol, Tracer& tracer,
                                                  Deadline deadline);

}  // namespace mailtown::wire
