// A small checker of Mermaid's sequence diagrams, as far as we write them.
#pragma once

#include <string>
#include <string_view>

namespace mailtown::report {

// What is wrong with the first wrong line, or empty. Each line is `participant ID as NAME`,
// `title TEXT`, `Note over ID: TEXT` or `ID ARROW ID: TEXT`; every lane is declared, once and
// before its use; a text has no bare ';', '#' or line end, only entities such as "#59;".
std::string mermaid_error(std::string_view diagram);

}  // namespace mailtown::report
