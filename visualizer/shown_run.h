// The run that is shown: its trace as the reader library takes it, in both languages.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "platform/result.h"
#include "simulator/reader/narrator.h"
#include "simulator/reader/reading.h"
#include "simulator/reader/telling.h"
#include "simulator/reader/timeline.h"
#include "visualizer/by_group.h"
#include "visualizer/stops.h"

namespace mailtown::view {

using reader::Language;

// Which steps the list shows and which the arrow keys stop at.
enum class Filter { headlines, steps, all };

// What a scenario says about itself, once for each language.
struct Tellings {
  reader::Telling english, russian;
};

class ShownRun {
 public:
  // English and Russian; several runs may share them.
  using Catalogues = std::shared_ptr<const std::vector<reader::Catalogue>>;
  // Fails if a catalogue is missing or damaged; the failure's detail says which file and where.
  static Result<Catalogues> load_catalogues();
  static Result<std::unique_ptr<ShownRun>> make(trace::ReadTrace read, Tellings tellings);
  // Another trace in the same words, without reading the catalogues again: a run made anew, or more
  // or less of this one. Beats after its end are left out.
  std::unique_ptr<ShownRun> again(trace::ReadTrace read, Tellings tellings) const;

  const reader::Reading& reading() const { return reading_; }
  const reader::Joined& joined() const { return reading_.joined(); }
  const reader::Narrator& narrator(Language language) const;
  const reader::Catalogue& catalogue(Language language) const;
  const reader::Telling& telling(Language language) const;
  const Tellings& tellings() const { return tellings_; }
  Result<Catalogues> catalogues() const { return catalogues_; }
  // The state after a step; good until the next call.
  const reader::WorldState& state(Step step) { return timeline_.at(step); }

  Step last() const { return reading_.steps(); }
  // In order; never empty unless the trace is.
  const std::vector<Step>& steps(Filter filter) const;
  const std::vector<Step>& stops(Unit unit) const { return stops_.of(unit); }
  bool is_stop(Unit unit, Step step) const { return stops_.is_one(unit, step); }
  // What begins or ends its way at this step.
  ByGroup::Items motions_at(Step step) const { return motions_at_.of(step); }
  // Motions of a conversation or of a letter (index plus 1), in the order of Joined::motions.
  ByGroup::Items motions_of_conversation(std::uint32_t number) const {
    return motions_of_conversation_.of(number);
  }
  ByGroup::Items motions_of_letter(std::uint32_t number) const {
    return motions_of_letter_.of(number);
  }
  // Steps at which an end of a conversation (index plus 1) came to another state.
  ByGroup::Items states_of_conversation(std::uint32_t number) const {
    return states_of_conversation_.of(number);
  }
  // The conversation (index plus 1) that a step belongs to or, if to none, what was talked about
  // last before it, on the way from its cause or before.
  std::uint32_t conversation_near(Step step) const;
  // The letter (index plus 1) that a step is about or, if about none, that led to it.
  std::uint32_t letter_near(Step step) const;
  // The steps at which a beat's moment comes, in order, each once.
  const std::vector<Step>& beat_steps() const { return beat_steps_; }

  ShownRun(trace::ReadTrace read, Tellings tellings, Catalogues catalogues);

 private:
  void index_motions();
  void index_steps();
  std::uint32_t conversation_since_cause(Step step) const;

  reader::Reading reading_;
  Tellings tellings_;
  Catalogues catalogues_;
  std::array<reader::Narrator, 2> narrators_;
  reader::Timeline timeline_;
  Stops stops_;
  std::array<std::vector<Step>, 3> steps_;
  ByGroup motions_at_;  // by step; indices into Joined::motions, as in the next two
  ByGroup motions_of_conversation_, motions_of_letter_;
  ByGroup states_of_conversation_;
  std::vector<Step> beat_steps_;
};

}  // namespace mailtown::view
