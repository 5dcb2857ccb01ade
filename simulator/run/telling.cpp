#include "simulator/run/telling.h"

#include <sstream>

#include "simulator/run/judge.h"

namespace mailtown::run {

reader::Telling telling_of(const scenario::Scenario& scenario, const trace::Trace& trace,
                           std::string_view language) {
  reader::Telling telling;
  telling.title = scenario.title.in(language);
  telling.learn = scenario.learn.in(language);
  std::istringstream points(scenario.watch.in(language));
  for (std::string point; std::getline(points, point);)
    if (!point.empty()) telling.watch.push_back(point);
  const auto steps = beat_steps(scenario, trace);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const scenario::Beat& beat = scenario.beats[i];
    telling.beats.push_back({beat.name, {}, beat.say.in(language)});
    if (steps[i] != 0) telling.beats.back().steps.push_back(steps[i]);
  }
  return telling;
}

}  // namespace mailtown::run
