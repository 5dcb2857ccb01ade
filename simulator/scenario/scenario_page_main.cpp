// Prints docs/scenario.md: scenario_page >docs/scenario.md
#include <cstdio>

#include "simulator/scenario/reference_page.h"

int main() {
  const std::string page = mailtown::scenario::reference_page();
  const bool written = std::fwrite(page.data(), 1, page.size(), stdout) == page.size();
  return written ? 0 : 3;
}
