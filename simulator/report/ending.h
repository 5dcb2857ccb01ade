// The end of a story: what became of each letter, and the run in numbers.
#pragma once

#include "simulator/reader/narrator.h"
#include "simulator/report/page.h"

namespace mailtown::report {

void ending(Page& page, const reader::Narrator& narrator);

}  // namespace mailtown::report
