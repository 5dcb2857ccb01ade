// The fields of an event as texts, to compare with a scenario's patterns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trace/event.h"

namespace mailtown::run {

// The values of the field `name`, one for each entry of a list; of a decision also of the input of
// that name. Empty if the event has no such field.
std::vector<std::string> field_texts(const trace::Event& event, std::string_view name);

}  // namespace mailtown::run
