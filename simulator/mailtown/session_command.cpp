// mailtown session: what a server would answer a client, and why.
#include <cstdio>

#include "simulator/mailtown/commands.h"
#include "simulator/mailtown/dry_command.h"
#include "simulator/scenario/plan.h"

namespace mailtown {
namespace {

struct SessionCommand {
  console::DryOptions dry;
  std::string from;
  std::optional<std::string> sender;
  run::Visit visit;
};

// An address, or a machine of the scenario.
std::optional<IpAddress> read_client(const std::string& from, const console::DrySource& source) {
  if (const auto address = IpAddress::parse(from)) return address;
  const auto* scenario = std::get_if<scenario::Scenario>(&source);
  const auto plan = scenario ? scenario::make_plan(*scenario) : Result<scenario::Plan>(Failure{});
  if (!plan || plan->find(from) == nullptr) return std::nullopt;
  return plan->find(from)->address;
}

Result<run::DryRun> ask(const SessionCommand& command, const console::DrySource& source) {
  if (const auto* scenario = std::get_if<scenario::Scenario>(&source)) {
    return run::dry_session(*scenario, command.dry.machine, command.visit,
                            *console::time_of(command.dry));
  }
  return run::dry_session(std::get<run::RealMachine>(source), command.visit);
}

// How it ended for the client, in a sentence.
std::string ending_of(const trace::Trace& trace, const reader::Catalogue& words) {
  for (const trace::Event& event : trace.events) {
    const auto* saw = std::get_if<trace::UserSaw>(&event.payload);
    if (saw == nullptr) continue;
    return words.ui("session." + saw->outcome, {{"reply", saw->detail}});
  }
  return {};
}

int session(SessionCommand command) {
  const auto words = reader::Catalogue::load(*reader::language_of(command.dry.language));
  if (!words) {
    fmt::print(stderr, "{}\n", words.error().message());
    return console::environment;
  }
  const auto loaded = console::load_source(command.dry, *words);
  if (const auto* code = std::get_if<console::ExitCode>(&loaded)) return *code;
  const auto& source = std::get<console::DrySource>(loaded);
  const auto* real = std::get_if<run::RealMachine>(&source);
  if (real && real->config.listen.smtp.empty()) {
    return console::wrong(*words, "dry.no-smtp", {{"file", command.dry.config}});
  }
  const auto client = read_client(command.from, source);
  if (!client) return console::wrong(*words, "dry.bad-from", {{"from", command.from}});
  command.visit.from = *client;
  command.visit.mail = command.sender.has_value();
  command.visit.sender = command.sender.value_or("");
  auto dry = ask(command, source);
  if (!dry) {
    return console::tell(*words, real ? command.dry.config : command.dry.scenario, dry.error());
  }
  const std::string ending = ending_of(dry->trace, *words);
  console::print_reasoning(command.dry, std::move(*dry), *words);
  fmt::print("{}\n{}\n", ending, words->ui("dry.note"));
  return console::fine;
}

}  // namespace

void add_session(CLI::App& app, int& code) {
  CLI::App* command = app.add_subcommand(
      "session", "Says what a server would answer a client, and why, without taking any letter");
  auto options = std::make_shared<SessionCommand>();
  command->add_option("SCENARIO", options->dry.scenario, "A scenario's name, or a file");
  console::add_dry_options(*command, options->dry);
  command->add_option("--from", options->from, "The client's IP address, or a scenario's machine")
      ->required();
  command->add_option("--helo", options->visit.helo,
                      "What it calls itself; by default its address in brackets");
  command->add_option("--mail-from", options->sender,
                      "The envelope's sender; \"\" for the null sender");
  command->add_option("--rcpt", options->visit.recipients, "A recipient; may be given again")
      ->expected(1)
      ->take_all();
  command->callback([options, &code] { code = session(*options); });
}

}  // namespace mailtown
