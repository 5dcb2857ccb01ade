#include "simulator/report/fates.h"

#include "simulator/reader/world_state.h"

namespace mailtown::report {

using reader::Step;
using reader::Values;

namespace {

class Fates {
 public:
  explicit Fates(const reader::Narrator& narrator)
      : reading_(narrator.reading()),
        narrator_(narrator),
        catalogue_(narrator.catalogue()),
        lines_(reading_.joined().letters.size()) {}

  std::vector<LetterFate> collect() {
    auto state = reader::initial_state(reading_);
    for (Step step = 1; step <= reading_.steps(); ++step) {
      reader::apply_next(state, reading_);
      std::visit([&](const auto& payload) { note(step, payload); }, reading_.event(step).payload);
    }
    for (const auto& [machine, queue] : state.queues) {
      for (const auto& [id, letter] : queue) still_waiting(machine, letter);
    }
    std::vector<LetterFate> fates;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!lines_[i].empty()) fates.push_back({title(i), std::move(lines_[i])});
    }
    return fates;
  }

 private:
  void note(Step step, const trace::Delivered& event) {
    add(step, "story.fate-delivered",
        {{"recipient", event.recipient}, {"machine", reading_.machine(step)}}, true);
  }
  void note(Step step, const trace::Bounced& event) {
    add(step, "story.fate-bounced", {{"recipient", event.recipient}, {"reply", event.reply}},
        false);
  }
  template <class Other>
  void note(Step, const Other&) {}

  void add(Step step, const char* key, Values values, bool good) {
    const auto letter = reading_.joined().at(step).letter;
    if (letter == 0) return;
    values.push_back({"time", narrator_.clock(step)});
    lines_[letter - 1].push_back({catalogue_.ui(key, values), good});
  }

  void still_waiting(const std::string& machine, const reader::QueuedLetter& queued) {
    if (queued.letter == 0) return;
    for (const auto& recipient : queued.recipients) {
      if (recipient.status == "sent" || recipient.status == "bounced") continue;
      lines_[queued.letter - 1].push_back(
          {catalogue_.ui("story.fate-waiting", {{"recipient", recipient.address},
                                                {"machine", machine},
                                                {"reply", recipient.reply},
                                                {"next_try", recipient.next_try}}),
           false});
    }
  }

  std::string title(std::size_t letter) const {
    const auto& info = reading_.joined().letters[letter];
    const auto key = info.bounce_of         ? "story.report"
                     : info.subject.empty() ? "story.letter-without-subject"
                                            : "story.letter";
    return catalogue_.ui(key, {{"subject", info.subject}, {"sender", info.sender}});
  }

  const reader::Reading& reading_;
  const reader::Narrator& narrator_;
  const reader::Catalogue& catalogue_;
  std::vector<std::vector<FateLine>> lines_;  // of each letter
};

}  // namespace

std::vector<LetterFate> fates(const reader::Narrator& narrator) {
  return Fates(narrator).collect();
}

}  // namespace mailtown::report
