// Where in the reference's source each rule of a decision is applied.
//
// A rule stands in the source as a string literal ("route.mx"), once where it decides. So the place
// is found by reading the source that lies beside the catalogues: nothing of it is in the trace,
// and nothing needs to be kept up to date. Comparisons and comments do not count.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace mailtown::reader {

struct SourcePlace {
  std::string file;      // below home(): "reference/routing/route.cpp"
  std::size_t line = 0;  // from 1
  bool operator==(const SourcePlace&) const = default;
};

class RulePlaces {
 public:
  // Reads all of the source below home / "reference". Without it (an installed program) no rule has
  // a place, which is no error.
  static RulePlaces read(const std::filesystem::path& home);

  // Null for a rule that stands nowhere. Of several places the first, by file name.
  const SourcePlace* find(std::string_view rule) const;

 private:
  void take(const std::string& file, std::string_view text);

  std::map<std::string, SourcePlace, std::less<>> places_;
};

}  // namespace mailtown::reader
