// What a decision looked at and what it might have chosen, under its sentence.
#pragma once

#include "simulator/reader/narrator.h"
#include "simulator/report/page.h"

namespace mailtown::report {

// Headings at `indent`, what stands below them two columns further in.
void why_details(Page& page, const reader::Why& why, const reader::Catalogue& catalogue,
                 int indent = 0);

}  // namespace mailtown::report
