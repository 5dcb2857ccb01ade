#include "simulator/mailtown/verdict.h"

#include <fmt/format.h>

namespace mailtown {

std::string told(const scenario::Scenario& scenario, const std::vector<run::Failed>& failed,
                 const run::RunResult& result, const reader::Catalogue& words) {
  std::string text;
  for (const run::Failed& failure : failed)
    text += fmt::format("{}\n  {}\n",
                        words.text("error", "expect.failed",
                                   {{"place", scenario.file + ":" + std::to_string(failure.line)},
                                    {"expected", failure.expected}}),
                        words.text("error", failure.key, failure.facts));
  for (const std::string& defect : result.defects)
    text += words.text("error", "run.defect", {{"defect", defect}}) + "\n";
  if (!result.ended) text += words.text("error", "run.horizon") + "\n";
  return text;
}

}  // namespace mailtown
