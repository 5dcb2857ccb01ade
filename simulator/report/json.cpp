#include "simulator/report/report.h"
#include "trace/json_codec.h"

namespace mailtown::report {

std::string json(const trace::Trace& trace) {
  std::string out;
  trace::append_header(out, trace.header);
  for (const auto& event : trace.events) trace::append_event(out, event);
  return out;
}

}  // namespace mailtown::report
