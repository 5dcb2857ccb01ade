// Where a real program's events go: the operator's log on stderr, and a trace file if asked for.
#pragma once

#include <memory>
#include <optional>

#include "config/config.h"
#include "programs/program_main.h"
#include "programs/program_options.h"
#include "trace/log_sink.h"

namespace mailtown::programs {

class ProgramTrace {
 public:
  // `clock` outlives every event.
  Result<> open(const ProgramOptions& options, const ProgramKind& kind,
                const config::Config& config, const Clock& clock);
  Tracer tracer() { return Tracer(&*log_); }

 private:
  std::unique_ptr<TraceSink> file_;
  std::optional<trace::LogSink> log_;
};

}  // namespace mailtown::programs
