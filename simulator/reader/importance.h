// How much a kind of event matters to somebody who wants the story.
#pragma once

#include "simulator/reader/joined.h"

namespace mailtown::reader {

Importance importance_of(const trace::Payload& payload);

}  // namespace mailtown::reader
