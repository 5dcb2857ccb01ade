#include "config/error_list.h"

#include <algorithm>

#include <fmt/format.h>

namespace mailtown::config {

void ErrorList::add(std::uint32_t line, std::string what) {
  errors_.push_back({line, std::move(what)});
}

std::string ErrorList::text() const {
  std::vector<Error> sorted = errors_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Error& a, const Error& b) { return a.line < b.line; });
  std::string text;
  for (const Error& error : sorted) {
    if (!text.empty()) text += '\n';
    text += error.line == 0 ? fmt::format("{}: {}", file_, error.what)
                            : fmt::format("{}:{}: {}", file_, error.line, error.what);
  }
  return text;
}

}  // namespace mailtown::config
