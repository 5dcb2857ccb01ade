#include "simulator/report/report.h"
#include "simulator/report/story_writer.h"

namespace mailtown::report {

std::string story(const reader::Reading& reading, const reader::Telling& telling,
                  const reader::Catalogue& catalogue, const StoryOptions& options) {
  const reader::Narrator narrator(reading, catalogue);
  return StoryWriter(narrator, telling, options).write();
}

}  // namespace mailtown::report
