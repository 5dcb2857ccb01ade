#include "programs/program_options.h"

#include <filesystem>

#include <CLI/CLI.hpp>

namespace mailtown::programs {

std::string root_of(const ProgramOptions& options) {
  if (!options.root.empty()) return options.root;
  const auto folder = std::filesystem::path(options.config).parent_path().string();
  return folder.empty() ? "." : folder;
}

std::variant<ProgramOptions, int> parse_options(int argc, char** argv, const std::string& role,
                                                const std::string& what) {
  ProgramOptions options;
  CLI::App app(what + "\nRuns until SIGTERM or SIGINT; a second one ends it at once.", role);
  app.set_version_flag("--version", role + " (Mailtown) " MAILTOWN_VERSION);
  app.add_option("--config", options.config, "The configuration (TOML); see docs/configuration.md")
      ->required()
      ->type_name("FILE");
  app.add_option("--root", options.root,
                 "Folder that the configuration's paths start from; the configuration's own by "
                 "default")
      ->type_name("FOLDER");
  auto* trace = app.add_option("--trace", options.trace,
                               "Write what happens to FILE as JSON lines, passwords masked");
  trace->type_name("FILE");
  app.add_flag("--trace-credentials", options.trace_credentials, "Leave the passwords in the trace")
      ->needs(trace);
  app.add_flag("--force", options.force, "Overwrite an old trace")->needs(trace);
  app.footer("Exit codes: 0 ended as asked, 2 wrong input, 3 the machine does not let us.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& end) {
    return app.exit(end) == 0 ? 0 : 2;
  }
  return options;
}

}  // namespace mailtown::programs
