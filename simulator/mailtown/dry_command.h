// What the dry runs share: the scenario's machine or the configuration that is asked, and how the
// reasoning is printed.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>

#include "config/config.h"
#include "simulator/mailtown/console.h"
#include "simulator/run/dry_run.h"
#include "simulator/scenario/scenario.h"

namespace mailtown::console {

struct DryOptions {
  std::string scenario, config, machine, language, colour = "auto", after = "1s";
  std::vector<std::string> changes;
};

void add_dry_options(CLI::App& command, DryOptions& options);

using DrySource = std::variant<scenario::Scenario, run::RealMachine>;

// Loads what the options name; after a mistake prints it and returns the exit code.
std::variant<DrySource, ExitCode> load_source(const DryOptions& options,
                                              const reader::Catalogue& words);

// The time at which the scenario's machine is asked, from its start; nothing if it is no duration.
std::optional<Duration> time_of(const DryOptions& options);

// Prints the reasoning of the program that was asked.
void print_reasoning(const DryOptions& options, run::DryRun dry, const reader::Catalogue& words);

// Prints an error of the catalogue to stderr.
ExitCode wrong(const reader::Catalogue& words, const std::string& key,
               const std::vector<Fact>& facts);

}  // namespace mailtown::console
