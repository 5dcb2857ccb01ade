// The committed page is the one that the table of keys makes.
#include "config/reference_page.h"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace mailtown::config {
namespace {

TEST(ReferencePage, CommittedPageIsCurrent) {
  std::ifstream file(MAILTOWN_SOURCE_DIR "/docs/configuration.md");
  std::ostringstream committed;
  committed << file.rdbuf();
  EXPECT_EQ(committed.str(), reference_page())
      << "make it again: configuration_page >docs/configuration.md";
}

}  // namespace
}  // namespace mailtown::config
