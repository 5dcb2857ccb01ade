#include "visualizer/insides/sheet.h"

#include <algorithm>

namespace mailtown::view {

std::vector<std::string> machines_in_focus(const View& view) {
  if (view.selected()) return {*view.selected()};
  std::vector<std::string> names;
  for (const auto& machine : view.run().reading().header().machines) names.push_back(machine.name);
  if (view.step() == 0) return names;
  const auto here =
      std::find(names.begin(), names.end(), view.run().reading().machine(view.step()));
  if (here != names.end()) std::rotate(names.begin(), here, here + 1);
  return names;
}

std::uint32_t conversation_behind(const View& view, bool (*fits)(const std::string& protocol)) {
  constexpr int hops_max = 12;
  const auto& joined = view.run().joined();
  std::uint32_t number = view.run().conversation_near(view.step());
  for (int hop = 0; number != 0 && hop < hops_max; ++hop) {
    const auto& info = joined.conversations[number - 1];
    if (fits(info.protocol)) return number;
    number = info.cause == 0 ? 0 : joined.at(info.cause).conversation;
  }
  constexpr Step farthest = 20'000;
  for (Step step = view.step(); step > 0 && view.step() - step < farthest; --step) {
    number = joined.at(step).conversation;
    if (number != 0 && fits(joined.conversations[number - 1].protocol)) return number;
  }
  return 0;
}

std::string duration_words(const View& view, std::int64_t us) {
  constexpr std::int64_t second_us = 1'000'000;
  struct Unit {
    const char* key;
    std::int64_t seconds;
  };
  constexpr std::array units{Unit{"view.days", 86'400}, Unit{"view.hours", 3'600},
                             Unit{"view.minutes", 60}, Unit{"view.seconds", 1}};
  std::int64_t seconds = std::max<std::int64_t>(us, 0) / second_us;
  std::string words;
  int used = 0;
  for (const Unit& unit : units) {
    const std::int64_t count = seconds / unit.seconds;
    seconds %= unit.seconds;
    if (used > 0) ++used;  // "2 hours" and nothing of seconds
    if (count == 0 || used > 2) continue;
    used = std::max(used, 1);
    words +=
        (words.empty() ? "" : " ") + view.words().ui(unit.key, {{"count", std::to_string(count)}});
  }
  return words.empty() ? view.words().ui("view.seconds", {{"count", "0"}}) : words;
}

std::string letter_words(const View& view, std::uint32_t letter) {
  if (letter == 0) return view.words().ui("view.sheet.a-letter");
  const reader::LetterInfo& info = view.run().joined().letters[letter - 1];
  if (!info.subject.empty()) {
    return view.words().ui("view.sheet.letter", {{"subject", info.subject}});
  }
  return info.names.empty() ? view.words().ui("view.sheet.a-letter")
                            : info.names.front().name.get();
}

}  // namespace mailtown::view
