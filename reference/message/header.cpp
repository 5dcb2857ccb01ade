#include "message/header.h"

#include <algorithm>

#include "text/ascii.h"

namespace mailtown::message {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// ftext of RFC 5322 §3.6.8: printable, no colon
bool is_field_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(),
                                      [](char c) { return c > ' ' && c <= '~' && c != ':'; });
}

// Takes the first line off `text`; without its line end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

}  // namespace

const std::string* Header::find(std::string_view name) const {
  const auto field = std::find_if(fields.begin(), fields.end(), [name](const HeaderField& each) {
    return same_text(each.name, name);
  });
  return field == fields.end() ? nullptr : &field->value;
}

std::size_t header_size(std::string_view text) {
  std::string_view rest = text;
  while (rest.find('\n') != std::string_view::npos) {
    const std::size_t line_begins = text.size() - rest.size();
    if (take_line(rest).empty()) return line_begins;
  }
  return no_header_end;
}

Header parse_header(std::string_view text) {
  Header header;
  bool in_field = false;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    if (is_blank(line.front())) {  // goes on with the field before (RFC 5322 §2.2.3)
      if (in_field) header.fields.back().value += line;
      continue;
    }
    const std::size_t colon = line.find(':');
    // Blanks between name and colon are obsolete, but must be read (RFC 5322 §4.5).
    const std::string_view name = trimmed(line.substr(0, colon));
    in_field = colon != std::string_view::npos && is_field_name(name);
    if (in_field) header.fields.push_back({std::string(name), std::string(line.substr(colon + 1))});
  }
  for (HeaderField& field : header.fields) field.value = std::string(trimmed(field.value));
  return header;
}

}  // namespace mailtown::message
