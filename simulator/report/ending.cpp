#include "simulator/report/ending.h"

#include <fmt/format.h>

#include "simulator/reader/world_state.h"

namespace mailtown::report {

using reader::Step;
using reader::Values;

namespace {

class Ending {
 public:
  Ending(Page& page, const reader::Narrator& narrator)
      : page_(page),
        reading_(narrator.reading()),
        narrator_(narrator),
        catalogue_(narrator.catalogue()),
        fates_(reading_.joined().letters.size()) {}

  void write() {
    collect();
    page_.blank();
    page_.ruled(catalogue_.ui("story.ending"), Style::heading, "─");
    page_.blank();
    for (std::size_t i = 0; i < fates_.size(); ++i) letter(i);
    for (const auto& refusal : refusals_) page_.paragraph(refusal, Style::bad, 2);
    numbers();
  }

 private:
  struct Fate {
    std::string text;
    Style style;
  };

  void collect() {
    auto state = reader::initial_state(reading_);
    for (Step step = 1; step <= reading_.steps(); ++step) {
      reader::apply_next(state, reading_);
      std::visit([&](const auto& payload) { count(step, payload); }, reading_.event(step).payload);
    }
    for (const auto& [machine, queue] : state.queues) {
      for (const auto& [id, letter] : queue) still_waiting(machine, letter);
    }
  }

  void count(Step step, const trace::Delivered& event) {
    add(step, "story.fate-delivered",
        {{"recipient", event.recipient}, {"machine", reading_.machine(step)}}, Style::good);
  }
  void count(Step step, const trace::Bounced& event) {
    add(step, "story.fate-bounced", {{"recipient", event.recipient}, {"reply", event.reply}},
        Style::bad);
  }
  void count(Step step, const trace::UserSaw& event) {
    if (event.action != "send" || event.outcome.rfind("refused", 0) != 0) return;
    refusals_.push_back(narrator_.explain(step));
  }
  void count(Step, const trace::LineSent&) { ++lines_; }
  void count(Step, const trace::DnsQuestionSent&) { ++questions_; }
  void count(Step, const trace::DnsCacheHit&) { ++remembered_; }
  template <class Other>
  void count(Step, const Other&) {}

  void add(Step step, const char* key, Values values, Style style) {
    const auto letter = reading_.joined().at(step).letter;
    if (letter == 0) return;
    values.push_back({"time", narrator_.clock(step)});
    fates_[letter - 1].push_back({catalogue_.ui(key, values), style});
  }

  void still_waiting(const std::string& machine, const reader::QueuedLetter& queued) {
    if (queued.letter == 0) return;
    for (const auto& recipient : queued.recipients) {
      if (recipient.status == "sent" || recipient.status == "bounced") continue;
      fates_[queued.letter - 1].push_back(
          {catalogue_.ui("story.fate-waiting", {{"recipient", recipient.address},
                                                {"machine", machine},
                                                {"reply", recipient.reply},
                                                {"next_try", recipient.next_try}}),
           Style::bad});
    }
  }

  void letter(std::size_t index) {
    const auto& info = reading_.joined().letters[index];
    if (fates_[index].empty()) return;
    const auto key = info.bounce_of         ? "story.report"
                     : info.subject.empty() ? "story.letter-without-subject"
                                            : "story.letter";
    page_.paragraph(catalogue_.ui(key, {{"subject", info.subject}, {"sender", info.sender}}),
                    Style::plain, 2);
    for (const auto& fate : fates_[index]) page_.paragraph(fate.text, fate.style, 4);
  }

  void numbers() {
    const auto last_us = reading_.steps() ? reading_.event(reading_.steps()).time_us : 0;
    page_.blank();
    page_.paragraph(
        catalogue_.ui("story.numbers", {{"steps", std::to_string(reading_.steps())},
                                        {"lines", std::to_string(lines_)},
                                        {"questions", std::to_string(questions_)},
                                        {"remembered", std::to_string(remembered_)},
                                        {"seconds", fmt::format("{}", last_us / 1000000)}}),
        Style::dim);
  }

  Page& page_;
  const reader::Reading& reading_;
  const reader::Narrator& narrator_;
  const reader::Catalogue& catalogue_;
  std::vector<std::vector<Fate>> fates_;  // of each letter
  std::vector<std::string> refusals_;
  std::uint64_t lines_ = 0, questions_ = 0, remembered_ = 0;
};

}  // namespace

void ending(Page& page, const reader::Narrator& narrator) {
  Ending(page, narrator).write();
}

}  // namespace mailtown::report
