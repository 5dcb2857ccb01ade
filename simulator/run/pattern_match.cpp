#include "simulator/run/pattern_match.h"

#include <algorithm>

#include "simulator/run/field_text.h"
#include "simulator/scenario/wildcard.h"

namespace mailtown::run {
namespace {

// What differs between an event and a pattern.
struct Differences {
  std::size_t count = 0;
  std::string first;

  void add(std::string_view field, std::string_view came) {
    if (count++ == 0) first = fmt::format("its {} is {}", field, came.empty() ? "empty" : came);
  }
};

std::string joined(const std::vector<std::string>& texts) {
  return fmt::format("{}", fmt::join(texts, ", "));
}

Differences differences(const trace::Trace& trace, const trace::Event& event,
                        const scenario::Pattern& pattern) {
  Differences found;
  const trace::ProgramInfo none;
  const auto& programs = trace.header.programs;
  const trace::ProgramInfo& program =
      event.program < programs.size() ? programs[event.program] : none;
  if (!pattern.machine.empty() && program.machine != pattern.machine)
    found.add("machine", program.machine);
  if (!pattern.role.empty() && program.role != pattern.role) found.add("program", program.role);
  for (const scenario::Pattern::Match& match : pattern.fields) {
    const auto texts = field_texts(event, match.field);
    const bool fits = std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
      return scenario::matches(text, match.value);
    });
    // A field that is a list and empty matches "nothing", as an empty text does.
    if (!fits && !(texts.empty() && match.value.empty())) found.add(match.field, joined(texts));
  }
  return found;
}

}  // namespace

std::string difference(const trace::Trace& trace, const trace::Event& event,
                       const scenario::Pattern& pattern) {
  if (trace::kind(event) != pattern.kind)
    return fmt::format("it is of kind {}", trace::kind(event));
  return differences(trace, event, pattern).first;
}

std::vector<std::size_t> steps_that_match(const trace::Trace& trace,
                                          const scenario::Pattern& pattern) {
  std::vector<std::size_t> steps;
  for (std::size_t i = 0; i < trace.events.size(); ++i)
    if (difference(trace, trace.events[i], pattern).empty()) steps.push_back(i + 1);
  return steps;
}

std::string nearest_miss(const trace::Trace& trace, const scenario::Pattern& pattern) {
  std::size_t fewest = SIZE_MAX;
  std::string text;
  for (std::size_t i = 0; i < trace.events.size(); ++i) {
    if (trace::kind(trace.events[i]) != pattern.kind) continue;
    const Differences found = differences(trace, trace.events[i], pattern);
    if (found.count == 0 || found.count >= fewest) continue;
    fewest = found.count;
    text = fmt::format("step {} comes nearest: {}", i + 1, found.first);
  }
  return text;
}

std::string describe(const scenario::Pattern& pattern) {
  std::string text = pattern.kind;
  if (!pattern.machine.empty()) text += " on " + pattern.machine;
  if (!pattern.role.empty()) text += " by " + pattern.role;
  for (const scenario::Pattern::Match& match : pattern.fields)
    text += ", " + match.field + "=" + match.value;
  return text;
}

}  // namespace mailtown::run
