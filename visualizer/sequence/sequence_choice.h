// What the sequence shows of the run: the filters, and which conversations are folded to one bar.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

namespace mailtown::view {

class View;

struct SequenceChoice {
  std::optional<std::string> machine;  // only what it sends, gets or does
  std::uint32_t letter = 0;            // only what is about it, index plus 1; 0: all
  std::string protocol;                // only conversations of this one; empty: all
  bool all_folded = false;
  std::set<std::uint32_t> others;  // conversations for which the opposite holds
  bool operator==(const SequenceChoice&) const = default;

  bool is_folded(std::uint32_t conversation) const {
    return conversation != 0 && all_folded != others.contains(conversation);
  }
  void turn(std::uint32_t conversation) {
    if (!others.erase(conversation)) others.insert(conversation);
  }
};

// --- actions; each shows the sequence ---
void fold_conversation(View& view);   // that of the step, or opens it
void fold_conversations(View& view);  // all, or opens all
void only_this_letter(View& view);    // that of the step; again: all
void only_this_machine(View& view);   // the selected one, or that of the step; again: all
void next_protocol(View& view);       // all, then one after the other

}  // namespace mailtown::view
