#include "visualizer/shown_run.h"

#include <algorithm>

namespace mailtown::view {

Result<ShownRun::Catalogues> ShownRun::load_catalogues() {
  std::vector<reader::Catalogue> catalogues;
  for (const Language language : {Language::english, Language::russian}) {
    auto catalogue = reader::Catalogue::load(language);
    if (!catalogue) return catalogue.error();
    catalogues.push_back(std::move(*catalogue));
  }
  return Catalogues(std::make_shared<std::vector<reader::Catalogue>>(std::move(catalogues)));
}

Result<std::unique_ptr<ShownRun>> ShownRun::make(trace::ReadTrace read, Tellings tellings) {
  auto catalogues = load_catalogues();
  if (!catalogues) return catalogues.error();
  return std::make_unique<ShownRun>(std::move(read), std::move(tellings), std::move(*catalogues));
}

std::unique_ptr<ShownRun> ShownRun::again(trace::ReadTrace read, Tellings tellings) const {
  for (auto* telling : {&tellings.english, &tellings.russian}) {
    for (reader::Beat& beat : telling->beats) {
      std::erase_if(beat.steps, [&](Step step) { return step > read.trace.events.size(); });
    }
  }
  return std::make_unique<ShownRun>(std::move(read), std::move(tellings), catalogues_);
}

ShownRun::ShownRun(trace::ReadTrace read, Tellings tellings, Catalogues catalogues)
    : reading_(std::move(read)),
      tellings_(std::move(tellings)),
      catalogues_(std::move(catalogues)),
      narrators_{reader::Narrator(reading_, (*catalogues_)[0]),
                 reader::Narrator(reading_, (*catalogues_)[1])},
      timeline_(reading_),
      stops_(reading_) {
  index_motions();
  index_steps();
}

void ShownRun::index_motions() {
  const auto& motions = joined().motions;
  std::vector<Step> losses, states;
  for (Step step = 1; step <= last(); ++step) {
    const auto& payload = reading_.event(step).payload;
    if (std::holds_alternative<trace::PacketLost>(payload)) losses.push_back(step);
    if (std::holds_alternative<trace::SessionState>(payload)) states.push_back(step);
  }
  ByGroup by_sending(last() + 1, [&](const auto& add) {
    for (std::size_t m = 0; m < motions.size(); ++m) add(motions[m].sent, m);
  });
  motions_at_ = ByGroup(last() + 1, [&](const auto& add) {
    for (std::size_t m = 0; m < motions.size(); ++m) {
      if (motions[m].sent != 0) add(motions[m].sent, m);
      if (motions[m].arrived != 0) add(motions[m].arrived, m);
    }
    // Where something is lost, the motion knows only when; the step follows from its sending.
    for (const Step step : losses) {
      const Step cause = joined().at(step).cause;
      if (cause == 0) continue;
      for (const std::size_t m : by_sending.of(cause)) {
        if (motions[m].lost) add(step, m);
      }
    }
  });
  motions_of_conversation_ = ByGroup(joined().conversations.size() + 1, [&](const auto& add) {
    for (std::size_t m = 0; m < motions.size(); ++m) add(motions[m].conversation, m);
  });
  states_of_conversation_ = ByGroup(joined().conversations.size() + 1, [&](const auto& add) {
    for (const Step step : states) add(joined().at(step).conversation, step);
  });
  motions_of_letter_ = ByGroup(joined().letters.size() + 1, [&](const auto& add) {
    for (std::size_t m = 0; m < motions.size(); ++m) add(motions[m].letter, m);
  });
}

void ShownRun::index_steps() {
  for (Step step = 1; step <= last(); ++step) {
    const reader::Importance importance = joined().at(step).importance;
    if (importance == reader::Importance::headline) steps_[0].push_back(step);
    if (importance != reader::Importance::detail) steps_[1].push_back(step);
    steps_[2].push_back(step);
  }
  if (steps_[1].empty()) steps_[1] = steps_[2];
  if (steps_[0].empty()) steps_[0] = steps_[1];
  for (const reader::Beat& beat : tellings_.english.beats) {
    beat_steps_.insert(beat_steps_.end(), beat.steps.begin(), beat.steps.end());
  }
  std::sort(beat_steps_.begin(), beat_steps_.end());
  beat_steps_.erase(std::unique(beat_steps_.begin(), beat_steps_.end()), beat_steps_.end());
}

const reader::Narrator& ShownRun::narrator(Language language) const {
  return narrators_[language == Language::english ? 0 : 1];
}

const reader::Catalogue& ShownRun::catalogue(Language language) const {
  return (*catalogues_)[language == Language::english ? 0 : 1];
}

const reader::Telling& ShownRun::telling(Language language) const {
  return language == Language::english ? tellings_.english : tellings_.russian;
}

const std::vector<Step>& ShownRun::steps(Filter filter) const {
  return steps_[static_cast<std::size_t>(filter)];
}

// What the program talked about on the way from the step's cause to the step itself: a route is
// decided when the resolver has answered, though what led to it is that the letter was taken.
std::uint32_t ShownRun::conversation_since_cause(Step step) const {
  const Step cause = joined().at(step).local_cause;
  if (cause == 0) return 0;
  constexpr Step farthest = 5'000;  // this is asked for each picture
  const Step from = std::max(cause, step > farthest ? step - farthest : 0);
  for (Step before = step - 1; before > from; --before) {
    const auto number = joined().at(before).conversation;
    if (number == 0) continue;
    Step back = before;  // causes within one program only
    while (back > cause) back = joined().at(back).local_cause;
    if (back == cause) return number;
  }
  return 0;
}

std::uint32_t ShownRun::conversation_near(Step step) const {
  if (step == 0) return 0;
  if (const auto own = joined().at(step).conversation) return own;
  if (const auto since = conversation_since_cause(step)) return since;
  for (const Step cause : joined().causes(step)) {
    if (const auto found = joined().at(cause).conversation) return found;
  }
  return 0;
}

std::uint32_t ShownRun::letter_near(Step step) const {
  if (step == 0) return 0;
  if (const auto own = joined().at(step).letter) return own;
  for (const Step cause : joined().causes(step)) {
    if (const auto found = joined().at(cause).letter) return found;
  }
  return 0;
}

}  // namespace mailtown::view
