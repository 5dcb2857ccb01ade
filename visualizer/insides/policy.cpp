// The policy chain of a conversation, which lights up stage by stage.
#include <algorithm>

#include "visualizer/insides/sheet.h"

namespace mailtown::view {
namespace {

constexpr std::array<std::string_view, 5> stages{"connect", "helo", "mail", "rcpt", "data"};

bool is_judged(const std::string& protocol) {
  return protocol == "smtp" || protocol == "submission";
}

// At which stage something is decided: policies say it themselves.
std::size_t stage_of(const trace::Decision& decision, std::size_t reached) {
  std::string_view stage = decision.subject;
  if (!decision.about->starts_with("policy.")) {
    const std::string& about = decision.about;
    stage = about == "client-name"                     ? "connect"
            : about == "sender"                        ? "mail"
            : about == "relay" || about == "recipient" ? "rcpt"
                                                       : "";
  } else if (stage == "refused") {
    stage = "rcpt";
  }
  const auto found = std::find(stages.begin(), stages.end(), stage);
  return found == stages.end() ? reached : static_cast<std::size_t>(found - stages.begin());
}

bool is_no(const trace::Decision& decision) {
  return !decision.reply.empty() && (decision.reply[0] == '4' || decision.reply[0] == '5');
}

// Which stage the client's command begins; none: no new one.
std::optional<std::size_t> stage_begun(const std::string& line) {
  constexpr std::array<std::string_view, 5> verbs{"", "HELO", "MAIL", "RCPT", "DATA"};
  if (line.starts_with("EHLO")) return 1;
  for (std::size_t i = 1; i < verbs.size(); ++i) {
    if (line.starts_with(verbs[i])) return i;
  }
  return std::nullopt;
}

struct Judged {
  std::size_t reached = 0;
  std::array<bool, 5> refused{};
  std::array<std::vector<Step>, 5> steps;
};

Judged judged_until(const View& view, std::uint32_t conversation) {
  const auto& reading = view.run().reading();
  const auto& info = reading.joined().conversations[conversation - 1];
  Judged judged;
  for (Step step = info.first; step <= std::min(info.last, view.step()); ++step) {
    if (reading.joined().at(step).conversation != conversation) continue;
    const auto& payload = reading.event(step).payload;
    const auto* heard = std::get_if<trace::LineReceived>(&payload);
    if (heard && heard->local == info.server_end) {
      if (const auto stage = stage_begun(heard->text)) judged.reached = *stage;
    }
    const auto* decision = std::get_if<trace::Decision>(&payload);
    if (!decision || reading.machine(step) != info.server) continue;
    const std::size_t stage = stage_of(*decision, judged.reached);
    judged.steps[stage].push_back(step);
    if (is_no(*decision)) judged.refused[stage] = true;
  }
  return judged;
}

void add_decision(Sheet& sheet, const View& view, Step step) {
  const auto& decision = std::get<trace::Decision>(view.run().reading().event(step).payload);
  const reader::Why why = view.narrator().why(step);
  const bool no = is_no(decision);
  sheet.add({.label = view.narrator().explain(step),
             .aside = why.source,
             .detail = decision.reply,
             .tone = step == view.step() ? Tone::now
                     : no                ? Tone::bad
                                         : Tone::plain,
             .sign = no ? Sign::cross : Sign::check,
             .is_linked = true,
             .is_mono = true,
             .step = step});
  for (const reader::Option& option : why.options) {
    if (option.chosen || option.reason.empty()) continue;
    sheet.add({.label = option.choice + " – " + option.reason,
               .tone = Tone::quiet,
               .sign = Sign::dot,
               .depth = 1,
               .step = step});
  }
}

}  // namespace

Sheet policy_sheet(View& view) {
  Sheet sheet;
  const std::uint32_t conversation = conversation_behind(view, is_judged);
  if (conversation == 0) {
    sheet.text(view.words().ui("view.policy.none"));
    return sheet;
  }
  const auto& info = view.run().joined().conversations[conversation - 1];
  const Judged judged = judged_until(view, conversation);
  sheet.add({.label = view.words().ui("view.policy.who",
                                      {{"server", info.server}, {"client", info.client}})});
  SheetLine chain{.kind = SheetLine::Kind::chips};
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const Tone tone = judged.refused[i]     ? Tone::bad
                      : i > judged.reached  ? Tone::quiet
                      : i == judged.reached ? Tone::now
                                            : Tone::good;
    chain.chips.push_back({view.words().ui("view.policy." + std::string(stages[i])), tone});
  }
  sheet.add(std::move(chain));
  for (std::size_t i = 0; i < stages.size(); ++i) {
    if (judged.steps[i].empty()) continue;
    sheet.heading(view.words().ui("view.policy." + std::string(stages[i])));
    for (const Step step : judged.steps[i]) add_decision(sheet, view, step);
  }
  return sheet;
}

}  // namespace mailtown::view
