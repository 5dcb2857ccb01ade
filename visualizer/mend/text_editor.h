// Text that is being edited: lines, a cursor, undo. UTF-8; a column counts characters, not bytes.
//
// Departure from full editors: nothing is selected; cut and paste take a line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mailtown::view {

class TextEditor {
 public:
  struct Cursor {
    std::size_t line = 0, column = 0;  // both from 0
    bool operator==(const Cursor&) const = default;
  };

  explicit TextEditor(std::string_view text = {});

  const std::vector<std::string>& lines() const { return lines_; }
  std::string text() const;  // each line with LF
  Cursor cursor() const { return cursor_; }
  // What the cursor's line holds before it.
  std::string_view before_cursor() const;

  void put_cursor(Cursor cursor);  // as near as there is text
  void move_lines(std::ptrdiff_t lines);
  void move_columns(std::ptrdiff_t columns);  // on to the next or previous line at an end
  void to_line_begin() { cursor_.column = 0; }
  void to_line_end();

  void insert(std::string_view text);  // may hold LF
  void new_line();                     // as far in as the line before
  void erase_before();
  void erase_after();
  // Takes the cursor's line away and returns it, LF included.
  std::string cut_line();
  void undo();

 private:
  struct Before {
    std::vector<std::string> lines;
    Cursor cursor;
  };
  void remember(bool is_typing);
  std::size_t byte_at(const std::string& line, std::size_t column) const;

  std::vector<std::string> lines_;
  Cursor cursor_;
  std::vector<Before> history_;
  bool was_typing_ = false;
  Cursor typed_until_;
};

}  // namespace mailtown::view
