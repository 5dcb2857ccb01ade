// mailtown: runs scenarios, tells what happened, judges it.
//
// Exit codes: 0 fine, 1 an expectation failed, 2 wrong input, 3 environment.
#include <cstdio>
#include <exception>

#include <fmt/format.h>

#include "simulator/mailtown/commands.h"

int main(int argc, char** argv) {
  using namespace mailtown;
  int code = console::fine;
  CLI::App app("Mailtown: one mail system, told and judged in several worlds.", "mailtown");
  app.require_subcommand(1);
  app.footer("docs/scenario.md explains the scenario files.");
  try {
    add_list(app, code);
    add_run(app, code);
    add_check(app, code);
    add_explain(app, code);
    add_queue(app, code);
    add_route(app, code);
    add_session(app, code);
    add_ca(app, code);
    add_user(app, code);
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? console::fine : console::wrong_input;
  } catch (const std::exception& error) {
    fmt::print(stderr, "mailtown: {}\n", error.what());
    return console::environment;
  }
  return code;
}
