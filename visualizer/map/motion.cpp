#include "visualizer/map/motion.h"

#include <algorithm>

#include "visualizer/geometry.h"

namespace mailtown::view {
namespace {

using What = reader::Motion::What;

constexpr float half_way = 0.5f;
constexpr std::int64_t long_us = 500'000;  // under way so long, something holds it up

// Whether the arrow keys stop at this step.
bool is_stop(const View& view, Step step) {
  const std::vector<Step>& steps = view.run().steps(view.filter());
  return std::binary_search(steps.begin(), steps.end(), step);
}

bool is_refusal(const View& view, Step step) {
  return view.run().is_stop(Unit::refusal, step);
}

Traveller carrying(const reader::Motion& motion) {
  Traveller traveller;
  traveller.motion = &motion;
  traveller.what = motion.what;
  traveller.from = motion.from;
  traveller.to = motion.to;
  return traveller;
}

// First it stands on the way, then it falls.
void let_fall(Traveller& traveller, float p) {
  constexpr float stands = 0.25f;
  traveller.now = true;
  traveller.place = half_way;
  traveller.fall = std::clamp((p - stands) / (1 - stands), 0.f, 1.f);
}

// To the door, and a little back from it.
void bounce(Traveller& traveller, float p) {
  constexpr float there = 0.6f, back = 0.12f;
  traveller.place = p < there ? p / there : 1 - back * (p - there) / (1 - there);
  traveller.fate = Fate::refused;
}

// Two stops: half the way at each. One stop: the whole way there.
Traveller moving(const View& view, const reader::Motion& motion) {
  const float p = eased(view.progress());
  Traveller traveller = carrying(motion);
  traveller.now = true;
  const bool knock = motion.what == What::knock;
  if (view.step() != motion.sent) {
    if (motion.lost) {
      traveller.fate = Fate::lost;
      let_fall(traveller, view.progress());
      return traveller;
    }
    const float from = motion.sent && is_stop(view, motion.sent) ? half_way : 0;
    traveller.place = from + (1 - from) * p;
    if (knock && is_refusal(view, view.step())) {
      bounce(traveller, p);
    } else if (motion.sent != 0 && motion.arrival_us - motion.start_us >= long_us) {
      traveller.fate = Fate::late;
      traveller.wait_us = motion.arrival_us - motion.start_us;
    }
  } else {
    const bool later = motion.lost || (motion.arrived && is_stop(view, motion.arrived));
    traveller.place = (later ? half_way : 1) * p;
  }
  if (traveller.fate == Fate::moves && is_refusal(view, motion.sent)) traveller.fate = Fate::denies;
  return traveller;
}

const reader::Motion* sent_at(const ShownRun& run, Step step) {
  for (const std::size_t m : run.motions_at(step)) {
    const reader::Motion& motion = run.joined().motions[m];
    if (motion.sent == step) return &motion;
  }
  return nullptr;
}

// A packet that the network did not carry. What it carried is known from its sending; what only
// held the connection together is told by its name.
Traveller falling(const View& view, const trace::PacketLost& lost) {
  const ShownRun& run = view.run();
  const bool carries = lost.segment.empty() || lost.segment == "data" || lost.segment == "SYN";
  const reader::Motion* motion =
      carries ? sent_at(run, run.joined().at(view.step()).cause) : nullptr;
  Traveller traveller = motion ? carrying(*motion) : Traveller{};
  traveller.from = run.reading().names().at(lost.from.address);
  traveller.to = run.reading().names().at(lost.to.address);
  if (!motion) traveller.packet = lost.segment.empty() ? lost.what : lost.segment;
  traveller.fate = lost.again_us > 0 ? Fate::again : Fate::lost;
  traveller.wait_us = static_cast<std::int64_t>(lost.again_us);
  let_fall(traveller, view.progress());
  return traveller;
}

// Somebody gives up waiting at a door.
void add_silence(const View& view, std::vector<Traveller>& result) {
  const ShownRun& run = view.run();
  const auto& event = run.reading().event(view.step());
  const auto* failed = std::get_if<trace::ConnectFailed>(&event.payload);
  if (!failed || failed->why == "refused") return;
  for (const std::size_t m :
       run.motions_of_conversation(run.joined().at(view.step()).conversation)) {
    const reader::Motion& motion = run.joined().motions[m];
    if (motion.what != What::knock || motion.sent >= view.step()) continue;
    Traveller traveller = carrying(motion);
    traveller.place = half_way;
    traveller.now = true;
    traveller.fate = Fate::silence;
    traveller.wait_us = event.time_us - motion.start_us;
    result.push_back(std::move(traveller));
    return;
  }
}

}  // namespace

std::vector<Traveller> travellers(const View& view) {
  std::vector<Traveller> result;
  const Step step = view.step();
  if (step == 0) return result;
  const ShownRun& run = view.run();
  const auto& event = run.reading().event(step);
  const std::int64_t now_us = event.time_us;
  for (const reader::Motion* motion : run.joined().in_motion(now_us)) {
    if (!motion->sent || motion->sent >= step || motion->arrived <= step) continue;
    Traveller traveller = carrying(*motion);
    traveller.place = half_way;
    if (now_us - motion->start_us >= long_us) traveller.fate = Fate::late;
    traveller.wait_us = now_us - motion->start_us;
    result.push_back(std::move(traveller));
  }
  if (const auto* lost = std::get_if<trace::PacketLost>(&event.payload)) {
    result.push_back(falling(view, *lost));
    return result;
  }
  for (const std::size_t m : run.motions_at(step)) {
    result.push_back(moving(view, run.joined().motions[m]));
  }
  add_silence(view, result);
  return result;
}

std::vector<Hop> trail(const View& view) {
  std::vector<Hop> hops;
  const ShownRun& run = view.run();
  const std::uint32_t letter = run.letter_near(view.step());
  if (letter == 0) return hops;
  for (const std::size_t m : run.motions_of_letter(letter)) {
    const reader::Motion& motion = run.joined().motions[m];
    if (motion.sent > view.step() || motion.arrived > view.step()) continue;
    const bool refused =
        motion.what == What::knock && (motion.lost || is_refusal(view, motion.arrived));
    const bool carried = motion.what == What::body && !motion.lost;
    if (!refused && !carried) continue;
    const bool is_known = std::any_of(hops.begin(), hops.end(), [&](const Hop& hop) {
      return hop.from == motion.from && hop.to == motion.to && hop.refused == refused;
    });
    if (!is_known) hops.push_back({motion.from, motion.to, refused});
  }
  return hops;
}

}  // namespace mailtown::view
