// The reference's source as the viewer shows it: found by rule, read once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/reader/rule_places.h"

namespace mailtown::view {

class SourceText {
 public:
  // Reads the source when it is first asked. Null where no rule decided, or none is found.
  const reader::SourcePlace* place(std::string_view rule);
  // The lines of a place's file, as they are; empty if it cannot be read.
  const std::vector<std::string>& lines(const reader::SourcePlace& place);

 private:
  std::optional<reader::RulePlaces> places_;
  std::string file_;  // that `lines_` are of
  std::vector<std::string> lines_;
};

}  // namespace mailtown::view
