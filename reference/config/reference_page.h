// docs/configuration.md, made from the parser's own table of keys.
#pragma once

#include <string>

namespace mailtown::config {

std::string reference_page();

}  // namespace mailtown::config
