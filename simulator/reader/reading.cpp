#include "simulator/reader/reading.h"

namespace mailtown::reader {

Reading::Reading(trace::ReadTrace read)
    : read_(std::move(read)), names_(read_.trace.header), joined_(join(read_.trace)) {}

}  // namespace mailtown::reader
