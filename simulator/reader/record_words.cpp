#include "simulator/reader/record_words.h"

#include <algorithm>
#include <cctype>
#include <sstream>

#include "text/ascii.h"

namespace mailtown::reader {

namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

// What stands behind the type, as it came: the blanks inside a text belong to it.
std::string data_of(const std::string& line, const std::string& type) {
  const auto start = line.find(" " + type + " ");
  return line.substr(start + type.size() + 2);
}

}  // namespace

std::string without_final_dot(std::string name) {
  if (name.size() > 1 && name.back() == '.') name.pop_back();
  return name;
}

std::string short_record(const std::string& line, std::string_view about) {
  const auto words = words_of(line);
  constexpr std::size_t data_at = 4;  // behind owner, lifetime, class and type
  if (words.size() <= data_at || words[2] != "IN") return line;
  const auto& type = words[3];
  const auto owner = without_final_dot(words[0]);
  std::string text = same_text(owner, about) ? type : owner + " " + type;
  if (type == "TXT") return text + " " + data_of(line, type);
  for (std::size_t i = data_at; i < words.size(); ++i) text += " " + without_final_dot(words[i]);
  return text;
}

std::string short_records(const std::vector<std::string>& lines, std::string_view about) {
  std::string list;
  for (const auto& line : lines) list += (list.empty() ? "" : "; ") + short_record(line, about);
  return list;
}

}  // namespace mailtown::reader
