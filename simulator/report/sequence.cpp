#include "simulator/report/sequence.h"

#include <algorithm>
#include <map>

#include "simulator/reader/hashes.h"
#include "trace/lookup.h"

namespace mailtown::report {

using reader::Motion;
using reader::Step;

namespace {

bool starts_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

class Composer {
 public:
  explicit Composer(const reader::Reading& reading)
      : reading_(reading), by_step_(reading.steps() + 1, none) {
    const auto& motions = reading_.joined().motions;
    for (auto m = static_cast<std::uint32_t>(motions.size()); m-- > 0;) {
      by_step_[motions[m].sent] = m;
    }
    by_step_[0] = none;  // never seen to be sent
  }
  Composer(const reader::Narrator& narrator, const reader::Telling& telling)
      : Composer(narrator.reading()) {
    narrator_ = &narrator;
    for (const auto& beat : telling.beats) {
      for (const auto step : beat.steps) beats_.emplace(step, &beat);
    }
  }

  Sequence compose() {
    lanes();
    for (Step step = 1; step <= reading_.steps(); ++step) take(step);
    return std::move(sequence_);
  }

 private:
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  void lanes() {
    std::vector<trace::Text> names;
    trace::Lookup<trace::Text, bool, reader::Hash> seen;
    const auto see = [&](const trace::Text& name) {
      if (seen.try_emplace(name, true).second) names.push_back(name);
    };
    for (const auto& motion : reading_.joined().motions) {
      see(motion.from);
      see(motion.to);
    }
    for (Step step = 1; step <= reading_.steps(); ++step) {
      if (has_note(step)) see(reading_.machine(step));
    }
    for (const auto& machine : reading_.header().machines) {
      if (seen.erase(machine.name) > 0) add_lane(machine.name);
    }
    std::sort(names.begin(), names.end());
    for (const auto& name : names) {
      if (seen.contains(name)) add_lane(name);  // an address that the header does not know
    }
  }

  void add_lane(const trace::Text& name) {
    lanes_.emplace(name, static_cast<std::uint32_t>(sequence_.lanes.size()));
    sequence_.lanes.push_back(name);
  }

  bool has_note(Step step) const {
    if (reading_.joined().at(step).importance != reader::Importance::headline) return false;
    if (by_step_[step] != none) return false;
    return !std::holds_alternative<trace::PacketLost>(reading_.event(step).payload);
  }

  void take(Step step) {
    if (by_step_[step] != none) arrow(by_step_[step]);
    if (has_note(step)) note(step, narrator_ ? narrator_->explain(step) : std::string(), false);
    const auto [first, last] = beats_.equal_range(step);
    for (auto beat = first; beat != last; ++beat) note(step, beat->second->say, true);
  }

  void arrow(std::uint32_t number) {
    const Motion& motion = reading_.joined().motions[number];
    if (motion.what == Motion::What::knock && !motion.lost) return;  // the dialogue shows it
    sequence_.items.push_back(
        Arrow{lanes_[motion.from], lanes_[motion.to], narrator_ ? text_of(motion) : trace::Text(),
              motion.what == Motion::What::answer, motion.lost, number, motion.sent});
  }

  trace::Text text_of(const Motion& motion) const {
    const auto& payload = reading_.event(motion.sent).payload;
    if (const auto* body = std::get_if<trace::BodySent>(&payload)) {
      return narrator_->catalogue().ui("story.body", {{"bytes", std::to_string(body->bytes)}});
    }
    if (const auto* answer = std::get_if<trace::DnsAnswerSent>(&payload)) {
      return motion.text + ": " + reader::word(narrator_->catalogue(), answer->outcome);
    }
    return motion.text;
  }

  void note(Step step, const trace::Text& text, bool is_beat) {
    const auto lane = lanes_.find(reading_.machine(step));
    if (lane != lanes_.end()) sequence_.items.push_back(Note{lane->second, text, is_beat, step});
  }

  const reader::Narrator* narrator_ = nullptr;  // none: texts stay empty
  const reader::Reading& reading_;
  std::vector<std::uint32_t> by_step_;  // the first motion that begins at a step
  std::multimap<Step, const reader::Beat*> beats_;
  trace::Lookup<trace::Text, std::uint32_t, reader::Hash> lanes_;
  Sequence sequence_;
};

}  // namespace

Sequence sequence_of(const reader::Narrator& narrator, const reader::Telling& telling) {
  return Composer(narrator, telling).compose();
}

Sequence outline_of(const reader::Reading& reading) {
  return Composer(reading).compose();
}

std::string cut(std::string_view text, std::size_t characters_max) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (starts_character(text[i]) && ++characters > characters_max) {
      return std::string(text.substr(0, i)) + "…";
    }
  }
  return std::string(text);
}

std::vector<std::string> wrapped(std::string_view text, std::size_t characters_max) {
  const auto length = [](std::string_view part) {
    return static_cast<std::size_t>(std::count_if(part.begin(), part.end(), starts_character));
  };
  std::vector<std::string> lines;
  std::size_t begin = 0;
  for (std::size_t word = 0, end = 0; word <= text.size(); word = end + 1) {
    end = std::min(text.find(' ', word), text.size());
    if (word == begin || length(text.substr(begin, end - begin)) <= characters_max) continue;
    lines.emplace_back(text.substr(begin, word - 1 - begin));
    begin = word;
  }
  lines.emplace_back(text.substr(begin));
  return lines;
}

}  // namespace mailtown::report
