// Routing: where a letter goes, what else was possible, and why the others lost.
#include "visualizer/insides/sheet.h"

namespace mailtown::view {
namespace {

bool is_about_the_way(const trace::Decision& decision) {
  return decision.about == "route" || decision.about == "next-host";
}

// The decisions about the way of the letter at hand: the last route, and the next hosts since.
std::vector<Step> decisions_on_the_way(const View& view) {
  const auto& run = view.run();
  const std::uint32_t letter = run.letter_near(view.step());
  const auto about_letter = [&](Step step) {
    return letter == 0 || run.joined().at(step).letter == letter;
  };
  const auto route = [&](Step step, const trace::Decision& decision) {
    return decision.about == "route" && about_letter(step);
  };
  Step first = last_before<trace::Decision>(view, route);
  if (first == 0) {
    first = last_before<trace::Decision>(
        view, [](Step, const trace::Decision& decision) { return is_about_the_way(decision); });
  }
  if (first == 0) return {};
  std::vector<Step> steps{first};
  const auto& subject = std::get<trace::Decision>(run.reading().event(first).payload).subject;
  const auto of_letter = run.joined().at(first).letter;
  for (Step step = first + 1; step <= view.step(); ++step) {
    const auto* decision = std::get_if<trace::Decision>(&run.reading().event(step).payload);
    if (decision && is_about_the_way(*decision) && decision->subject == subject &&
        run.joined().at(step).letter == of_letter) {
      steps.push_back(step);
    }
  }
  return steps;
}

std::string preference_of(const View& view, const trace::Decision& decision, std::size_t option) {
  if (option >= decision.alternatives.size()) return "";
  for (const Fact& fact : decision.alternatives[option].facts) {
    if (fact.name == "preference") {
      return view.words().ui("view.routing.preference", {{"preference", fact.value}});
    }
  }
  return "";
}

void add_decision(Sheet& sheet, const View& view, Step step) {
  const auto& decision = std::get<trace::Decision>(view.run().reading().event(step).payload);
  const reader::Why why = view.narrator().why(step);
  sheet.heading(view.words().ui("view.routing." + decision.about, {{"subject", decision.subject}}));
  for (std::size_t i = 0; i < why.options.size(); ++i) {
    const reader::Option& option = why.options[i];
    sheet.add({.label = option.choice,
               .aside = preference_of(view, decision, i),
               .detail = option.chosen ? view.words().ui("view.chosen") : option.reason,
               .tone = option.chosen ? Tone::good : Tone::quiet,
               .sign = option.chosen ? Sign::check : Sign::cross,
               .step = step});
  }
  SheetLine rule{.label = why.sentence,
                 .aside = why.source,
                 .tone = step == view.step() ? Tone::now : Tone::plain,
                 .sign = Sign::diamond,
                 .step = step};
  if (!why.reply.empty()) {
    rule.detail = why.reply;
    rule.is_mono = true;
  }
  sheet.add(std::move(rule));
}

}  // namespace

Sheet routing_sheet(View& view) {
  Sheet sheet;
  const auto steps = decisions_on_the_way(view);
  if (steps.empty()) {
    sheet.text(view.words().ui("view.routing.none"));
    return sheet;
  }
  if (const auto letter = view.run().joined().at(steps.front()).letter) {
    sheet.add({.label = letter_words(view, letter),
               .aside = view.run().reading().machine(steps.front()),
               .sign = Sign::letter});
  }
  for (const Step step : steps) add_decision(sheet, view, step);
  return sheet;
}

}  // namespace mailtown::view
