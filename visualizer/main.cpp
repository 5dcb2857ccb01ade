// mailtown-view: shows a run step by step.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "visualizer/app.h"
#include "visualizer/live/live.h"
#include "visualizer/load.h"
#include "visualizer/measure.h"
#include "visualizer/script_runner.h"
#include "visualizer/touch/measure.h"
#include "visualizer/without_window.h"

namespace mailtown::view {
namespace {

enum Exit { fine = 0, expectation_failed = 1, wrong_input = 2, environment = 3 };

struct Options {
  std::string scenario = "first-letter";
  std::string trace, script, shots = ".", language = "en", answers, compare;
  bool light = false, script_help = false, measure = false, measure_again = false, predict = false,
       present = false;
  std::vector<std::string> follow;
  int text_percent = 100;

  bool hands_off() const { return !script.empty() || measure; }
};

bool take_options(Options& options, CLI::App& app) {
  app.add_option("scenario", options.scenario, "A scenario's name, or its file")
      ->capture_default_str();
  app.add_option("--trace", options.trace, "Show this trace file instead of a scenario's run");
  app.add_option("--follow", options.follow,
                 "Show the traces that running programs write, as they grow, joined into one")
      ->type_name("TRACE...")
      ->excludes("--trace");
  app.add_option("--compare", options.compare, "Another scenario, to compare the first one with");
  app.add_option("--lang", options.language, "Language")
      ->check(CLI::IsMember({"en", "ru"}))
      ->capture_default_str();
  app.add_flag("--light", options.light, "Begin with the light theme");
  app.add_option("--text-size", options.text_percent, "Text size in per cent")
      ->check(CLI::Range(View::percent_min, View::percent_max))
      ->capture_default_str();
  app.add_flag("--predict", options.predict, "Begin with asking what comes next");
  app.add_option("--answers", options.answers, "The file for what was predicted")
      ->type_name("FILE");
  app.add_flag("--present", options.present, "Begin with presenting, on the full screen");
  app.add_option("--script", options.script, "Do what this file says, without a visible window");
  app.add_option("--shots", options.shots, "The folder for a script's pictures and texts")
      ->capture_default_str();
  app.add_flag("--script-help", options.script_help, "List the commands of scripts");
  app.add_flag("--measure", options.measure,
               "Print how long loading and frames take, and the memory they need, and end");
  app.add_flag("--measure-again", options.measure_again,
               "Print how long the run takes to be computed again after an intervention, and end");
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

// Without a window the run is told: whoever wanted to see it has got it. A script got nothing.
int no_window(const Options& options, const ShownRun& run, const std::string& why) {
  if (options.hands_off()) return complain(environment, why);
  tell_without_window(run, *reader::language_of(options.language), why);
  return fine;
}

// What is to be shown, and where more of it comes from.
struct Source {
  std::unique_ptr<Workshop> workshop;  // of a scenario
  std::unique_ptr<ShownRun> run;       // of anything else
  std::optional<Live> live;
  std::optional<Mend> mend;

  ShownRun& shown() const { return workshop ? workshop->run() : *run; }
};

// A scenario that does not parse is shown as text, to be mended; there is no run of it yet.
Result<> load_to_mend(const Options& options, Source& source) {
  auto loaded = load_scenario(options.scenario);
  if (!loaded) return loaded.error();
  source.workshop = std::move(loaded->workshop);
  source.mend.emplace(std::move(loaded->path), loaded->text);
  source.mend->ran = loaded->complaints.empty();
  if (!source.mend->ran) source.mend->show_complaints(loaded->complaints);
  return {};
}

Result<> load(const Options& options, Source& source) {
  if (options.follow.empty() && options.trace.empty()) return load_to_mend(options, source);
  auto run = Result<std::unique_ptr<ShownRun>>(nullptr);
  if (options.follow.empty()) {
    run = load_trace(options.trace);
  } else {
    source.live.emplace(options.follow);
    source.live->poll(std::chrono::system_clock::now());
    run = ShownRun::make({source.live->trace(), {}}, {});
  }
  if (!run) return run.error();
  source.run = std::move(*run);
  return {};
}

// The view as the options want it to begin.
void begin_with(View& view, const Options& options, Source& source) {
  view.set_language(*reader::language_of(options.language));
  view.set_dark(!options.light);
  view.set_percent(options.text_percent);
  view.set_answers_file(options.answers);
  view.mend() = std::move(source.mend);
  view.touch().set_workshop(source.workshop.get());
  if (source.live) {
    view.set_notice(source.live->notice());
    view.end();
  }
  if (options.predict) toggle_predict(view);
  if (options.present) toggle_present(view);
}

int play(const Options& options, const Script& script, Window& window, View& view, App& app,
         std::chrono::steady_clock::time_point began, double load_cpu_ms) {
  if (options.measure) {
    const auto elapsed_ms = [began] {
      const auto now = std::chrono::steady_clock::now();
      return std::chrono::duration<double, std::milli>(now - began).count();
    };
    fmt::print("{}\n", measure(app, view, load_cpu_ms, elapsed_ms));
    return fine;
  }
  if (options.script.empty()) {
    app.run();
    return fine;
  }
  const std::string wrong = run_script(script, options.shots, app, window, view);
  return wrong.empty() ? fine : complain(expectation_failed, wrong);
}

int measure_rerun(Workshop& workshop) {
  const auto measured = measure_again(workshop);
  if (!measured) return complain(wrong_input, measured.error().detail);
  fmt::print("{}\n", *measured);
  return fine;
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
  Source source;
  const auto loaded = load(options, source);
  const double load_cpu_ms = cpu_ms();
  if (!loaded) return complain(wrong_input, loaded.error().detail);
  std::unique_ptr<Workshop> other;
  if (!options.compare.empty()) {
    auto loaded_too = load_scenario(options.compare);
    if (!loaded_too) return complain(wrong_input, loaded_too.error().detail);
    if (!loaded_too->complaints.empty()) return complain(wrong_input, loaded_too->complaints);
    other = std::move(loaded_too->workshop);
  }
  const bool wrong = source.mend && source.mend->is_open;
  const std::string complaint = wrong ? source.mend->detail : "";
  if (options.measure_again && source.workshop) {
    return wrong ? complain(wrong_input, complaint) : measure_rerun(*source.workshop);
  }
  const FontFiles fonts = find_fonts();
  Window::Options window_options;
  window_options.hands_off = options.hands_off();
  auto window = fonts.error.empty() ? Window::open(window_options)
                                    : Failure{FailureKind::not_found, fonts.error};
  if (!window) {
    return wrong ? complain(wrong_input, complaint)
                 : no_window(options, source.shown(), window.error().detail);
  }
  View view(source.shown());
  begin_with(view, options, source);
  if (other) view.compare().set_other(other->present(), other->name());
  App app(**window, view, fonts);
  if (source.live) app.follow(*source.live);
  if (options.present) app.carry_out(WindowAction::present);
  const int code = play(options, script, **window, view, app, began, load_cpu_ms);
  // Left without having been mended.
  return code == fine && view.mend() && !view.mend()->ran ? complain(wrong_input, complaint) : code;
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
