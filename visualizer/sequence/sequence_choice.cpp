#include "visualizer/sequence/sequence_choice.h"

#include <algorithm>

#include "visualizer/view.h"

namespace mailtown::view {
namespace {

// Those that the run has, sorted.
std::vector<std::string> protocols_of(const View& view) {
  std::set<std::string> names;
  for (const auto& info : view.run().joined().conversations) names.insert(info.protocol);
  return {names.begin(), names.end()};
}

SequenceChoice& shown(View& view) {
  view.set_stage(Stage::sequence);
  return view.sequence();
}

}  // namespace

void fold_conversation(View& view) {
  const auto conversation = view.run().conversation_near(view.step());
  if (conversation != 0) shown(view).turn(conversation);
}

void fold_conversations(View& view) {
  SequenceChoice& choice = shown(view);
  choice.all_folded = !choice.all_folded;
  choice.others.clear();
}

void only_this_letter(View& view) {
  SequenceChoice& choice = shown(view);
  choice.letter = choice.letter != 0 ? 0 : view.run().letter_near(view.step());
}

void only_this_machine(View& view) {
  SequenceChoice& choice = shown(view);
  if (choice.machine || view.step() == 0) {
    choice.machine.reset();
  } else {
    choice.machine = view.selected() ? view.selected() : view.run().reading().machine(view.step());
  }
}

void next_protocol(View& view) {
  SequenceChoice& choice = shown(view);
  const auto names = protocols_of(view);
  const auto next = std::upper_bound(names.begin(), names.end(), choice.protocol);
  choice.protocol = next == names.end() ? "" : *next;
}

}  // namespace mailtown::view
