// The languages of the catalogue.
#pragma once

#include <optional>
#include <string_view>

namespace mailtown::reader {

enum class Language { english, russian };

// "en", "ru"; also the name of the language's folder.
std::string_view code(Language language);
std::optional<Language> language_of(std::string_view code);

}  // namespace mailtown::reader
