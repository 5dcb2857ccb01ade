// Prints docs/configuration.md: configuration_page >docs/configuration.md
#include <cstdio>

#include "config/reference_page.h"

int main() {
  const std::string page = mailtown::config::reference_page();
  const bool written = std::fwrite(page.data(), 1, page.size(), stdout) == page.size();
  return written ? 0 : 3;
}
