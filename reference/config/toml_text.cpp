#include "config/toml_text.h"

#include <fmt/format.h>

#include "config/error_list.h"
#include "config/stray_letter.h"

namespace mailtown::config {

Result<toml::table> parse_toml(std::string_view text, const std::string& file) {
  ErrorList errors(file);
  if (const auto stray = find_stray_letter(text)) {
    errors.add(
        stray->line,
        fmt::format("'{}' has a letter that is not Latin, outside of quotes; keys have Latin "
                    "letters only, and texts stand in quotes",
                    stray->word));
    return Failure{FailureKind::invalid, errors.text()};
  }
  try {
    return toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    errors.add(error.source().begin.line, std::string(error.description()));
    return Failure{FailureKind::invalid, errors.text()};
  }
}

}  // namespace mailtown::config
