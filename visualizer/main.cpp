// mailtown-view: shows a run step by step.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "visualizer/app.h"
#include "visualizer/load.h"
#include "visualizer/script_runner.h"

namespace mailtown::view {
namespace {

enum Exit { fine = 0, expectation_failed = 1, wrong_input = 2, environment = 3 };

struct Options {
  std::string scenario = "first-letter";
  std::string trace, script, shots = ".", language = "en";
  bool light = false, script_help = false, measure = false;
  int text_percent = 100;
};

bool take_options(Options& options, CLI::App& app) {
  app.add_option("scenario", options.scenario, "A scenario's name, or its file")
      ->capture_default_str();
  app.add_option("--trace", options.trace, "Show this trace file instead of a scenario's run");
  app.add_option("--lang", options.language, "Language")
      ->check(CLI::IsMember({"en", "ru"}))
      ->capture_default_str();
  app.add_flag("--light", options.light, "Begin with the light theme");
  app.add_option("--text-size", options.text_percent, "Text size in per cent")
      ->check(CLI::Range(View::percent_min, View::percent_max))
      ->capture_default_str();
  app.add_option("--script", options.script, "Do what this file says, without a visible window");
  app.add_option("--shots", options.shots, "The folder for a script's pictures and texts")
      ->capture_default_str();
  app.add_flag("--script-help", options.script_help, "List the commands of scripts");
  app.add_flag("--measure", options.measure, "Print the time to the first frame, and end");
  return true;
}

bool read_file(const std::string& path, std::string& text) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  text = content.str();
  return file.good() || file.eof();
}

int complain(Exit exit, const std::string& what) {
  fmt::print(stderr, "mailtown-view: {}\n", what);
  return exit;
}

int no_window(const Options& options, const std::string& why) {
  return complain(environment, fmt::format("{}\nThe same run is told in the terminal by: "
                                           "mailtown run {}",
                                           why, options.scenario));
}

int play(const Options& options, const Script& script, Window& window, View& view, App& app,
         std::chrono::steady_clock::time_point began) {
  if (options.measure) {
    app.frame();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
    fmt::print("first frame after {:.0f} ms\n", took.count());
    return fine;
  }
  if (options.script.empty()) {
    app.run();
    return fine;
  }
  const std::string wrong = run_script(script, options.shots, app, window, view);
  return wrong.empty() ? fine : complain(expectation_failed, wrong);
}

int start(const Options& options, std::chrono::steady_clock::time_point began) {
  Script script;
  if (!options.script.empty()) {
    std::string text;
    if (!std::filesystem::is_regular_file(options.script) || !read_file(options.script, text)) {
      return complain(wrong_input, "cannot read the script " + options.script);
    }
    script = parse_script(options.script, text);
    if (!script.error.empty()) return complain(wrong_input, script.error);
  }
  auto run = options.trace.empty() ? load_scenario(options.scenario) : load_trace(options.trace);
  if (!run) return complain(wrong_input, run.error().detail);
  const FontFiles fonts = find_fonts();
  if (!fonts.error.empty()) return no_window(options, fonts.error);
  Window::Options window_options;
  window_options.hands_off = !options.script.empty() || options.measure;
  auto window = Window::open(window_options);
  if (!window) return no_window(options, window.error().detail);
  View view(**run);
  view.set_language(*reader::language_of(options.language));
  view.set_dark(!options.light);
  view.set_percent(options.text_percent);
  App app(**window, view, fonts);
  return play(options, script, **window, view, app, began);
}

}  // namespace
}  // namespace mailtown::view

int main(int argc, char** argv) {
  using namespace mailtown::view;
  const auto began = std::chrono::steady_clock::now();
  Options options;
  CLI::App app("Shows a run of the mail system step by step; F1 lists the keys.");
  take_options(options, app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    const int code = app.exit(wrong);
    return code == 0 ? 0 : 2;
  }
  if (options.script_help) {
    fmt::print("{}", script_help());
    return 0;
  }
  return start(options, began);
}
