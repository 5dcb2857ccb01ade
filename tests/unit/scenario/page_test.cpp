// docs/scenario.md is what the parser's table of keys says today.
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "simulator/scenario/reference_page.h"

namespace mailtown::scenario {
namespace {

TEST(ReferencePage, IsCurrent) {
  std::ifstream file(MAILTOWN_SOURCE_DIR "/docs/scenario.md");
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), reference_page())
      << "docs/scenario.md is not current: build the program scenario_page and write what it "
         "prints to docs/scenario.md";
}

}  // namespace
}  // namespace mailtown::scenario
