#include "visualizer/without_window.h"

#include <algorithm>
#include <cstdio>

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "simulator/report/report.h"

namespace mailtown::view {

void tell_without_window(const ShownRun& run, Language language, const std::string& why) {
  const auto& words = run.catalogue(language);
  fmt::print(stderr, "mailtown-view: {}\n", words.ui("no-window.story", {{"why", why}}));
  const auto& damage = run.reading().damage();
  if (!damage.empty()) {
    fmt::print(stderr, "mailtown-view: {}\n", words.ui("view.damaged", {{"damage", damage}}));
  }
  report::StoryOptions options;
  options.colour = ::isatty(STDOUT_FILENO) != 0;
  winsize size{};
  if (options.colour && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col != 0) {
    options.width = std::max<int>(40, size.ws_col);
  }
  fmt::print("{}", report::story(run.reading(), run.telling(language), words, options));
}

}  // namespace mailtown::view
