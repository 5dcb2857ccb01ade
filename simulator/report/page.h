// A page of text for a terminal: wraps paragraphs, indents, and colours where asked.
#pragma once

#include <string>
#include <string_view>

namespace mailtown::report {

enum class Style { plain, title, heading, dim, client, server, decision, good, bad, beat };

class Page {
 public:
  static constexpr int width_min = 40;

  Page(int width, bool colour);

  void blank();  // one empty line; several in a row are one
  // `label` stands at the left of the first line, `text` is wrapped beside it at `indent`.
  void paragraph(std::string_view text, Style style = Style::plain, int indent = 0,
                 std::string_view label = {});
  // A heading with a line of `rule` under it or to its right.
  void underlined(std::string_view text, Style style, std::string_view rule);
  void ruled(std::string_view text, Style style, std::string_view rule);

  int width() const { return width_; }
  std::string take() { return std::move(out_); }

 private:
  void put(std::string_view text, Style style);

  int width_;
  bool colour_;
  std::string out_;
};

// Columns that a UTF-8 text takes; every character counts as one.
int columns(std::string_view text);

}  // namespace mailtown::report
