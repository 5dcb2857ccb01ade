// mailtown route: where a letter would go from a machine, and why.
#include <cstdio>

#include "simulator/mailtown/commands.h"
#include "simulator/mailtown/dry_command.h"

namespace mailtown {
namespace {

struct RouteCommand {
  console::DryOptions dry;
  std::string address;
};

// "kozlov@example.com", or "postmaster" alone (RFC 5321 §4.5.1).
std::optional<Address> read_address(const std::string& text) {
  if (text == "postmaster") return Address{text, ""};
  return parse_address(text);
}

void print_hosts(const run::Way& way, const reader::Catalogue& words) {
  int number = 0;
  for (const run::WayHost& next : way.hosts) {
    for (const Endpoint& endpoint : next.addresses) {
      fmt::print("  {}\n", words.ui("route.host", {{"number", std::to_string(++number)},
                                                   {"host", next.host.name},
                                                   {"endpoint", endpoint.to_string()}}));
    }
    if (!next.addresses.empty()) continue;
    const char* key = next.may_come ? "route.no-address-now" : "route.no-address";
    fmt::print("  {}\n", words.ui(key, {{"host", next.host.name}}));
  }
}

void print_way(const run::Way& way, const reader::Catalogue& words) {
  const std::string recipient = way.recipient.to_string();
  switch (way.route.kind) {
    case routing::RouteKind::local:
      fmt::print("{}\n",
                 words.ui("route.home", {{"recipient", recipient}, {"mailbox", way.mailbox}}));
      break;
    case routing::RouteKind::hosts:
      fmt::print("{}\n", words.ui("route.hosts", {{"recipient", recipient}}));
      print_hosts(way, words);
      break;
    case routing::RouteKind::undeliverable:
    case routing::RouteKind::try_later:
      const bool later = way.route.kind == routing::RouteKind::try_later;
      fmt::print("{}\n", words.ui(later ? "route.try-later" : "route.undeliverable",
                                  {{"recipient", recipient}, {"reply", way.route.reply}}));
      break;
  }
}

int route(const RouteCommand& command) {
  const auto words = reader::Catalogue::load(*reader::language_of(command.dry.language));
  if (!words) {
    fmt::print(stderr, "{}\n", words.error().message());
    return console::environment;
  }
  const auto address = read_address(command.address);
  if (!address) return console::wrong(*words, "dry.bad-address", {{"address", command.address}});
  const auto loaded = console::load_source(command.dry, *words);
  if (const auto* code = std::get_if<console::ExitCode>(&loaded)) return *code;
  const auto& source = std::get<console::DrySource>(loaded);
  const auto* scenario = std::get_if<scenario::Scenario>(&source);
  auto dry = scenario ? run::dry_route(*scenario, command.dry.machine, *address,
                                       *console::time_of(command.dry))
                      : run::dry_route(std::get<run::RealMachine>(source), *address);
  if (!dry) {
    return console::tell(*words, scenario ? command.dry.scenario : command.dry.config, dry.error());
  }
  const auto ways = dry->ways;
  console::print_reasoning(command.dry, std::move(*dry), *words);
  if (ways.empty()) {
    fmt::print("{}\n", words->ui("route.nowhere", {{"recipient", address->to_string()}}));
  }
  for (const run::Way& way : ways) print_way(way, *words);
  fmt::print("{}\n", words->ui("dry.note"));
  return console::fine;
}

}  // namespace

void add_route(CLI::App& app, int& code) {
  CLI::App* command =
      app.add_subcommand("route", "Says where a letter would go, and why, without sending any");
  auto options = std::make_shared<RouteCommand>();
  command->add_option("ADDRESS", options->address, "The recipient: kozlov@example.com")->required();
  command->add_option("SCENARIO", options->dry.scenario, "A scenario's name, or a file");
  console::add_dry_options(*command, options->dry);
  command->callback([options, &code] { code = route(*options); });
}

}  // namespace mailtown
