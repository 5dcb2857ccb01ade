#include "simulator/reader/catalogue.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "platform/toml.h"

namespace mailtown::reader {

namespace {

namespace fs = std::filesystem;

Failure at(const fs::path& file, const toml::source_region& source, std::string_view what) {
  return {FailureKind::invalid, fmt::format("{}:{}: {}", file.string(), source.begin.line, what)};
}

Result<std::vector<fs::path>> toml_files(const fs::path& folder) {
  std::error_code failed;
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    if (entry->path().extension() == ".toml") files.push_back(entry->path());
  }
  if (failed || files.empty()) {
    return Failure{FailureKind::not_found, "no catalogue in " + folder.string()};
  }
  std::sort(files.begin(), files.end());  // the order of a folder is chance
  return files;
}

Result<> merge_table(const fs::path& file, const std::string& name, const toml::table& table,
                     Catalogue::Section& section) {
  for (const auto& [key, value] : table) {
    const auto sentence = value.value<std::string>();
    if (!sentence || !value.is_string()) {
      return at(file, value.source(),
                fmt::format("[{}] {} is not a sentence; quote keys with dots", name, key.str()));
    }
    if (!section.emplace(std::string(key.str()), *sentence).second) {
      return at(file, value.source(), fmt::format("[{}] \"{}\" twice", name, key.str()));
    }
  }
  return {};
}

}  // namespace

std::string_view code(Language language) {
  return language == Language::russian ? "ru" : "en";
}

std::optional<Language> language_of(std::string_view code) {
  if (code == "en") return Language::english;
  if (code == "ru") return Language::russian;
  return std::nullopt;
}

fs::path home() {
  const char* set = std::getenv("MAILTOWN_HOME");
  return set && *set ? fs::path(set) : fs::path(MAILTOWN_SOURCE_DIR);
}

Result<Catalogue> Catalogue::load(Language language) {
  return load(home() / "catalogues" / code(language), language);
}

Result<Catalogue> Catalogue::load(const fs::path& folder, Language language) {
  const auto files = toml_files(folder);
  if (!files) return files.error();
  Catalogue catalogue;
  catalogue.language_ = language;
  for (const auto& file : *files) {
    std::ifstream in(file);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    toml::table parsed;
    try {
      parsed = toml::parse(text, file.string());
    } catch (const toml::parse_error& error) {
      return at(file, error.source(), error.description());
    }
    for (const auto& [name, value] : parsed) {
      const std::string section(name.str());
      const auto* table = value.as_table();
      if (!table) return at(file, value.source(), section + " stands outside a table");
      auto merged = merge_table(file, section, *table, catalogue.sections_[section]);
      if (!merged) return merged.error();
    }
  }
  return catalogue;
}

const std::string* Catalogue::find(std::string_view section, std::string_view key) const {
  const auto found = sections_.find(section);
  if (found == sections_.end()) return nullptr;
  const auto sentence = found->second.find(key);
  return sentence == found->second.end() ? nullptr : &sentence->second;
}

bool Catalogue::has(std::string_view section, std::string_view key) const {
  return find(section, key) != nullptr;
}

std::string Catalogue::text(std::string_view section, std::string_view key,
                            const Values& values) const {
  const auto* sentence = find(section, key);
  if (!sentence) return fmt::format("«{}.{}»", section, key);
  return fill(*sentence, values, language_);
}

std::string Catalogue::count(std::string_view key, std::uint64_t number) const {
  return ui(key, {{"count", std::to_string(number)}});
}

}  // namespace mailtown::reader
