// DNS: the delegation walked so far for the question of the moment, and every cache.
#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "visualizer/insides/sheet.h"
#include "visualizer/timeline_bins.h"

namespace mailtown::view {
namespace {

using reader::Reading;

// Who asks servers in turn: a resolver. Its question comes from a client, or from its own program.
bool walks(const Reading& reading, Step step) {
  const auto& event = reading.event(step);
  if (!std::holds_alternative<trace::DnsQuestionReceived>(event.payload)) return false;
  return reading.names().role_of_program(event.program) == "resolver";
}

// The question that a resolver works on, or worked on last, at the step; 0 if none.
Step walk_before(const View& view) {
  constexpr Step farthest = 20'000;
  const Reading& reading = view.run().reading();
  const Step now = view.step();
  for (Step step = now; step > 0 && now - step < farthest; --step) {
    if (!is_of_dns(reading.event(step))) continue;
    if (walks(reading, step)) return step;
    for (const Step cause : reading.joined().causes(step, 500)) {
      if (walks(reading, cause)) return cause;
    }
  }
  return 0;
}

// What the resolver did about the question, up to the view's step.
std::vector<Step> steps_of_walk(const View& view, Step question) {
  constexpr Step farthest = 20'000;
  const Reading& reading = view.run().reading();
  std::set<Step> known{question};
  std::vector<Step> steps;
  const Step end = std::min(view.step(), question + farthest);
  for (Step step = question + 1; step <= end; ++step) {
    if (reading.event(step).program != reading.event(question).program) continue;
    if (!known.contains(reading.joined().at(step).local_cause)) continue;
    known.insert(step);
    steps.push_back(step);
  }
  return steps;
}

std::string records_words(const std::vector<std::string>& records) {
  std::string words;
  for (const std::string& record : records) words += (words.empty() ? "" : "\n") + record;
  return words;
}

template <class Answer>
void add_answer(Sheet& sheet, const View& view, Step step, const Answer& answer) {
  const auto& words = view.words();
  const auto& records = answer.outcome == "referral" ? answer.authority : answer.answer;
  const bool good = answer.outcome == "answer" || answer.outcome == "referral";
  SheetLine line{.label = words.ui("view.dns." + answer.outcome),
                 .detail = records_words(records),
                 .tone = step == view.step() ? Tone::now
                         : good              ? Tone::plain
                                             : Tone::bad,
                 .sign = !good                        ? Sign::cross
                         : answer.outcome == "answer" ? Sign::check
                                                      : Sign::dot,
                 .is_linked = true,
                 .is_mono = true,
                 .step = step};
  sheet.add(std::move(line));
}

struct WalkTeller {
  Sheet& sheet;
  const View& view;
  Step step;

  Tone tone() const { return step == view.step() ? Tone::now : Tone::plain; }

  void operator()(const trace::DnsQuestionSent& question) const {
    sheet.add({.label = view.words().ui(
                   "view.names.asks",
                   {{"server", view.run().reading().names().at(question.remote.address)},
                    {"question", question.name + " " + question.type}}),
               .tone = tone(),
               .sign = Sign::dot,
               .is_linked = true,
               .step = step});
  }
  void operator()(const trace::DnsAnswerReceived& answer) const {
    add_answer(sheet, view, step, answer);
  }
  void operator()(const trace::DnsCacheHit& hit) const {
    sheet.add({.label = view.words().ui("view.names.remembers",
                                        {{"question", hit.name + " " + hit.type}}),
               .detail = records_words(hit.records),
               .tone = tone(),
               .sign = Sign::check,
               .is_linked = true,
               .is_mono = true,
               .step = step});
  }
  void operator()(const trace::Decision& decision) const {
    if (decision.about != "dns.next") return;
    const std::string zone =
        decision.outcome == "." ? view.words().ui("view.names.root") : decision.outcome.get();
    sheet.add({.label = view.words().ui("view.names.zone", {{"zone", zone}}),
               .tone = tone(),
               .sign = Sign::diamond,
               .is_linked = true,
               .step = step});
  }
  void operator()(const trace::DnsAnswerSent& answer) const {
    sheet.add(
        {.label = view.words().ui(
             "view.names.told", {{"client", view.run().reading().names().at(answer.remote.address)},
                                 {"outcome", view.words().ui("view.dns." + answer.outcome)}}),
         .detail = records_words(answer.answer),
         .tone = tone(),
         .sign = answer.outcome == "answer" ? Sign::check : Sign::cross,
         .is_linked = true,
         .is_mono = true,
         .step = step});
  }
  template <class Other>
  void operator()(const Other&) const {}
};

void add_walk(Sheet& sheet, const View& view) {
  const Step question = walk_before(view);
  if (question == 0) {
    sheet.text(view.words().ui("view.names.nobody-asks"));
    return;
  }
  const Reading& reading = view.run().reading();
  const auto& asked = std::get<trace::DnsQuestionReceived>(reading.event(question).payload);
  sheet.heading(view.words().ui("view.names.walk", {{"resolver", reading.machine(question)}}));
  sheet.add({.label = view.words().ui("view.names.question",
                                      {{"client", reading.names().at(asked.remote.address)},
                                       {"question", asked.name + " " + asked.type}}),
             .tone = question == view.step() ? Tone::now : Tone::plain,
             .sign = Sign::dot,
             .step = question});
  for (const Step step : steps_of_walk(view, question)) {
    std::visit(WalkTeller{sheet, view, step}, reading.event(step).payload);
  }
}

void add_entry(Sheet& sheet, const View& view, const reader::CacheEntry& entry,
               std::int64_t now_us) {
  const auto& reading = view.run().reading();
  const std::int64_t left_us = entry.expires_us - now_us;
  const std::int64_t life_us =
      std::max<std::int64_t>(1, entry.expires_us - reading.event(entry.stored).time_us);
  const bool dead = left_us <= 0;
  const bool is_new = entry.stored == view.step();
  SheetLine line{
      .label = entry.name + " " + entry.type,
      .aside = dead ? view.words().ui("view.names.expired") : duration_words(view, left_us),
      .detail = entry.records.empty() ? view.words().ui("view.dns." + entry.outcome)
                                      : records_words(entry.records),
      .tone = is_new ? Tone::now
              : dead ? Tone::bad
                     : Tone::plain,
      .is_mono = !entry.records.empty(),
      .left_share = std::clamp(static_cast<float>(left_us) / static_cast<float>(life_us), 0.f, 1.f),
      .step = entry.stored};
  sheet.add(std::move(line));
}

}  // namespace

Sheet names_sheet(View& view) {
  Sheet sheet;
  add_walk(sheet, view);
  const reader::WorldState& state = view.run().state(view.step());
  for (const std::string& machine : machines_in_focus(view)) {
    const auto cache = state.dns_caches.find(machine);
    if (cache == state.dns_caches.end() || cache->second.empty()) continue;
    sheet.heading(view.words().ui("view.names.cache", {{"machine", machine}}));
    for (const auto& [key, entry] : cache->second) add_entry(sheet, view, entry, state.time_us);
  }
  return sheet;
}

}  // namespace mailtown::view
