// Which key does what: one table, for the keyboard, for F1 and for scripts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "visualizer/view.h"

namespace mailtown::view {

class Window;
struct KeyPress;

// One line of the help: keys and the catalogue's key of what they do.
struct KeyHelp {
  std::string_view keys, what;
};

// Something to do, as the command palette offers it.
struct Action {
  std::string_view key;   // "Shift+Right"
  std::string_view what;  // the catalogue's key
  WindowAction (*act)(View&);
};
// All of them, each once, in the order of the help.
const std::vector<Action>& actions();

// Does what the key is for. What concerns the window itself is handed back.
WindowAction press(const KeyPress& key, View& view);
// Does what was picked in the palette, if anything was.
WindowAction act_on_pick(View& view);
// A key by the name that the help gives it: "Shift+Right", "L", "F1". False: there is none.
bool key_by_name(std::string_view name, KeyPress& key);
const std::vector<KeyHelp>& key_help();

}  // namespace mailtown::view
