#include "simulator/reader/rule_places.h"

#include <algorithm>
#include <fstream>
#include <vector>

namespace mailtown::reader {

namespace fs = std::filesystem;

namespace {

// "route.mx": small letters, digits and hyphens, with a dot inside.
bool may_be_rule(std::string_view word) {
  const auto dot = word.find('.');
  return dot != word.npos && dot > 0 && dot + 1 < word.size() &&
         word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == word.npos;
}

bool is_compared(std::string_view before) {
  return before.ends_with("== ") || before.ends_with("!= ");
}

std::vector<fs::path> sources_below(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code none;
  for (fs::recursive_directory_iterator at(folder, none), end; !none && at != end;
       at.increment(none)) {
    if (at->path().extension() == ".cpp") found.push_back(at->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

RulePlaces RulePlaces::read(const fs::path& home) {
  RulePlaces places;
  for (const fs::path& path : sources_below(home / "reference")) {
    std::ifstream in(path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    places.take(path.lexically_relative(home).generic_string(), text);
  }
  return places;
}

void RulePlaces::take(const std::string& file, std::string_view text) {
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::string_view all = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), all.size() + 1));
    const std::string_view code = all.substr(0, all.find("//"));
    for (std::size_t open = code.find('"'); open != code.npos;) {
      const std::size_t close = code.find('"', open + 1);
      if (close == code.npos) break;
      const std::string_view word = code.substr(open + 1, close - open - 1);
      if (may_be_rule(word) && !is_compared(code.substr(0, open))) {
        places_.try_emplace(std::string(word), SourcePlace{file, line});
      }
      open = code.find('"', close + 1);
    }
  }
}

const SourcePlace* RulePlaces::find(std::string_view rule) const {
  const auto found = places_.find(rule);
  return found == places_.end() ? nullptr : &found->second;
}

}  // namespace mailtown::reader
