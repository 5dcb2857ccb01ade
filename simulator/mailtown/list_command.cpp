// mailtown list: the scenarios, with what one learns from each and how long it takes.
#include <cstdio>

#include "simulator/mailtown/commands.h"
#include "simulator/scenario/parse.h"

namespace mailtown {
namespace {

int list(const std::string& language) {
  const auto words = reader::Catalogue::load(*reader::language_of(language));
  if (!words) {
    fmt::print(stderr, "{}\n", words.error().message());
    return console::environment;
  }
  int code = console::fine;
  for (const std::string& name : console::scenario_names()) {
    const auto scenario = scenario::load_scenario(console::scenario_path(name));
    if (!scenario) {
      code = console::tell_not_loaded(*words, name, scenario.error());
      continue;
    }
    fmt::print("{}\n  {}\n  {}\n\n",
               words->ui("list.heading", {{"name", name}, {"title", scenario->title.in(language)}}),
               words->ui("list.learn", {{"learn", scenario->learn.in(language)}}),
               words->ui("list.minutes", {{"count", std::to_string(scenario->minutes)}}));
  }
  return code;
}

}  // namespace

void add_list(CLI::App& app, int& code) {
  CLI::App* command = app.add_subcommand("list", "Lists the scenarios");
  auto language = std::make_shared<std::string>();
  add_language(*command, *language);
  command->callback([language, &code] { code = list(*language); });
}

}  // namespace mailtown
