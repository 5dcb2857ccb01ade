#include "programs/program_main.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "platform/asio/world.h"
#include "programs/program_options.h"
#include "programs/program_trace.h"

namespace mailtown::programs {

namespace {

enum ExitCode { fine = 0, wrong_input = 2, environment = 3 };

Result<std::string> read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  // A folder opens like a file, and only fails to be read.
  if (file) text << file.rdbuf();
  if (!file || !text) {
    return Failure{FailureKind::not_found, fmt::format("{}: {}", path, std::strerror(errno))};
  }
  return text.str();
}

Result<config::Config> read_config(const std::string& path) {
  const auto text = read_text(path);
  if (!text)
    return Failure{FailureKind::invalid, "cannot read the configuration " + text.error().detail};
  return config::parse_config(*text, path);
}

ExitCode exit_code_of(FailureKind kind) {
  const bool asked_for_what_cannot_be =
      kind == FailureKind::invalid || kind == FailureKind::not_found || kind == FailureKind::exists;
  return asked_for_what_cannot_be ? wrong_input : environment;
}

// What the operator may do about it, or nothing where the failure says it all.
std::string mend(FailureKind kind, const ProgramOptions& options) {
  switch (kind) {
    case FailureKind::in_use:
      return fmt::format(
          "To mend: end the program that listens there (ss -lntup names it), or choose another "
          "port under [listen] in {}.",
          options.config);
    case FailureKind::not_permitted:
      return fmt::format(
          "To mend: choose a port above 1023 under [listen] in {}, allow the port with setcap "
          "cap_net_bind_service=+ep, or give this user the folder {}.",
          options.config, root_of(options));
    case FailureKind::exists:
      return "To mend: choose another file, or overwrite it with --force.";
    default:
      return {};
  }
}

ExitCode tell(const std::string& role, const Failure& failure, const ProgramOptions& options) {
  fmt::print(stderr, "{}: {}\n", role, failure.message());
  const std::string how = mend(failure.kind, options);
  if (!how.empty()) fmt::print(stderr, "{}: {}\n", role, how);
  return exit_code_of(failure.kind);
}

// Runs the program as the simulated world does: its start and end are recorded around it.
Task<Result<>> run_traced(const ProgramKind& kind, Platform& platform, config::Config config,
                          std::string file) {
  platform.tracer.step(trace::ProgramStarted{kind.role, "with " + file});
  auto ended = co_await kind.run(platform, std::move(config));
  platform.tracer.note(trace::ProgramStopped{kind.role, ended ? "cleanly" : "after a failure"});
  co_return ended;
}

ExitCode run(const ProgramKind& kind, const ProgramOptions& options, config::Config config) {
  ProgramTrace trace;  // outlives the world, whose tasks record to the end
  real::World world;
  const auto traced = trace.open(options, kind, config, world.clock());
  if (!traced) return tell(kind.role, traced.error(), options);
  const auto announce = [&](const Endpoint& listening) {
    const auto now = trace::utc_text(world.clock().wall());
    fmt::print(stderr, "{} {} listens on {}\n", now, kind.role, listening.to_string());
  };
  const auto platform = world.add_process(
      {.disk_root = root_of(options), .tracer = trace.tracer(), .on_listen = announce});
  if (!platform) return tell(kind.role, platform.error(), options);
  world.heed_signals();
  const auto ended = world.run(run_traced(kind, **platform, std::move(config), options.config));
  return ended ? fine : tell(kind.role, ended.error(), options);
}

}  // namespace

int program_main(int argc, char** argv, const ProgramKind& kind) {
  const auto parsed = parse_options(argc, argv, kind.role, kind.what);
  if (const auto* code = std::get_if<int>(&parsed)) return *code;
  const auto& options = std::get<ProgramOptions>(parsed);
  auto config = read_config(options.config);
  if (!config) {
    fmt::print(stderr, "{}\n", config.error().detail);
    return wrong_input;
  }
  return run(kind, options, std::move(*config));
}

}  // namespace mailtown::programs
