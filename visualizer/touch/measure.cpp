#include "visualizer/touch/measure.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "visualizer/measure.h"
#include "visualizer/touch/same_moment.h"

namespace mailtown::view {

Result<std::string> measure_again(Workshop& workshop) {
  const auto before = workshop.present();
  const reader::Reading& reading = before->reading();
  const Step middle = (reading.steps() + 1) / 2;
  const auto& machines = reading.header().machines;
  if (middle == 0 || machines.empty()) return Failure{FailureKind::invalid, "nothing happens"};
  const auto mail = std::find_if(machines.begin(), machines.end(), [](const auto& machine) {
    return std::find(machine.roles.begin(), machine.roles.end(), "mta") != machine.roles.end();
  });
  const Spot spot{workshop.scenario(),
                  reading,
                  before->state(middle),
                  mail == machines.end() ? machines.front().name : mail->name,
                  {}};
  const Offer offer = offers(spot).front();
  std::array<double, 5> times{};
  const double cpu_before = cpu_ms();
  for (double& time : times) {
    const auto began = std::chrono::steady_clock::now();
    const auto done = workshop.add({offer, spot.state.time_us});
    if (!done) return done.error();
    (void)same_moment(reading, middle, workshop.run().reading());
    time =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
    workshop.undo();
  }
  std::sort(times.begin(), times.end());
  return fmt::format(
      "{:<20} {:>7} events, again after an intervention in the middle: {:6.1f} ms, of which the "
      "processor {:.1f} ms",
      workshop.name(), reading.steps(), times[2], (cpu_ms() - cpu_before) / times.size());
}

}  // namespace mailtown::view
