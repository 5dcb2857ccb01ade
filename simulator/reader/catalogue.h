// The catalogue of one language: every sentence that users see.
//
// catalogues/<lang>/*.toml are merged; each file has flat tables such as [event], [rule], [lost],
// [fact], [ui] and [error] of "key" = "sentence". Keys contain dots and are therefore quoted.
// Loading fails on a key that two files define. Asking never fails: an unknown key or placeholder
// shows up as «section.key» or «placeholder» in the text, and tests/unit/catalogue fails.
//
// sentence.h says what a sentence may contain.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.h"
#include "simulator/reader/language.h"
#include "simulator/reader/sentence.h"

namespace mailtown::reader {

class Catalogue {
 public:
  // All *.toml files of a folder. The failure's detail names file, line and key.
  static Result<Catalogue> load(const std::filesystem::path& folder, Language language);
  // From home() / "catalogues" / code(language).
  static Result<Catalogue> load(Language language);

  Language language() const { return language_; }
  bool has(std::string_view section, std::string_view key) const;
  // The sentence as it stands in the file, or null.
  const std::string* find(std::string_view section, std::string_view key) const;
  // The sentence with the values filled in.
  std::string text(std::string_view section, std::string_view key, const Values& values = {}) const;
  // The text of [ui] `key`: what programs print around the trace's sentences.
  std::string ui(std::string_view key, const Values& values = {}) const {
    return text("ui", key, values);
  }
  // The form of a counted noun: [ui] `key` must hold one {count|...|...}.
  std::string count(std::string_view key, std::uint64_t number) const;

  using Section = std::map<std::string, std::string, std::less<>>;
  const std::map<std::string, Section, std::less<>>& sections() const { return sections_; }

 private:
  Language language_ = Language::english;
  std::map<std::string, Section, std::less<>> sections_;
};

// The folder that holds catalogues/ and scenarios/: the environment's MAILTOWN_HOME, or else the
// source tree that the program was built from.
std::filesystem::path home();

}  // namespace mailtown::reader
