#include "simulator/reader/joined.h"

#include <algorithm>

#include "simulator/reader/importance.h"
#include "simulator/reader/letter_joiner.h"
#include "simulator/reader/machine_names.h"
#include "simulator/reader/wire_joiner.h"

namespace mailtown::reader {

Joined join(const trace::Trace& trace) {
  const MachineNames names(trace.header);
  Joined joined;
  joined.steps.resize(trace.events.size());
  joined.motions.reserve(trace.events.size() / 3);  // about as many as there are lines sent
  WireJoiner wires(trace, names, joined);
  LetterJoiner letters(trace, names, joined);
  for (Step step = 1; step <= trace.events.size(); ++step) {
    joined.steps[step - 1].importance = importance_of(trace.events[step - 1].payload);
    wires.take(step);
    letters.take(step);
  }
  wires.finish();
  letters.finish();
  return joined;
}

std::vector<Step> Joined::causes(Step step, std::size_t limit) const {
  std::vector<Step> chain;
  // A cause is always earlier, so this ends.
  for (Step cause = at(step).cause; cause != 0 && chain.size() < limit; cause = at(cause).cause) {
    chain.push_back(cause);
  }
  return chain;
}

std::vector<const Motion*> Joined::in_motion(std::int64_t time_us) const {
  const auto begun = std::upper_bound(
      motions.begin(), motions.end(), time_us,
      [](std::int64_t time, const Motion& motion) { return time < motion.start_us; });
  std::vector<const Motion*> moving;
  for (auto i = static_cast<std::size_t>(begun - motions.begin());
       i > 0 && latest_arrival[i - 1] > time_us; --i) {
    if (motions[i - 1].arrival_us > time_us) moving.push_back(&motions[i - 1]);
  }
  std::reverse(moving.begin(), moving.end());
  return moving;
}

}  // namespace mailtown::reader
