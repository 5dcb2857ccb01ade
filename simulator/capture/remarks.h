// What a capture's packets have to say beside their bytes: the decisions behind them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "simulator/reader/narrator.h"

namespace mailtown::capture {

// For steps that packets carry, the comments that belong there: the decisions that led to what was
// sent (why it was), those that followed from what was received, faults and losses.
std::map<reader::Step, std::vector<std::string>> remarks(const reader::Narrator& narrator,
                                                         const std::set<reader::Step>& carried);

}  // namespace mailtown::capture
