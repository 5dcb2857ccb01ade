// Which message of the mailboxes is looked at.
#pragma once

#include <vector>

#include "visualizer/view.h"

namespace mailtown::view {

// Letters (index plus 1) that lie in some mailbox at the view's step, each once, in the order in
// which the panel lists them.
std::vector<std::uint32_t> letters_filed(View& view);
// The one that is looked at: the one chosen, if it is there; else the one of the step, if it is on
// its way or there; else the last that came. 0: none.
std::uint32_t letter_looked_at(View& view);
// Chooses the next or previous of them.
void choose_letter(View& view, int direction);

}  // namespace mailtown::view
