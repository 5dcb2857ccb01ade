// A DNS message of the trace as it lay on the wire.
//
// The trace holds questions and records as text, so names are compressed and records ordered as
// this nameserver does it, whoever sent the message.
#pragma once

#include <optional>
#include <string>

#include "trace/event.h"

namespace mailtown::capture {

// The bytes of any of the four DNS events; nothing for other events.
std::optional<std::string> dns_bytes(const trace::Event& event);

}  // namespace mailtown::capture
