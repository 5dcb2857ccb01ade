// A program's trace as a file of JSON lines, for readers that come later or follow it live.
//
// Each line goes to the system in one call, so that `tail -f` sees whole lines only. The file is
// its owner's alone (0600): it holds letters. Departure: nothing is synced; a power loss may cost
// the last lines. When the disk is full, the trace ends (stderr says so) and the program goes on.
#pragma once

#include <memory>
#include <string>

#include "platform/clock.h"
#include "platform/result.h"
#include "trace/tracer.h"

namespace mailtown::real {

struct JsonFileOptions {
  std::string path;
  bool overwrite = false;          // else a file that is there is a failure, `exists`
  bool shows_credentials = false;  // passwords as they were sent; masked by default
};

// Begins the file with `header`, whose `start` becomes now; events count from it. Their program is
// the header's first. `clock` outlives the sink.
Result<std::unique_ptr<TraceSink>> open_json_file(const JsonFileOptions& options,
                                                  trace::Header header, const Clock& clock);

}  // namespace mailtown::real
