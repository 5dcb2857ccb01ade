#include "visualizer/keys.h"

#include <array>

#include <GLFW/glfw3.h>

#include "visualizer/window.h"

namespace mailtown::view {
namespace {

struct Row {
  std::string_view name;  // as in the help
  int key, mods;
  WindowAction (*act)(View&);
};

template <auto Method>
WindowAction call(View& view) {
  (view.*Method)();
  return WindowAction::none;
}

WindowAction toggle_help(View& view) {
  view.set_help(!view.help());
  return WindowAction::none;
}

WindowAction escape(View& view) {
  if (view.help()) {
    view.set_help(false);
  } else {
    view.select({});
  }
  return WindowAction::none;
}

WindowAction plain_size(View& view) {
  view.set_percent(100);
  return WindowAction::none;
}

WindowAction switch_theme(View& view) {
  view.set_dark(!view.dark());
  return WindowAction::none;
}

template <int Direction>
WindowAction select_machine(View& view) {
  view.select_next(Direction);
  return WindowAction::none;
}

template <int Direction>
WindowAction pane(View& view) {
  view.next_pane(Direction);
  return WindowAction::none;
}

template <Pane Which, int Thirds>
WindowAction scroll(View& view) {
  view.scroll(Which, Thirds);
  return WindowAction::none;
}

WindowAction full_screen(View&) {
  return WindowAction::full_screen;
}
WindowAction quit(View&) {
  return WindowAction::quit;
}

constexpr int shift = GLFW_MOD_SHIFT, control = GLFW_MOD_CONTROL;

// Shift with + is not asked for: on many keyboards + needs it.
constexpr std::array rows{
    Row{"Right", GLFW_KEY_RIGHT, 0, call<&View::next>},
    Row{"Down", GLFW_KEY_DOWN, 0, call<&View::next>},
    Row{"Left", GLFW_KEY_LEFT, 0, call<&View::back>},
    Row{"Up", GLFW_KEY_UP, 0, call<&View::back>},
    Row{"Shift+Right", GLFW_KEY_RIGHT, shift, call<&View::next_headline>},
    Row{"Shift+Left", GLFW_KEY_LEFT, shift, call<&View::back_headline>},
    Row{"PgDn", GLFW_KEY_PAGE_DOWN, 0, call<&View::next_beat>},
    Row{"PgUp", GLFW_KEY_PAGE_UP, 0, call<&View::back_beat>},
    Row{"Home", GLFW_KEY_HOME, 0, call<&View::home>},
    Row{"End", GLFW_KEY_END, 0, call<&View::end>},
    Row{"Space", GLFW_KEY_SPACE, 0, call<&View::toggle_play>},
    Row{"]", GLFW_KEY_RIGHT_BRACKET, 0, call<&View::faster>},
    Row{"[", GLFW_KEY_LEFT_BRACKET, 0, call<&View::slower>},
    Row{"F", GLFW_KEY_F, 0, call<&View::next_filter>},
    Row{"M", GLFW_KEY_M, 0, select_machine<1>},
    Row{"Shift+M", GLFW_KEY_M, shift, select_machine<-1>},
    Row{"Tab", GLFW_KEY_TAB, 0, pane<1>},
    Row{"Shift+Tab", GLFW_KEY_TAB, shift, pane<-1>},
    Row{"Ctrl+Down", GLFW_KEY_DOWN, control, scroll<Pane::why, 1>},
    Row{"Ctrl+Up", GLFW_KEY_UP, control, scroll<Pane::why, -1>},
    Row{"Shift+Down", GLFW_KEY_DOWN, shift, scroll<Pane::dialogue, 1>},
    Row{"Shift+Up", GLFW_KEY_UP, shift, scroll<Pane::dialogue, -1>},
    Row{"L", GLFW_KEY_L, 0, call<&View::switch_language>},
    Row{"T", GLFW_KEY_T, 0, switch_theme},
    Row{"+", GLFW_KEY_EQUAL, 0, call<&View::larger>},
    Row{"+", GLFW_KEY_KP_ADD, 0, call<&View::larger>},
    Row{"-", GLFW_KEY_MINUS, 0, call<&View::smaller>},
    Row{"-", GLFW_KEY_KP_SUBTRACT, 0, call<&View::smaller>},
    Row{"0", GLFW_KEY_0, 0, plain_size},
    Row{"F1", GLFW_KEY_F1, 0, toggle_help},
    Row{"F11", GLFW_KEY_F11, 0, full_screen},
    Row{"Esc", GLFW_KEY_ESCAPE, 0, escape},
    Row{"Ctrl+Q", GLFW_KEY_Q, control, quit},
};

// Size keys work with and without Ctrl and Shift.
int mods_that_count(const KeyPress& key) {
  const bool size = key.key == GLFW_KEY_EQUAL || key.key == GLFW_KEY_MINUS ||
                    key.key == GLFW_KEY_0 || key.key == GLFW_KEY_KP_ADD ||
                    key.key == GLFW_KEY_KP_SUBTRACT;
  return size ? 0 : key.mods & (shift | control);
}

}  // namespace

WindowAction press(const KeyPress& key, View& view) {
  for (const Row& row : rows) {
    if (row.key == key.key && row.mods == mods_that_count(key)) return row.act(view);
  }
  return WindowAction::none;
}

bool key_by_name(std::string_view name, KeyPress& key) {
  for (const Row& row : rows) {
    if (row.name != name) continue;
    key = {row.key, row.mods};
    return true;
  }
  return false;
}

const std::vector<KeyHelp>& key_help() {
  static const std::vector<KeyHelp> help{{"→  ←", "view.key.step"},
                                         {"Shift + →  ←", "view.key.headline"},
                                         {"PgDn  PgUp", "view.key.beat"},
                                         {"Home  End", "view.key.ends"},
                                         {"Space", "view.key.play"},
                                         {"[  ]", "view.key.speed"},
                                         {"F", "view.key.filter"},
                                         {"M  Shift + M", "view.key.machine"},
                                         {"Tab  Shift + Tab", "view.key.pane"},
                                         {"Shift + ↓  ↑", "view.key.scroll-dialogue"},
                                         {"Ctrl + ↓  ↑", "view.key.scroll-why"},
                                         {"L", "view.key.language"},
                                         {"T", "view.key.theme"},
                                         {"+  -  0", "view.key.size"},
                                         {"F11", "view.key.full-screen"},
                                         {"F1", "view.key.help"},
                                         {"Esc", "view.key.escape"},
                                         {"Ctrl + Q", "view.key.quit"}};
  return help;
}

}  // namespace mailtown::view
