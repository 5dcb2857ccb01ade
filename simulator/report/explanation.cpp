#include <fmt/format.h>

#include "simulator/reader/rule_places.h"
#include "simulator/report/page.h"
#include "simulator/report/report.h"
#include "simulator/report/why_details.h"

namespace mailtown::report {

using reader::Catalogue;
using reader::Narrator;
using reader::Step;

namespace {

constexpr int indent = 2;

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
  why_details(page, why, catalogue);
  const auto places = reader::RulePlaces::read(reader::home());
  if (const auto* place = places.find(why.rule)) {
    page.paragraph(catalogue.ui("explain.place", {{"file", place->file},
                                                  {"line", std::to_string(place->line)}}),
                   Style::dim);
  }
  if (why.because.empty()) return page.take();
  page.blank();
  page.paragraph(catalogue.ui("explain.because"), Style::heading);
  for (const auto& cause : why.because) {
    page.paragraph(cause.sentence, Style::plain, indent + 6, fmt::format("{:>6}  ", cause.step));
  }
  return page.take();
}

}  // namespace mailtown::report
