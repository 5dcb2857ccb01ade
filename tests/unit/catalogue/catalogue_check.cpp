#include "tests/unit/catalogue/catalogue_check.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include <fmt/format.h>

#include "simulator/reader/narrator.h"
#include "trace/payloads.h"

namespace mailtown::reader {

namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string>;

template <class Visit>
void each_sentence(const Catalogue& catalogue, Visit visit) {
  for (const auto& [section, sentences] : catalogue.sections()) {
    for (const auto& [key, sentence] : sentences) visit(section, key, sentence);
  }
}

std::string place(const Catalogue& catalogue, const std::string& section, const std::string& key) {
  return fmt::format("{} [{}] \"{}\"", code(catalogue.language()), section, key);
}

// The fields of every kind of event.
template <std::size_t I = 0>
void collect_kinds(std::map<std::string, Names>& kinds) {
  if constexpr (I < std::variant_size_v<trace::Payload>) {
    using Kind = std::variant_alternative_t<I, trace::Payload>;
    auto& names = kinds[std::string(Kind::kind)];
    std::apply([&](const auto&... field) { (names.emplace(field.name), ...); }, Kind::fields());
    collect_kinds<I + 1>(kinds);
  }
}

std::map<std::string, Names> all_kinds() {
  std::map<std::string, Names> kinds;
  collect_kinds(kinds);
  return kinds;
}

// The kind that a key of [event] is for: "queue.step.deferred" is for "queue.step".
std::string kind_of_key(const std::map<std::string, Names>& kinds, std::string key) {
  while (!key.empty() && !kinds.contains(key)) {
    const auto dot = key.rfind('.');
    key.resize(dot == key.npos ? 0 : dot);
  }
  return key;
}

Names facts_of(const Catalogue& catalogue) {
  Names names = {"choice"};
  const auto facts = catalogue.sections().find("fact");
  if (facts == catalogue.sections().end()) return names;
  for (const auto& [name, label] : facts->second) names.insert(name);
  return names;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// First parts of the keys of [rule] and [lost]: "route" of "route.mx".
Names families_of(const Catalogue& catalogue) {
  Names families;
  each_sentence(catalogue, [&](const auto& section, const std::string& key, const auto&) {
    const auto dot = key.find('.');
    if ((section == "rule" || section == "lost") && dot != key.npos) {
      families.insert(key.substr(0, dot));
    }
  });
  return families;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string_view without_last_space(std::string_view text) {
  const auto last = text.find_last_not_of(" \t\r\n");
  return text.substr(0, last == text.npos ? 0 : last + 1);
}

// Whether a literal that follows `before` is always a key.
bool key_follows(std::string_view before) {
  before = without_last_space(before);
  if (!before.empty() && before.back() == '{') {  // Evidence name{"
    before.remove_suffix(1);
    const auto name = before.find_last_of(" \n");
    return name != before.npos && ends_with(without_last_space(before.substr(0, name)), "Evidence");
  }
  if (before.empty() || before.back() != '=') return false;
  before = without_last_space(before.substr(0, before.size() - 1));
  return ends_with(before, "rule") || ends_with(before, "lost_because");
}

bool of_family(const std::string& literal, const Names& families) {
  const auto dot = literal.find('.');
  return dot != literal.npos && families.contains(literal.substr(0, dot)) &&
         literal.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-", dot + 1) ==
             literal.npos;
}

Names keys_in(const std::string& text, const Names& families) {
  Names keys;
  for (auto open = text.find('"'); open != text.npos; open = text.find('"', open)) {
    const auto close = text.find_first_of("\"\n", open + 1);
    if (close == text.npos) break;
    const auto literal = text.substr(open + 1, close - open - 1);
    const auto before = std::string_view(text).substr(0, open);
    if (text[close] == '"' && (key_follows(before) || of_family(literal, families))) {
      keys.insert(literal);
    }
    open = close + 1;
  }
  return keys;
}

}  // namespace

Findings missing_keys(const Catalogue& one, const Catalogue& other) {
  Findings findings;
  each_sentence(one, [&](const auto& section, const auto& key, const auto&) {
    if (!other.has(section, key)) {
      findings.push_back(place(one, section, key) + " is not in the other language");
    }
  });
  return findings;
}

Findings malformed_sentences(const Catalogue& catalogue) {
  Findings findings;
  each_sentence(catalogue, [&](const auto& section, const auto& key, const auto& sentence) {
    const auto problem = malformed(sentence, catalogue.language());
    if (!problem.empty()) findings.push_back(place(catalogue, section, key) + ": " + problem);
    if (sentence.empty()) findings.push_back(place(catalogue, section, key) + " is empty");
  });
  return findings;
}

Findings different_placeholders(const Catalogue& one, const Catalogue& other) {
  Findings findings;
  each_sentence(one, [&](const auto& section, const auto& key, const auto& sentence) {
    const auto* translated = other.find(section, key);
    if (!translated || placeholders(sentence) == placeholders(*translated)) return;
    findings.push_back(fmt::format(
        "{} names {{{}}}, the other language {{{}}}", place(one, section, key),
        fmt::join(placeholders(sentence), ", "), fmt::join(placeholders(*translated), ", ")));
  });
  return findings;
}

Findings kinds_without_sentence(const Catalogue& catalogue) {
  Findings findings;
  const auto kinds = all_kinds();
  for (const auto& [kind, fields] : kinds) {
    if (!catalogue.has("event", kind)) {
      findings.push_back(place(catalogue, "event", kind) + " is missing");
    }
  }
  each_sentence(catalogue, [&](const auto& section, const auto& key, const auto&) {
    if (section == "event" && kind_of_key(kinds, key).empty()) {
      findings.push_back(place(catalogue, section, key) + " is for no kind of event");
    }
  });
  return findings;
}

Findings unfillable_placeholders(const Catalogue& catalogue) {
  Findings findings;
  const auto kinds = all_kinds();
  const auto facts = facts_of(catalogue);
  each_sentence(catalogue, [&](const auto& section, const auto& key, const auto& sentence) {
    const bool of_decision = section == "rule" || section == "lost";
    if (section != "event" && !of_decision) return;
    const auto kind = of_decision ? "decision" : kind_of_key(kinds, key);
    if (kind.empty()) return;  // told by kinds_without_sentence()
    Names known = kinds.at(kind);
    known.insert(derived_names().begin(), derived_names().end());
    if (kind == "decision") known.insert(facts.begin(), facts.end());
    for (const auto& name : placeholders(sentence)) {
      if (known.contains(name)) continue;
      findings.push_back(fmt::format("{} names {{{}}}, which {} has not",
                                     place(catalogue, section, key), name, kind));
    }
  });
  return findings;
}

Findings unexplained_keys(const fs::path& sources, const Catalogue& catalogue) {
  Findings findings;
  const auto families = families_of(catalogue);
  const auto kinds = all_kinds();
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(sources)) {
    const auto extension = entry.path().extension();
    // The configuration decides nothing; its keys may be called like rules: "greylist.wait".
    const bool is_config = entry.path().parent_path().filename() == "config";
    const bool is_source = extension == ".cpp" || extension == ".h";
    if (is_source && !is_config) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    for (const auto& key : keys_in(text_of(file), families)) {
      if (catalogue.has("rule", key) || catalogue.has("lost", key) || kinds.contains(key)) continue;
      findings.push_back(fmt::format("{} uses \"{}\", which has no sentence in {} [rule] or [lost]",
                                     file.string(), key, code(catalogue.language())));
    }
  }
  return findings;
}

}  // namespace mailtown::reader
