// A sentence of the catalogue and how values are filled into it.
//
//   {name}                  the value called `name`
//   {count|letter|letters}  a number and the noun's form that goes with it; Russian gives three:
//                           {count|письмо|письма|писем}
//   [ on port {port}]       a part that is left out when a value in it is empty; brackets around
//                           text without placeholders are ordinary brackets, and [[ is always one
//   {{                      a brace
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/reader/language.h"
#include "trace/evidence.h"

namespace mailtown::reader {

using Values = std::vector<Fact>;  // named values; the first of a name counts

// The sentence with the values filled in. A placeholder without a value becomes «name».
std::string fill(std::string_view sentence, const Values& values, Language language);

// The names of all placeholders of a sentence, sorted, each once.
std::vector<std::string> placeholders(std::string_view sentence);

// What is wrong with a sentence's form, or empty: an open brace or bracket, a count with the wrong
// number of forms for the language.
std::string malformed(std::string_view sentence, Language language);

// Which of the forms goes with a number: English 0 (one), 1 (other); Russian 0 (1, 21),
// 1 (2-4, 22-24), 2 (others).
std::size_t plural_form(std::uint64_t number, Language language);

}  // namespace mailtown::reader
