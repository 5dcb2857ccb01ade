// The times that a queue tells of, in the trace's own time: microseconds since Header::start.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "trace/event.h"

namespace mailtown::reader {

// Of a date as the queue writes it, "Mon, 02 Mar 2026 10:05:38 +0000"; nothing if it is none.
std::optional<std::int64_t> trace_time_of(const trace::Header& header, std::string_view date);

// Of a span as its decisions have it, "4h 20m"; nothing if it is none.
std::optional<std::int64_t> span_us(std::string_view words);

}  // namespace mailtown::reader
