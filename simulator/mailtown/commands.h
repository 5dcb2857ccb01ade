// The subcommands of mailtown: each adds itself to the command line and runs when it is chosen.
#pragma once

#include <CLI/CLI.hpp>

#include "simulator/mailtown/console.h"

namespace mailtown {

// Each stores the exit code in `code`, which outlives the parsing.
void add_list(CLI::App& app, int& code);
void add_run(CLI::App& app, int& code);
void add_check(CLI::App& app, int& code);
void add_explain(CLI::App& app, int& code);
void add_queue(CLI::App& app, int& code);
void add_route(CLI::App& app, int& code);
void add_session(CLI::App& app, int& code);
void add_ca(CLI::App& app, int& code);
void add_user(CLI::App& app, int& code);

// The options that all of them have.
inline void add_language(CLI::App& command, std::string& language) {
  language = console::default_language();
  command.add_option("--lang", language, "Language: en or ru")
      ->check(CLI::IsMember({"en", "ru"}))
      ->capture_default_str();
}

}  // namespace mailtown
