#include "visualizer/sequence/sequence_rows.h"

#include <algorithm>

#include "visualizer/dialogue.h"

namespace mailtown::view {
namespace {

class Picker {
 public:
  Picker(const ShownRun& run, const report::Sequence& outline, const SequenceChoice& choice)
      : run_(run), joined_(run.joined()), outline_(outline), choice_(choice) {
    find_conversations();
  }

  SequenceRows pick() {
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    first_row_.assign(joined_.conversations.size() + 1, none);
    used_.assign(outline_.lanes.size(), false);
    for (std::uint32_t i = 0; i < outline_.items.size(); ++i) {
      if (const auto* arrow = std::get_if<report::Arrow>(&outline_.items[i])) {
        take(i, *arrow);
      } else {
        take(i, std::get<report::Note>(outline_.items[i]));
      }
    }
    for (std::size_t lane = 0; lane < used_.size(); ++lane) {
      if (used_[lane]) rows_.lanes.push_back(lane);
    }
    return std::move(rows_);
  }

 private:
  // Which conversations the filters of letter and protocol let through. A letter's are those that
  // carry it, and the questions asked for its sake.
  void find_conversations() {
    const auto& conversations = joined_.conversations;
    shown_.assign(conversations.size() + 1, choice_.letter == 0);
    if (choice_.letter != 0) {
      for (const std::size_t m : run_.motions_of_letter(choice_.letter)) {
        shown_[joined_.motions[m].conversation] = true;
      }
      for (std::size_t number = 1; number <= conversations.size(); ++number) {
        const Step cause = conversations[number - 1].cause;
        if (cause == 0) continue;
        const auto& led = joined_.at(cause);
        const bool asked_for_it = led.conversation != 0 && led.conversation < number &&
                                  shown_[led.conversation] &&
                                  conversations[number - 1].protocol == "dns";
        if (led.letter == choice_.letter || asked_for_it) shown_[number] = true;
      }
    }
    if (choice_.protocol.empty()) return;
    for (std::size_t number = 1; number <= conversations.size(); ++number) {
      if (conversations[number - 1].protocol != choice_.protocol) shown_[number] = false;
    }
  }

  bool is_machine(std::size_t lane) const { return outline_.lanes[lane] == *choice_.machine; }

  void take(std::uint32_t item, const report::Arrow& arrow) {
    const std::uint32_t conversation = joined_.motions[arrow.motion].conversation;
    if (conversation == 0 ? choice_.letter != 0 || !choice_.protocol.empty()
                          : !shown_[conversation]) {
      return;
    }
    if (choice_.machine && !is_machine(arrow.from) && !is_machine(arrow.to)) return;
    used_[arrow.from] = used_[arrow.to] = true;
    const bool opens = conversation != 0 && first_row_[conversation] >= rows_.rows.size();
    if (opens) first_row_[conversation] = rows_.rows.size();
    const bool folded = choice_.is_folded(conversation);
    if (folded && !opens) {
      ++rows_.rows[first_row_[conversation]].count;
      return;
    }
    rows_.rows.push_back({folded ? SequenceRow::Kind::fold : SequenceRow::Kind::arrow, opens, item,
                          conversation, 1, arrow.step});
  }

  void take(std::uint32_t item, const report::Note& note) {
    if (choice_.letter != 0 && joined_.at(note.step).letter != choice_.letter) return;
    if (choice_.machine && !is_machine(note.lane)) return;
    const std::uint32_t conversation = joined_.at(note.step).conversation;
    if (!choice_.protocol.empty() && (conversation == 0 || !shown_[conversation])) return;
    if (choice_.is_folded(conversation)) return;
    used_[note.lane] = true;
    rows_.rows.push_back({SequenceRow::Kind::note, false, item, conversation, 1, note.step});
  }

  const ShownRun& run_;
  const reader::Joined& joined_;
  const report::Sequence& outline_;
  const SequenceChoice& choice_;
  std::vector<bool> shown_, used_;
  std::vector<std::size_t> first_row_;  // by conversation; past the end: none yet
  SequenceRows rows_;
};

}  // namespace

SequenceRows rows_of(const ShownRun& run, const report::Sequence& outline,
                     const SequenceChoice& choice) {
  return Picker(run, outline, choice).pick();
}

std::size_t row_at(const ShownRun& run, const SequenceRows& rows, Step step) {
  const auto& all = rows.rows;
  const auto after =
      std::upper_bound(all.begin(), all.end(), step,
                       [](Step wanted, const SequenceRow& row) { return wanted < row.step; });
  if (after == all.begin()) return all.size();
  const auto last = static_cast<std::size_t>(after - all.begin()) - 1;
  if (step == 0) return last;
  const std::uint32_t conversation = run.joined().at(step).conversation;
  if (conversation == 0) return last;
  // What arrives belongs to the arrow that was sent; so does all of a folded conversation.
  constexpr std::size_t farthest = 2'000;
  for (std::size_t i = last + 1; i-- > 0 && last - i < farthest;) {
    if (all[i].conversation == conversation) return i;
  }
  return last;
}

std::string arrow_words(const ShownRun& run, const reader::Catalogue& words,
                        const report::Arrow& arrow) {
  std::string text = words_of(run.reading(), run.joined().motions[arrow.motion], words);
  text = text.substr(0, text.find('\n'));
  return arrow.is_lost ? text + " – " + words.ui("view.lost") : text;
}

}  // namespace mailtown::view
