#include "simulator/reader/narrator.h"

#include <algorithm>

#include <fmt/format.h>

#include "mime/idn.h"

namespace mailtown::reader {

namespace {

constexpr std::size_t causes_told = 5;

const trace::Decision* decision_at(const Reading& reading, Step step) {
  return std::get_if<trace::Decision>(&reading.event(step).payload);
}

const trace::Text* line_at(const Reading& reading, Step step) {
  const auto& payload = reading.event(step).payload;
  if (const auto* sent = std::get_if<trace::LineSent>(&payload)) return &sent->text;
  if (const auto* received = std::get_if<trace::LineReceived>(&payload)) return &received->text;
  return nullptr;
}

// A reply's reason is the decision that it tells. The program records both close together.
Step decision_behind_line(const Reading& reading, Step step) {
  constexpr std::size_t close = 4;
  const auto* line = line_at(reading, step);
  if (!line || line->empty()) return 0;
  for (const auto cause : reading.joined().causes(step, close)) {
    const auto* decision = decision_at(reading, cause);
    if (decision && !decision->reply.empty() &&
        decision->reply->substr(0, 3) == line->get().substr(0, 3)) {
      return cause;
    }
  }
  return 0;
}

// What a nameserver answers and whom a resolver asks is decided right before.
Step decision_behind_dns(const Reading& reading, Step step) {
  const auto& payload = reading.event(step).payload;
  if (!std::holds_alternative<trace::DnsAnswerSent>(payload) &&
      !std::holds_alternative<trace::DnsQuestionSent>(payload)) {
    return 0;
  }
  const auto cause = reading.joined().at(step).local_cause;
  return cause != 0 && decision_at(reading, cause) ? cause : 0;
}

Step decision_behind(const Reading& reading, Step step) {
  if (decision_at(reading, step)) return step;
  if (const auto decided = decision_behind_dns(reading, step)) return decided;
  return decision_behind_line(reading, step);
}

std::string for_people(const Catalogue& catalogue, const std::string& value) {
  return mime::names_for_people(word(catalogue, value));
}

}  // namespace

std::string Narrator::explain(Step step) const {
  const auto key = sentence_key(reading_.event(step), catalogue_);
  return catalogue_.text("event", key, values_of(reading_, catalogue_, step));
}

std::string Narrator::clock(Step step) const {
  constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;
  const auto start = std::chrono::duration_cast<std::chrono::milliseconds>(
      reading_.header().start.time_since_epoch());
  const auto in_day =
      ((start.count() + reading_.event(step).time_us / 1000) % day_ms + day_ms) % day_ms;
  return fmt::format("{:02}:{:02}:{:02}.{:03}", in_day / 3600'000, in_day / 60'000 % 60,
                     in_day / 1000 % 60, in_day % 1000);
}

Why Narrator::why_decided(Step step) const {
  const auto& decision = std::get<trace::Decision>(reading_.event(step).payload);
  Why why;
  why.decision = true;
  why.rule = decision.rule;
  const auto values = values_of(reading_, catalogue_, step);
  why.sentence = decision.rule.empty() ? catalogue_.ui("why.no-evidence")
                                       : catalogue_.text("rule", decision.rule, values);
  for (const auto& input : decision.inputs) {
    why.inputs.push_back(
        {catalogue_.text("fact", input.name), for_people(catalogue_, input.value)});
  }
  for (const auto& alternative : decision.alternatives) {
    Option option{for_people(catalogue_, alternative.choice), alternative.lost_because.empty(), {}};
    if (!option.chosen) {
      Values known = alternative.facts;
      known.push_back({"choice", option.choice});
      known.insert(known.end(), values.begin(), values.end());
      option.reason = catalogue_.text("lost", alternative.lost_because, known);
    }
    why.options.push_back(std::move(option));
  }
  why.source = decision.source;
  why.reply = decision.reply;
  return why;
}

Why Narrator::why(Step step) const {
  Why why;
  const Step decided = decision_behind(reading_, step);
  if (decided != 0) why = why_decided(decided);
  // What was received repeats what was sent, and other details would only lengthen the chain.
  for (const auto cause : reading_.joined().causes(step)) {
    if (reading_.joined().at(cause).importance == Importance::detail) continue;
    why.because.push_back({cause, explain(cause)});
    if (why.because.size() == causes_told) break;
  }
  if (decided != 0) return why;
  if (const auto* disk = std::get_if<trace::DiskStep>(&reading_.event(step).payload)) {
    // The step before tells less than what such a step is for.
    const std::string key = "why.disk." + disk->step;
    if (disk->error.empty() && catalogue_.has("ui", key)) why.sentence = catalogue_.ui(key);
    if (!why.sentence.empty()) return why;
  }
  why.sentence = why.because.empty()
                     ? catalogue_.ui("why.beginning")
                     : catalogue_.ui("why.follows", {{"step", std::to_string(why.because[0].step)},
                                                     {"sentence", why.because[0].sentence}});
  return why;
}

}  // namespace mailtown::reader
