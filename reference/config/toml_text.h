// From a file's text to TOML, as the configuration and the file of users are read.
#pragma once

#include <string>
#include <string_view>

#include "platform/result.h"
#include "platform/toml.h"

namespace mailtown::config {

// `file` only serves the messages. Failure `invalid`: "FILE:LINE: what is wrong, and the mend".
Result<toml::table> parse_toml(std::string_view text, const std::string& file);

}  // namespace mailtown::config
