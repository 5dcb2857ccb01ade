// What may be wrong with the catalogues, each found by one function. A finding is one line that
// names the key.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "simulator/reader/catalogue.h"

namespace mailtown::reader {

using Findings = std::vector<std::string>;

// Keys of one language that the other lacks.
Findings missing_keys(const Catalogue& one, const Catalogue& other);
// Braces, brackets, forms of counted nouns.
Findings malformed_sentences(const Catalogue& catalogue);
// Sentences that name other values in the other language.
Findings different_placeholders(const Catalogue& one, const Catalogue& other);
// Kinds of events without a sentence, and event sentences for kinds that do not exist.
Findings kinds_without_sentence(const Catalogue& catalogue);
// Placeholders that no event of that kind can fill. In [event] "decision...", [rule] and [lost],
// the facts of [fact] count too.
Findings unfillable_placeholders(const Catalogue& catalogue);

// Keys used in sources without a sentence. Two conventions find them in *.cpp and *.h:
//   a literal at a place that always holds a key: `rule = "…"`, `Evidence evidence{"…"`,
//   `lost_because = "…"`;
//   a literal "family.key" anywhere, where the catalogue has [rule] or [lost] keys of that family.
// A Fact's name, {"name", value}, is not looked for: facts are shown only with their decision.
Findings unexplained_keys(const std::filesystem::path& sources, const Catalogue& catalogue);

}  // namespace mailtown::reader
