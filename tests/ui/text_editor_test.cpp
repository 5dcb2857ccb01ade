#include "visualizer/mend/text_editor.h"

#include <gtest/gtest.h>

#include "visualizer/mend/mend.h"

namespace mailtown::view {
namespace {

TEST(TextEditor, GivesBackWhatItWasGiven) {
  EXPECT_EQ(TextEditor("a\nb\n").text(), "a\nb\n");
  EXPECT_EQ(TextEditor("a\r\nb").text(), "a\nb\n");
  EXPECT_EQ(TextEditor("").text(), "\n");
}

TEST(TextEditor, CountsCharactersNotBytes) {
  TextEditor editor("письмо");
  editor.to_line_end();
  EXPECT_EQ(editor.cursor().column, 6u);
  editor.erase_before();
  editor.move_columns(-1);
  editor.insert("ё");
  EXPECT_EQ(editor.text(), "письём\n");
  editor.erase_after();
  EXPECT_EQ(editor.text(), "письё\n");
}

TEST(TextEditor, BreaksAndJoinsLines) {
  TextEditor editor("  key = 1");
  editor.put_cursor({0, 5});
  editor.new_line();
  EXPECT_EQ(editor.text(), "  key\n   = 1\n");
  EXPECT_EQ(editor.cursor(), (TextEditor::Cursor{1, 2}));
  editor.put_cursor({1, 0});
  editor.erase_before();
  EXPECT_EQ(editor.text(), "  key   = 1\n");
  editor.put_cursor({0, 0});
  editor.erase_before();
  EXPECT_EQ(editor.text(), "  key   = 1\n") << "nothing stands before the beginning";
  editor.to_line_end();
  editor.erase_after();
  EXPECT_EQ(editor.text(), "  key   = 1\n") << "nothing stands behind the end";
}

TEST(TextEditor, InsertsSeveralLines) {
  TextEditor editor("ad");
  editor.put_cursor({0, 1});
  editor.insert("b\nc");
  EXPECT_EQ(editor.text(), "ab\ncd\n");
  EXPECT_EQ(editor.cursor(), (TextEditor::Cursor{1, 1}));
}

TEST(TextEditor, MovesAcrossLinesAndStaysInTheText) {
  TextEditor editor("ab\nc");
  editor.put_cursor({0, 2});
  editor.move_columns(1);
  EXPECT_EQ(editor.cursor(), (TextEditor::Cursor{1, 0}));
  editor.move_columns(-1);
  EXPECT_EQ(editor.cursor(), (TextEditor::Cursor{0, 2}));
  editor.move_lines(7);
  EXPECT_EQ(editor.cursor(), (TextEditor::Cursor{1, 1}));
  editor.move_lines(-7);
  EXPECT_EQ(editor.cursor(), (TextEditor::Cursor{0, 1}));
}

TEST(TextEditor, UndoesTypingInOneGoAndOtherThingsOneByOne) {
  TextEditor editor("x");
  editor.to_line_end();
  editor.insert("y");
  editor.insert("z");
  editor.erase_before();
  EXPECT_EQ(editor.text(), "xy\n");
  editor.undo();
  EXPECT_EQ(editor.text(), "xyz\n");
  EXPECT_EQ(editor.cursor().column, 3u);
  editor.undo();
  EXPECT_EQ(editor.text(), "x\n");
  editor.undo();
  EXPECT_EQ(editor.text(), "x\n");
  EXPECT_EQ(editor.cut_line(), "x\n");
  EXPECT_EQ(editor.text(), "\n");
  editor.undo();
  EXPECT_EQ(editor.text(), "x\n");
}

TEST(Complaints, AreFoundByTheirLines) {
  const auto all = complaints_of(
      "/a:b/first-letter.toml:12: unknown key 'form' in send; did you mean 'from'?\n"
      "first-letter.toml: nobody sends anything\n"
      "first-letter.toml:12: 'to' is missing in send\n");
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].line, 12u);
  EXPECT_EQ(all[0].what,
            "unknown key 'form' in send; did you mean 'from'?\n'to' is missing in send");
  EXPECT_EQ(all[1].line, 0u);
  EXPECT_EQ(all[1].what, "first-letter.toml: nobody sends anything");
}

}  // namespace
}  // namespace mailtown::view
