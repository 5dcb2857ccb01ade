#include "simulator/capture/remarks.h"

#include <algorithm>

namespace mailtown::capture {

using reader::Narrator;
using reader::Step;

namespace {

class Remarks {
 public:
  Remarks(const Narrator& narrator, const std::set<Step>& carried)
      : narrator_(narrator), reading_(narrator.reading()), carried_(carried) {}

  std::map<Step, std::vector<std::string>> take() {
    for (const Step step : carried_) led_to(step);
    for (Step step = 1; step <= reading_.steps(); ++step) {
      if (is_notable(step) && !told_.contains(step)) followed_from(step);
    }
    for (auto& [step, notable] : notable_) std::sort(notable.begin(), notable.end());
    std::map<Step, std::vector<std::string>> texts;
    for (const auto& [step, notable] : notable_) {
      for (const Step one : notable) texts[step].push_back(text(one));
    }
    return texts;
  }

 private:
  bool is_notable(Step step) const {
    const auto& payload = reading_.event(step).payload;
    return std::holds_alternative<trace::Decision>(payload) ||
           std::holds_alternative<trace::FaultStruck>(payload) ||
           std::holds_alternative<trace::PacketLost>(payload);
  }

  void tell(Step step, Step at) {
    if (told_.insert(step).second) notable_[at].push_back(step);
  }

  // The decisions between what a program heard and what it sent because of that.
  void led_to(Step sent) {
    if (is_notable(sent)) tell(sent, sent);
    constexpr int far = 16;
    Step cause = reading_.joined().at(sent).local_cause;
    for (int i = 0; i < far && cause != 0 && !carried_.contains(cause); ++i) {
      if (is_notable(cause)) tell(cause, sent);
      cause = reading_.joined().at(cause).local_cause;
    }
  }

  // Nothing was sent because of it: it belongs to what it came from, or to what came last.
  void followed_from(Step step) {
    for (const Step cause : reading_.joined().causes(step)) {
      if (carried_.contains(cause)) return tell(step, cause);
    }
    auto last = carried_.lower_bound(step);
    while (last != carried_.begin()) {
      --last;
      if (reading_.machine(*last) == reading_.machine(step)) return tell(step, *last);
    }
  }

  std::string text(Step step) const {
    const auto& words = narrator_.catalogue();
    std::string text = narrator_.explain(step);
    if (!std::holds_alternative<trace::Decision>(reading_.event(step).payload)) return text;
    const auto why = narrator_.why(step);
    if (why.sentence != text) text += "\n" + why.sentence;
    for (const auto& option : why.options) {
      const auto* key = option.chosen ? "explain.chosen" : "story.not";
      text += "\n" + words.ui(key, {{"choice", option.choice}, {"reason", option.reason}});
    }
    if (!why.source.empty()) text += "\n" + words.ui("explain.source", {{"source", why.source}});
    return text;
  }

  const Narrator& narrator_;
  const reader::Reading& reading_;
  const std::set<Step>& carried_;
  std::set<Step> told_;
  std::map<Step, std::vector<Step>> notable_;
};

}  // namespace

std::map<Step, std::vector<std::string>> remarks(const Narrator& narrator,
                                                 const std::set<Step>& carried) {
  return Remarks(narrator, carried).take();
}

}  // namespace mailtown::capture
