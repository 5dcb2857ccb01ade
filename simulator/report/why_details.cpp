#include "simulator/report/why_details.h"

namespace mailtown::report {

namespace {

constexpr int deeper = 2;

}  // namespace

void why_details(Page& page, const reader::Why& why, const reader::Catalogue& catalogue,
                 int indent) {
  if (!why.inputs.empty()) {
    page.blank();
    page.paragraph(catalogue.ui("explain.inputs"), Style::heading, indent);
    for (const auto& input : why.inputs) {
      if (input.value.empty()) continue;
      page.paragraph(input.label + ": " + input.value, Style::plain, indent + deeper);
    }
  }
  if (!why.options.empty()) {
    page.blank();
    page.paragraph(catalogue.ui("explain.options"), Style::heading, indent);
  }
  for (const auto& option : why.options) {
    const auto key = option.chosen ? "explain.chosen" : "story.not";
    page.paragraph(catalogue.ui(key, {{"choice", option.choice}, {"reason", option.reason}}),
                   option.chosen ? Style::good : Style::plain, indent + deeper);
  }
  if (!why.reply.empty()) {
    page.blank();
    page.paragraph(catalogue.ui("explain.reply", {{"reply", why.reply}}), Style::plain, indent);
  }
  if (!why.source.empty()) {
    page.blank();
    page.paragraph(catalogue.ui("explain.source", {{"source", why.source}}), Style::dim, indent);
  }
}

}  // namespace mailtown::report
