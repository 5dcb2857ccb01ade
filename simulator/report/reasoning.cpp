#include "simulator/report/report.h"
#include "simulator/report/why_details.h"

namespace mailtown::report {

using reader::Catalogue;
using reader::Narrator;
using reader::Step;

namespace {

constexpr int indent = 2;

class Reasoning {
 public:
  Reasoning(const Narrator& narrator, const Catalogue& catalogue, const StoryOptions& options)
      : narrator_(narrator), catalogue_(catalogue), page_(options.width, options.colour) {}

  void tell(Step step) {
    const auto& payload = narrator_.reading().event(step).payload;
    if (const auto* heard = std::get_if<trace::LineReceived>(&payload)) {
      page_.blank();
      page_.paragraph("→ " + heard->text, Style::client);
    } else if (const auto* said = std::get_if<trace::LineSent>(&payload)) {
      page_.paragraph("← " + said->text, Style::server);
    } else if (std::holds_alternative<trace::DnsResolved>(payload)) {
      page_.paragraph(narrator_.explain(step), Style::dim, indent);
    } else if (std::holds_alternative<trace::Decision>(payload)) {
      decision(step);
    }
  }

  std::string take() { return page_.take(); }

 private:
  void decision(Step step) {
    const auto why = narrator_.why(step);
    page_.blank();
    page_.paragraph(narrator_.explain(step), Style::decision, indent);
    page_.paragraph(why.sentence, Style::plain, indent);
    why_details(page_, why, catalogue_, indent);
    page_.blank();
  }

  const Narrator& narrator_;
  const Catalogue& catalogue_;
  Page page_;
};

}  // namespace

std::string reasoning(const reader::Reading& reading, std::uint32_t program,
                      const Catalogue& catalogue, const StoryOptions& options) {
  const Narrator narrator(reading, catalogue);
  Reasoning reasoning(narrator, catalogue, options);
  for (Step step = 1; step <= reading.steps(); ++step) {
    if (reading.event(step).program == program) reasoning.tell(step);
  }
  return reasoning.take();
}

}  // namespace mailtown::report
