#include "visualizer/mend/mend_keys.h"

#include <algorithm>
#include <array>

#include <GLFW/glfw3.h>

namespace mailtown::view {
namespace {

template <void (*Function)(View&)>
WindowAction do_to(View& view) {
  Function(view);
  return WindowAction::none;
}

template <auto Method, auto... Arguments>
WindowAction edit(View& view) {
  (view.mend()->editor.*Method)(Arguments...);
  return WindowAction::none;
}

template <int Pages>
WindowAction page(View& view) {
  Mend& mend = *view.mend();
  mend.editor.move_lines(Pages * static_cast<std::ptrdiff_t>(mend.lines_seen - 1));
  return WindowAction::none;
}

WindowAction to_begin(View& view) {
  view.mend()->editor.put_cursor({});
  return WindowAction::none;
}

WindowAction to_end(View& view) {
  TextEditor& editor = view.mend()->editor;
  editor.put_cursor({editor.lines().size(), 0});
  editor.to_line_end();
  return WindowAction::none;
}

WindowAction indent(View& view) {
  view.mend()->editor.insert("  ");
  return WindowAction::none;
}

WindowAction cut(View& view) {
  view.mend()->clipboard = view.mend()->editor.cut_line();
  return WindowAction::copy;
}

template <WindowAction Action>
WindowAction leave_to_window(View&) {
  return Action;
}

constexpr int control = GLFW_MOD_CONTROL;
constexpr std::array rows{
    KeyRow{"F5", GLFW_KEY_F5, 0, do_to<try_again>, {}},
    KeyRow{"Ctrl+Enter", GLFW_KEY_ENTER, control, do_to<try_again>, {}},
    KeyRow{"Ctrl+Enter", GLFW_KEY_KP_ENTER, control, do_to<try_again>, {}},
    KeyRow{"Ctrl+S", GLFW_KEY_S, control, do_to<save_mended>, {}},
    KeyRow{"F8", GLFW_KEY_F8, 0, do_to<next_complaint>, {}},
    KeyRow{"Esc", GLFW_KEY_ESCAPE, 0, do_to<close_mend>, {}},
    KeyRow{"Enter", GLFW_KEY_ENTER, 0, edit<&TextEditor::new_line>, {}},
    KeyRow{"Enter", GLFW_KEY_KP_ENTER, 0, edit<&TextEditor::new_line>, {}},
    KeyRow{"Tab", GLFW_KEY_TAB, 0, indent, {}},
    KeyRow{"Backspace", GLFW_KEY_BACKSPACE, 0, edit<&TextEditor::erase_before>, {}},
    KeyRow{"Delete", GLFW_KEY_DELETE, 0, edit<&TextEditor::erase_after>, {}},
    KeyRow{"Left", GLFW_KEY_LEFT, 0, edit<&TextEditor::move_columns, -1>, {}},
    KeyRow{"Right", GLFW_KEY_RIGHT, 0, edit<&TextEditor::move_columns, 1>, {}},
    KeyRow{"Up", GLFW_KEY_UP, 0, edit<&TextEditor::move_lines, -1>, {}},
    KeyRow{"Down", GLFW_KEY_DOWN, 0, edit<&TextEditor::move_lines, 1>, {}},
    KeyRow{"Home", GLFW_KEY_HOME, 0, edit<&TextEditor::to_line_begin>, {}},
    KeyRow{"End", GLFW_KEY_END, 0, edit<&TextEditor::to_line_end>, {}},
    KeyRow{"Ctrl+Home", GLFW_KEY_HOME, control, to_begin, {}},
    KeyRow{"Ctrl+End", GLFW_KEY_END, control, to_end, {}},
    KeyRow{"PgUp", GLFW_KEY_PAGE_UP, 0, page<-1>, {}},
    KeyRow{"PgDn", GLFW_KEY_PAGE_DOWN, 0, page<1>, {}},
    KeyRow{"Ctrl+Z", GLFW_KEY_Z, control, edit<&TextEditor::undo>, {}},
    KeyRow{"Ctrl+X", GLFW_KEY_X, control, cut, {}},
    KeyRow{"Ctrl+V", GLFW_KEY_V, control, leave_to_window<WindowAction::paste>, {}},
    KeyRow{"F11", GLFW_KEY_F11, 0, leave_to_window<WindowAction::full_screen>, {}},
    KeyRow{"Ctrl+Q", GLFW_KEY_Q, control, leave_to_window<WindowAction::quit>, {}},
};

template <class Fits>
const KeyRow* find(Fits fits) {
  const auto row = std::find_if(rows.begin(), rows.end(), fits);
  return row == rows.end() ? nullptr : &*row;
}

}  // namespace

const KeyRow* mend_key(int key, int mods) {
  return find([&](const KeyRow& row) { return row.key == key && row.mods == mods; });
}

const KeyRow* mend_key(std::string_view name) {
  return find([&](const KeyRow& row) { return row.name == name; });
}

}  // namespace mailtown::view
