#include <fmt/format.h>

#include "simulator/report/page.h"
#include "simulator/report/report.h"

namespace mailtown::report {

using reader::Catalogue;
using reader::Narrator;
using reader::Step;

namespace {

constexpr int indent = 2;

void decision_details(Page& page, const reader::Why& why, const Catalogue& catalogue) {
  if (!why.inputs.empty()) {
    page.blank();
    page.paragraph(catalogue.ui("explain.inputs"), Style::heading);
    for (const auto& input : why.inputs) {
      page.paragraph(input.label + ": " + input.value, Style::plain, indent);
    }
  }
  if (!why.options.empty()) {
    page.blank();
    page.paragraph(catalogue.ui("explain.options"), Style::heading);
  }
  for (const auto& option : why.options) {
    const auto key = option.chosen ? "explain.chosen" : "story.not";
    page.paragraph(catalogue.ui(key, {{"choice", option.choice}, {"reason", option.reason}}),
                   option.chosen ? Style::good : Style::plain, indent);
  }
  if (!why.reply.empty()) {
    page.blank();
    page.paragraph(catalogue.ui("explain.reply", {{"reply", why.reply}}));
  }
  if (!why.source.empty()) {
    page.blank();
    page.paragraph(catalogue.ui("explain.source", {{"source", why.source}}), Style::dim);
  }
}

}  // namespace

std::string explanation(const reader::Reading& reading, Step step, const Catalogue& catalogue,
                        const StoryOptions& options) {
  Page page(options.width, options.colour);
  if (step == 0 || step > reading.steps()) {
    page.paragraph(catalogue.text(
        "error", "no-such-step",
        {{"step", std::to_string(step)}, {"last", std::to_string(reading.steps())}}));
    return page.take();
  }
  const Narrator narrator(reading, catalogue);
  const auto why = narrator.why(step);
  page.paragraph(catalogue.ui("explain.step", {{"step", std::to_string(step)},
                                               {"time", narrator.clock(step)},
                                               {"machine", reading.machine(step)}}),
                 Style::dim);
  page.paragraph(narrator.explain(step), Style::heading);
  page.blank();
  page.paragraph(catalogue.ui("explain.why"), Style::heading);
  page.paragraph(why.sentence, Style::decision, indent);
  decision_details(page, why, catalogue);
  if (why.because.empty()) return page.take();
  page.blank();
  page.paragraph(catalogue.ui("explain.because"), Style::heading);
  for (const auto& cause : why.because) {
    page.paragraph(cause.sentence, Style::plain, indent + 6, fmt::format("{:>6}  ", cause.step));
  }
  return page.take();
}

}  // namespace mailtown::report
