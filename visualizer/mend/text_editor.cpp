#include "visualizer/mend/text_editor.h"

#include <algorithm>

namespace mailtown::view {
namespace {

constexpr std::size_t undo_max = 200;

bool goes_on(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;  // of a character of several bytes
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !goes_on(c); }));
}

}  // namespace

TextEditor::TextEditor(std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    lines_.emplace_back(line);
    if (end == text.npos) break;
    text.remove_prefix(end + 1);
  }
  if (lines_.empty()) lines_.emplace_back();
}

std::string TextEditor::text() const {
  std::string all;
  for (const auto& line : lines_) all += line + "\n";
  return all;
}

std::size_t TextEditor::byte_at(const std::string& line, std::size_t column) const {
  std::size_t at = 0;
  for (; at < line.size() && column > 0; --column) {
    for (++at; at < line.size() && goes_on(line[at]);) ++at;
  }
  return at;
}

std::string_view TextEditor::before_cursor() const {
  const std::string& line = lines_[cursor_.line];
  return std::string_view(line).substr(0, byte_at(line, cursor_.column));
}

void TextEditor::put_cursor(Cursor cursor) {
  cursor_.line = std::min(cursor.line, lines_.size() - 1);
  cursor_.column = std::min(cursor.column, characters(lines_[cursor_.line]));
}

void TextEditor::move_lines(std::ptrdiff_t lines) {
  const auto line = static_cast<std::ptrdiff_t>(cursor_.line) + lines;
  put_cursor({static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, line)), cursor_.column});
}

void TextEditor::move_columns(std::ptrdiff_t columns) {
  const std::size_t end = characters(lines_[cursor_.line]);
  if (columns > 0 && cursor_.column == end && cursor_.line + 1 < lines_.size()) {
    cursor_ = {cursor_.line + 1, 0};
  } else if (columns < 0 && cursor_.column == 0 && cursor_.line > 0) {
    cursor_.line -= 1;
    to_line_end();
  } else {
    const auto column = static_cast<std::ptrdiff_t>(cursor_.column) + columns;
    put_cursor({cursor_.line, static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, column))});
  }
}

void TextEditor::to_line_end() {
  cursor_.column = characters(lines_[cursor_.line]);
}

// What is typed in one go is undone in one go.
void TextEditor::remember(bool is_typing) {
  if (!(is_typing && was_typing_ && cursor_ == typed_until_)) {
    history_.push_back({lines_, cursor_});
    if (history_.size() > undo_max) history_.erase(history_.begin());
  }
  was_typing_ = is_typing;
}

void TextEditor::insert(std::string_view text) {
  remember(text.find('\n') == text.npos);
  while (true) {
    const auto end = text.find('\n');
    const std::string_view piece = text.substr(0, end);
    std::string& line = lines_[cursor_.line];
    const std::size_t at = byte_at(line, cursor_.column);
    line.insert(at, piece);
    cursor_.column += characters(piece);
    if (end == text.npos) break;
    const std::string rest = line.substr(at + piece.size());
    line.resize(at + piece.size());
    lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(cursor_.line) + 1, rest);
    cursor_ = {cursor_.line + 1, 0};
    text.remove_prefix(end + 1);
  }
  typed_until_ = cursor_;
}

void TextEditor::new_line() {
  const std::string& line = lines_[cursor_.line];
  const std::size_t in = std::min(line.find_first_not_of(' '), before_cursor().size());
  insert("\n" + std::string(in, ' '));
}

// Undone, the cursor stands behind what comes back.
void TextEditor::erase_before() {
  if (cursor_ == Cursor{}) return;
  const Cursor behind = cursor_;
  move_columns(-1);
  erase_after();
  history_.back().cursor = behind;
}

void TextEditor::erase_after() {
  std::string& line = lines_[cursor_.line];
  const std::size_t at = byte_at(line, cursor_.column);
  if (at == line.size() && cursor_.line + 1 == lines_.size()) return;
  remember(false);
  if (at == line.size()) {
    line += lines_[cursor_.line + 1];
    lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(cursor_.line) + 1);
  } else {
    line.erase(at, byte_at(line, cursor_.column + 1) - at);
  }
}

std::string TextEditor::cut_line() {
  remember(false);
  const auto at = lines_.begin() + static_cast<std::ptrdiff_t>(cursor_.line);
  std::string cut = *at + "\n";
  lines_.erase(at);
  if (lines_.empty()) lines_.emplace_back();
  put_cursor({cursor_.line, 0});
  return cut;
}

void TextEditor::undo() {
  if (history_.empty()) return;
  lines_ = std::move(history_.back().lines);
  cursor_ = history_.back().cursor;
  history_.pop_back();
  was_typing_ = false;
}

}  // namespace mailtown::view
