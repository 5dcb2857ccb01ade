#include "simulator/report/ending.h"

#include <fmt/format.h>

#include "simulator/report/fates.h"

namespace mailtown::report {

using reader::Step;

namespace {

class Ending {
 public:
  Ending(Page& page, const reader::Narrator& narrator)
      : page_(page),
        reading_(narrator.reading()),
        narrator_(narrator),
        catalogue_(narrator.catalogue()) {}

  void write() {
    for (Step step = 1; step <= reading_.steps(); ++step) {
      std::visit([&](const auto& payload) { count(step, payload); }, reading_.event(step).payload);
    }
    page_.blank();
    page_.ruled(catalogue_.ui("story.ending"), Style::heading, "─");
    page_.blank();
    for (const LetterFate& fate : fates(narrator_)) letter(fate);
    for (const auto& refusal : refusals_) page_.paragraph(refusal, Style::bad, 2);
    numbers();
  }

 private:
  void count(Step step, const trace::UserSaw& event) {
    if (event.action != "send" || !event.outcome->starts_with("refused")) return;
    refusals_.push_back(narrator_.explain(step));
  }
  void count(Step, const trace::LineSent&) { ++lines_; }
  void count(Step, const trace::DnsQuestionSent&) { ++questions_; }
  void count(Step, const trace::DnsCacheHit&) { ++remembered_; }
  template <class Other>
  void count(Step, const Other&) {}

  void letter(const LetterFate& fate) {
    page_.paragraph(fate.title, Style::plain, 2);
    for (const FateLine& line : fate.lines) {
      page_.paragraph(line.text, line.good ? Style::good : Style::bad, 4);
    }
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
  std::vector<std::string> refusals_;
  std::uint64_t lines_ = 0, questions_ = 0, remembered_ = 0;
};

}  // namespace

void ending(Page& page, const reader::Narrator& narrator) {
  Ending(page, narrator).write();
}

}  // namespace mailtown::report
