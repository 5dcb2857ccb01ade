#include "simulator/report/page.h"

#include <algorithm>

namespace mailtown::report {

namespace {

const char* escape_of(Style style) {
  switch (style) {
    case Style::plain:
      return "";
    case Style::title:
      return "\x1b[1;36m";
    case Style::heading:
      return "\x1b[1m";
    case Style::dim:
      return "\x1b[2m";
    case Style::client:
      return "\x1b[36m";
    case Style::server:
      return "\x1b[34m";
    case Style::decision:
      return "\x1b[33m";
    case Style::good:
      return "\x1b[32m";
    case Style::bad:
      return "\x1b[31m";
    case Style::beat:
      return "\x1b[1;35m";
  }
  return "";
}

bool starts_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

// The bytes of at most `limit` columns at the start of `text`.
std::size_t bytes_of_columns(std::string_view text, int limit) {
  int used = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (starts_character(text[i]) && ++used > limit) return i;
  }
  return text.size();
}

// Takes one line's worth off `text`, at a space if there is one; a longer word is cut.
std::string_view take_line(std::string_view& text, int limit) {
  const auto fits = bytes_of_columns(text, limit);
  auto end = fits;
  if (fits < text.size() && text[fits] != ' ') {
    const auto space = text.rfind(' ', fits);
    if (space != text.npos && space > 0) end = space;
  }
  auto line = text.substr(0, end);
  text.remove_prefix(end);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
  return line;
}

std::string repeated(std::string_view what, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += what;
  return text;
}

}  // namespace

int columns(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), starts_character));
}

Page::Page(int width, bool colour) : width_(std::max(width, width_min)), colour_(colour) {}

void Page::put(std::string_view text, Style style) {
  const std::string_view escape = colour_ ? escape_of(style) : "";
  out_ += escape;
  out_ += text;
  if (!escape.empty()) out_ += "\x1b[0m";
}

void Page::blank() {
  const bool is_blank = out_.empty() || (out_.size() > 1 && out_.substr(out_.size() - 2) == "\n\n");
  if (!is_blank) out_ += '\n';
}

void Page::paragraph(std::string_view text, Style style, int indent, std::string_view label) {
  constexpr int room_min = 20;
  indent = std::max(0, std::min(indent, width_ - room_min));
  std::string left(label);
  do {
    const auto line = take_line(text, width_ - std::max(indent, columns(left)));
    const auto padding = std::string(std::max(0, indent - columns(left)), ' ');
    if (!left.empty()) put(left, Style::dim);
    if (!line.empty()) {
      out_ += padding;
      put(line, style);
    }
    out_ += '\n';
    left.clear();
  } while (!text.empty());
}

void Page::underlined(std::string_view text, Style style, std::string_view rule) {
  paragraph(text, style);
  put(repeated(rule, std::min(width_, columns(text))), Style::dim);
  out_ += '\n';
}

void Page::ruled(std::string_view text, Style style, std::string_view rule) {
  const int room = width_ - columns(text) - 1;
  if (room < 3) return paragraph(text, style);
  put(text, style);
  out_ += ' ';
  put(repeated(rule, room), Style::dim);
  out_ += '\n';
}

}  // namespace mailtown::report
