#include "visualizer/script_runner.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include <fmt/core.h>

#include "simulator/formats/file.h"
#include "visualizer/keys.h"
#include "visualizer/picture.h"

namespace mailtown::view {
namespace {

constexpr std::int64_t side_max = 8192;

class Runner {
 public:
  Runner(const std::string& folder, App& app, Window& window, View& view)
      : folder_(folder), app_(app), window_(window), view_(view) {}

  // What went wrong, or empty.
  std::string run(const Command& command) {
    if (const auto moved = move(command)) return *moved;
    if (const auto shown = show(command)) return *shown;
    return report(command);
  }

 private:
  using Outcome = std::optional<std::string>;  // none: not a command of this kind
  static constexpr const char* fine = "";

  void frames(std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) app_.frame();
  }

  Outcome move(const Command& command) {
    switch (command.verb) {
      case Verb::step:
        if (command.numbers[0] < 1 ||
            command.numbers[0] > static_cast<std::int64_t>(view_.run().last())) {
          return fmt::format("there is no step {}; the last is {}", command.numbers[0],
                             view_.run().last());
        }
        view_.go(static_cast<Step>(command.numbers[0]));
        return fine;
      case Verb::find:
        return find(command.text);
      case Verb::next:
        view_.next();
        return fine;
      case Verb::back:
        view_.back();
        return fine;
      case Verb::next_headline:
        view_.next_headline();
        return fine;
      case Verb::back_headline:
        view_.back_headline();
        return fine;
      case Verb::next_beat:
        view_.next_beat();
        return fine;
      case Verb::back_beat:
        view_.back_beat();
        return fine;
      case Verb::home:
        view_.home();
        return fine;
      case Verb::end:
        view_.end();
        return fine;
      case Verb::frames:
        frames(command.numbers[0]);
        return fine;
      case Verb::play_frames:
        view_.set_playing(true);
        frames(command.numbers[0]);
        view_.set_playing(false);
        return fine;
      default:
        return std::nullopt;
    }
  }

  // From the step after the present one to the end.
  std::string find(const std::string& text) {
    for (Step step = view_.step() + 1; step <= view_.run().last(); ++step) {
      if (view_.narrator().explain(step).find(text) == std::string::npos) continue;
      view_.go(step);
      return fine;
    }
    return fmt::format("no step from {} on says '{}'", view_.step() + 1, text);
  }

  Outcome show(const Command& command) {
    switch (command.verb) {
      case Verb::lang:
        view_.set_language(*reader::language_of(command.text));
        return fine;
      case Verb::theme:
        view_.set_dark(command.text == "dark");
        return fine;
      case Verb::size:
        view_.set_percent(static_cast<int>(std::min<std::int64_t>(command.numbers[0], 1000)));
        return fine;
      case Verb::window:
        return resize(command.numbers[0], command.numbers[1]);
      case Verb::filter:
        view_.set_filter(command.text == "headlines" ? Filter::headlines
                         : command.text == "steps"   ? Filter::steps
                                                     : Filter::all);
        return fine;
      case Verb::stage:
        view_.set_stage(chosen<Stage>(stage_names, command.text));
        return fine;
      case Verb::inside:
        view_.set_inside(chosen<Inside>(inside_names, command.text));
        return fine;
      case Verb::select:
        return select(command.text);
      case Verb::press:
        return press_key(command.text);
      case Verb::type:
        if (!view_.palette().is_open && !view_.is_mending() && !view_.touch().is_open() &&
            !view_.take().is_open()) {
          return "nothing is open to type into; press Ctrl+P, O or Ctrl+T";
        }
        put(command.text);
        return fine;
      case Verb::stop_at:
        return toggle_break(command.text);
      case Verb::mouse:
        mouse_ = {static_cast<float>(command.numbers[0]), static_cast<float>(command.numbers[1])};
        window_.set_mouse(mouse_, false);
        return fine;
      case Verb::point:
        return point(command.text);
      case Verb::click:
        return click();
      case Verb::wheel:
        app_.redraw();
        window_.turn_wheel(command.text == "up" ? 1.f : -1.f);
        app_.redraw();
        return fine;
      case Verb::drag:
        return drag(
            {static_cast<float>(command.numbers[0]), static_cast<float>(command.numbers[1])});
      default:
        return std::nullopt;
    }
  }

  template <class Choice, std::size_t N>
  static Choice chosen(const std::array<std::string_view, N>& names, std::string_view name) {
    return static_cast<Choice>(std::find(names.begin(), names.end(), name) - names.begin());
  }

  std::string report(const Command& command) {
    app_.redraw();
    switch (command.verb) {
      case Verb::shot: {
        const std::string path = folder_ + "/" + command.text + ".png";
        const auto written = formats::write_file(
            path, png(window_.width(), window_.height(), window_.pixels()), true);
        return written ? "" : path + ": " + written.error().message();
      }
      case Verb::dump: {
        const std::string path = folder_ + "/" + command.text + ".txt";
        const auto written = formats::write_file(path, app_.text().dump(), true);
        return written ? "" : path + ": " + written.error().message();
      }
      case Verb::expect:
        if (app_.text().contains(command.text)) return "";
        return fmt::format("no panel shows '{}'; they show:\n{}", command.text, app_.text().dump());
      case Verb::expect_not:
        if (!app_.text().contains(command.text)) return "";
        return fmt::format("some panel shows '{}':\n{}", command.text, app_.text().dump());
      case Verb::expect_in: {
        const auto [panel, text] = panel_and_text(command.text);
        const auto showing = app_.text().panels_with(text);
        if (std::find(showing.begin(), showing.end(), panel) != showing.end()) return "";
        return fmt::format("the panel '{}' does not show '{}'; they show:\n{}", panel, text,
                           app_.text().dump());
      }
      case Verb::wait:
        return wait_for(command.text);
      case Verb::expect_hidden: {
        if (!view_.predict()) return "nothing is predicted; press Q";
        const auto found = leaks(app_.text(), *view_.predict()->whole, view_.run().last());
        return found.empty() ? "" : "given away in " + found.front();
      }
      default:
        return "";
    }
  }

  // Real time passes here, unlike elsewhere in scripts: others write what is waited for.
  std::string wait_for(const std::string& text) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!app_.text().contains(text)) {
      if (std::chrono::steady_clock::now() > until) {
        return fmt::format("no panel came to show '{}'; they show:\n{}", text, app_.text().dump());
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      app_.frame();
    }
    return fine;
  }

  // Over, down, up: each seen in a frame of its own.
  std::string click() {
    app_.redraw();
    for (const bool is_down : {true, false}) {
      window_.set_mouse(mouse_, is_down);
      app_.redraw();
    }
    app_.act_on_input();
    return fine;
  }

  static std::pair<std::string, std::string> panel_and_text(const std::string& words) {
    const std::size_t gap = std::min(words.find(' '), words.size() - 1);
    return {words.substr(0, gap), words.substr(gap + 1)};
  }

  std::string point(const std::string& words) {
    app_.redraw();
    const auto [panel, text] = panel_and_text(words);
    const auto place = app_.text().find(panel, text);
    if (!place) {
      return fmt::format("the panel '{}' shows no '{}'; they show:\n{}", panel, text,
                         app_.text().dump());
    }
    mouse_ = *place;
    window_.set_mouse(mouse_, false);
    return fine;
  }

  std::string drag(Point to) {
    app_.redraw();
    const Point from = mouse_;
    for (const float part : {0.f, 0.5f, 1.f}) {
      mouse_ = from + (to - from) * part;
      window_.set_mouse(mouse_, true);
      app_.redraw();
    }
    window_.set_mouse(mouse_, false);
    app_.redraw();
    app_.act_on_input();
    return fine;
  }

  std::string resize(std::int64_t width, std::int64_t height) {
    if (width < 320 || height < 200 || width > side_max || height > side_max) {
      return fmt::format("a window of {} by {} cannot be; from 320 by 200 to {} by {}", width,
                         height, side_max, side_max);
    }
    window_.resize(static_cast<int>(width), static_cast<int>(height));
    return fine;
  }

  std::string toggle_break(const std::string& text) {
    auto breakpoint = Breakpoint::parse(text);
    if (!breakpoint) return fmt::format("'{}' is no breakpoint", text);
    if (!breakpoint->is_possible(view_.run().reading())) return no_machine(breakpoint->value);
    view_.toggle(std::move(*breakpoint));
    return fine;
  }

  std::string select(const std::string& machine) {
    if (machine == "-") {
      view_.select({});
      return fine;
    }
    if (!view_.run().reading().names().find(machine)) {
      return no_machine(machine);
    }
    view_.select(machine);
    return fine;
  }

  static std::string no_machine(const std::string& name) {
    return fmt::format("there is no machine '{}'", name);
  }

  std::string press_key(const std::string& name) {
    KeyPress key;
    if (!key_by_name(name, key)) return fmt::format("no key '{}' does anything", name);
    put(key);
    return fine;
  }

  // As the keyboard would.
  void put(Input input) {
    window_.put(std::move(input));
    app_.act_on_input();
  }

  const std::string& folder_;
  App& app_;
  Window& window_;
  View& view_;
  Point mouse_;
};

}  // namespace

std::string run_script(const Script& script, const std::string& folder, App& app, Window& window,
                       View& view) {
  Runner runner(folder, app, window, view);
  for (const Command& command : script.commands) {
    if (command.verb == Verb::quit) break;
    const std::string wrong = runner.run(command);
    if (!wrong.empty()) return fmt::format("{}:{}: {}", script.file, command.line, wrong);
  }
  return "";
}

}  // namespace mailtown::view
