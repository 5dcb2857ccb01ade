#include "visualizer/keys.h"

#include <array>

#include <GLFW/glfw3.h>

#include "visualizer/insides/mailboxes.h"
#include "visualizer/key_row.h"
#include "visualizer/mend/mend_keys.h"
#include "visualizer/palette.h"
#include "visualizer/window.h"

namespace mailtown::view {
namespace {

using Row = KeyRow;

template <auto Method, auto... Arguments>
WindowAction call(View& view) {
  (view.*Method)(Arguments...);
  return WindowAction::none;
}

template <WindowAction Action>
WindowAction leave_to_window(View&) {
  return Action;
}

WindowAction escape(View& view) {
  if (view.help()) {
    view.set_help(false);
  } else if (view.source()) {
    view.set_source(false);
  } else {
    view.select({});
  }
  return WindowAction::none;
}

// Of the map's camera.
template <auto Method, auto... Arguments>
WindowAction camera(View& view) {
  (view.map().*Method)(Arguments...);
  return WindowAction::none;
}

template <int Seconds>
WindowAction later(View& view) {
  view.go_to(Later{Seconds * std::int64_t{1'000'000}});
  return WindowAction::none;
}

template <void (*Act)(View&)>
WindowAction apply(View& view) {
  Act(view);
  return WindowAction::none;
}

template <int Direction>
WindowAction look_at_letter(View& view) {
  view.set_inside(Inside::mailboxes);
  choose_letter(view, Direction);
  return WindowAction::none;
}

template <int Direction>
WindowAction palette_choose(View& view) {
  const auto count = palette_entries(view).size();
  if (count > 0) view.choose((view.palette().chosen + count + Direction) % count);
  return WindowAction::none;
}

// Closed first: what is done may open it again.
WindowAction palette_do(View& view) {
  const auto& entries = palette_entries(view);
  const auto chosen = view.palette().chosen;
  view.set_palette(false);
  return chosen < entries.size() ? entries[chosen].act(view) : WindowAction::none;
}

template <auto Method, auto... Arguments>
WindowAction touch(View& view) {
  (view.touch().*Method)(view, Arguments...);
  return WindowAction::none;
}

// Opens the dialog; with the kind, or with that of last time.
WindowAction take_away(View& view) {
  view.take().open(view);
  return WindowAction::none;
}
WindowAction save_scenario(View& view) {
  view.take().open(view, Take::scenario);
  return WindowAction::none;
}

WindowAction compare(View& view) {
  Compare::toggle(view);
  return WindowAction::none;
}
WindowAction go_to_parting(View& view) {
  view.compare().go_to_parting(view);
  return WindowAction::none;
}
WindowAction pick_touch(View& view) {
  view.touch().pick();
  return WindowAction::none;
}
WindowAction close_touch(View& view) {
  view.touch().close();
  return WindowAction::none;
}

constexpr int shift = GLFW_MOD_SHIFT, control = GLFW_MOD_CONTROL, both = shift | control;

// The map by a quarter of what is visible; the sequence by a row or a lane.
template <int Right, int Down>
WindowAction pan(View& view) {
  if (view.stage() == Stage::sequence) {
    scroll_lines(view, Down);
    scroll_lanes(view, Right);
  } else {
    view.map().pan(Right / 4.f, Down / 4.f);
  }
  return WindowAction::none;
}

template <void (*Scroll)(View&, int), int Direction>
WindowAction scroll_sequence(View& view) {
  Scroll(view, Direction);
  return WindowAction::none;
}

template <void (*Function)(View&)>
WindowAction do_to(View& view) {
  Function(view);
  return WindowAction::none;
}

WindowAction present(View& view) {
  toggle_present(view);
  return WindowAction::present;
}

template <std::size_t Number>
WindowAction pick_number(View& view) {
  pick(view, Number - 1);
  return WindowAction::none;
}

constexpr int day = 24 * 3600;

// Shift with + is not asked for: on many keyboards + needs it.
constexpr std::array rows{
    Row{"Right", GLFW_KEY_RIGHT, 0, call<&View::next>, "view.do.next"},
    Row{"Left", GLFW_KEY_LEFT, 0, call<&View::back>, "view.do.back"},
    Row{"Down", GLFW_KEY_DOWN, 0, call<&View::next>, {}},
    Row{"Up", GLFW_KEY_UP, 0, call<&View::back>, {}},
    Row{"Shift+Right", GLFW_KEY_RIGHT, shift, call<&View::next_headline>, "view.do.next-headline"},
    Row{"Shift+Left", GLFW_KEY_LEFT, shift, call<&View::back_headline>, "view.do.back-headline"},
    Row{".", GLFW_KEY_PERIOD, 0, call<&View::next_event>, "view.do.next-event"},
    Row{",", GLFW_KEY_COMMA, 0, call<&View::back_event>, "view.do.back-event"},
    Row{"D", GLFW_KEY_D, 0, call<&View::next_stop, Unit::decision>, "view.do.next-decision"},
    Row{"Shift+D", GLFW_KEY_D, shift, call<&View::back_stop, Unit::decision>,
        "view.do.back-decision"},
    Row{"S", GLFW_KEY_S, 0, call<&View::next_stop, Unit::line>, "view.do.next-line"},
    Row{"Shift+S", GLFW_KEY_S, shift, call<&View::back_stop, Unit::line>, "view.do.back-line"},
    Row{"C", GLFW_KEY_C, 0, call<&View::next_stop, Unit::conversation>,
        "view.do.next-conversation"},
    Row{"Shift+C", GLFW_KEY_C, shift, call<&View::back_stop, Unit::conversation>,
        "view.do.back-conversation"},
    Row{"E", GLFW_KEY_E, 0, call<&View::next_stop, Unit::letter>, "view.do.next-letter"},
    Row{"Shift+E", GLFW_KEY_E, shift, call<&View::back_stop, Unit::letter>, "view.do.back-letter"},
    Row{"R", GLFW_KEY_R, 0, call<&View::next_stop, Unit::retry>, "view.do.next-retry"},
    Row{"Shift+R", GLFW_KEY_R, shift, call<&View::back_stop, Unit::retry>, "view.do.back-retry"},
    Row{"X", GLFW_KEY_X, 0, call<&View::next_stop, Unit::refusal>, "view.do.next-refusal"},
    Row{"Shift+X", GLFW_KEY_X, shift, call<&View::back_stop, Unit::refusal>,
        "view.do.back-refusal"},
    Row{"W", GLFW_KEY_W, 0, call<&View::next_stop, Unit::wait>, "view.do.next-wait"},
    Row{"Shift+W", GLFW_KEY_W, shift, call<&View::back_stop, Unit::wait>, "view.do.back-wait"},
    Row{"H", GLFW_KEY_H, 0, later<3600>, "view.do.hour-later"},
    Row{"Shift+H", GLFW_KEY_H, shift, later<-3600>, "view.do.hour-earlier"},
    Row{"5", GLFW_KEY_5, 0, later<5 * day>, "view.do.five-days-later"},
    Row{"Shift+5", GLFW_KEY_5, shift, later<-5 * day>, "view.do.five-days-earlier"},
    Row{"PgDn", GLFW_KEY_PAGE_DOWN, 0, call<&View::next_beat>, "view.do.next-beat"},
    Row{"PgUp", GLFW_KEY_PAGE_UP, 0, call<&View::back_beat>, "view.do.back-beat"},
    Row{"B", GLFW_KEY_B, 0, call<&View::toggle_break_at_kind>, "view.do.break-here"},
    Row{"G", GLFW_KEY_G, 0, call<&View::next_break>, "view.do.next-break"},
    Row{"Shift+G", GLFW_KEY_G, shift, call<&View::back_break>, "view.do.back-break"},
    Row{"Ctrl+B", GLFW_KEY_B, control, call<&View::clear_breakpoints>, "view.do.clear-breaks"},
    Row{"Home", GLFW_KEY_HOME, 0, call<&View::home>, "view.do.home"},
    Row{"End", GLFW_KEY_END, 0, call<&View::end>, "view.do.end"},
    Row{"Space", GLFW_KEY_SPACE, 0, call<&View::toggle_play>, "view.key.play"},
    Row{"]", GLFW_KEY_RIGHT_BRACKET, 0, call<&View::faster>, "view.do.faster"},
    Row{"[", GLFW_KEY_LEFT_BRACKET, 0, call<&View::slower>, "view.do.slower"},
    Row{"F", GLFW_KEY_F, 0, call<&View::next_filter>, "view.key.filter"},
    Row{"M", GLFW_KEY_M, 0, call<&View::select_next, 1>, "view.do.next-machine"},
    Row{"Shift+M", GLFW_KEY_M, shift, call<&View::select_next, -1>, "view.do.back-machine"},
    Row{"K", GLFW_KEY_K, 0, call<&View::find_machine>, "view.do.find-machine"},
    Row{"Z", GLFW_KEY_Z, 0, camera<&MapCamera::zoom_in>, "view.do.zoom-in"},
    Row{"Shift+Z", GLFW_KEY_Z, shift, camera<&MapCamera::zoom_out>, "view.do.zoom-out"},
    Row{"Ctrl+K", GLFW_KEY_K, control, camera<&MapCamera::fit>, "view.do.fit-map"},
    Row{"Shift+K", GLFW_KEY_K, shift, camera<&MapCamera::toggle_follow>, "view.do.follow"},
    Row{"Ctrl+Shift+Left", GLFW_KEY_LEFT, both, pan<-1, 0>, {}},
    Row{"Ctrl+Shift+Right", GLFW_KEY_RIGHT, both, pan<1, 0>, {}},
    Row{"Ctrl+Shift+Up", GLFW_KEY_UP, both, pan<0, -1>, {}},
    Row{"Ctrl+Shift+Down", GLFW_KEY_DOWN, both, pan<0, 1>, {}},
    Row{"V", GLFW_KEY_V, 0, call<&View::next_stage, 1>, "view.do.next-stage"},
    Row{"Shift+V", GLFW_KEY_V, shift, call<&View::next_stage, -1>, {}},
    Row{"I", GLFW_KEY_I, 0, call<&View::next_inside, 1>, "view.do.next-inside"},
    Row{"Shift+I", GLFW_KEY_I, shift, call<&View::next_inside, -1>, "view.do.back-inside"},
    Row{"1", GLFW_KEY_1, 0, apply<fold_conversation>, "view.do.fold"},
    Row{"Shift+1", GLFW_KEY_1, shift, apply<fold_conversations>, "view.do.fold-all"},
    Row{"2", GLFW_KEY_2, 0, apply<only_this_letter>, "view.do.only-letter"},
    Row{"3", GLFW_KEY_3, 0, apply<only_this_machine>, "view.do.only-machine"},
    Row{"Shift+3", GLFW_KEY_3, shift, apply<next_protocol>, "view.do.next-protocol"},
    Row{"Ctrl+PgDn", GLFW_KEY_PAGE_DOWN, control, scroll_sequence<scroll_pages, 1>,
        "view.do.sequence-page"},
    Row{"Ctrl+PgUp", GLFW_KEY_PAGE_UP, control, scroll_sequence<scroll_pages, -1>,
        "view.do.sequence-page-back"},
    Row{"Ctrl+Home", GLFW_KEY_HOME, control, scroll_sequence<scroll_to_end, -1>,
        "view.do.sequence-top"},
    Row{"Ctrl+End", GLFW_KEY_END, control, scroll_sequence<scroll_to_end, 1>,
        "view.do.sequence-bottom"},
    Row{"6", GLFW_KEY_6, 0, apply<scroll_to_step>, "view.do.sequence-step"},
    Row{"4", GLFW_KEY_4, 0, look_at_letter<1>, "view.do.next-message"},
    Row{"Shift+4", GLFW_KEY_4, shift, look_at_letter<-1>, "view.do.back-message"},
    Row{"Tab", GLFW_KEY_TAB, 0, call<&View::next_pane, 1>, "view.key.pane"},
    Row{"Shift+Tab", GLFW_KEY_TAB, shift, call<&View::next_pane, -1>, {}},
    Row{"Ctrl+Down", GLFW_KEY_DOWN, control, call<&View::scroll, Pane::why, 1>,
        "view.key.scroll-why"},
    Row{"Ctrl+Up", GLFW_KEY_UP, control, call<&View::scroll, Pane::why, -1>, {}},
    Row{"Shift+Down", GLFW_KEY_DOWN, shift, call<&View::scroll, Pane::dialogue, 1>,
        "view.key.scroll-dialogue"},
    Row{"Shift+Up", GLFW_KEY_UP, shift, call<&View::scroll, Pane::dialogue, -1>, {}},
    Row{"O", GLFW_KEY_O, 0, touch<&Touch::open>, "view.do.touch"},
    Row{"Shift+O", GLFW_KEY_O, shift, touch<&Touch::open_list>, "view.do.made"},
    Row{"U", GLFW_KEY_U, 0, touch<&Touch::undo>, "view.do.undo"},
    Row{"Shift+U", GLFW_KEY_U, shift, touch<&Touch::redo>, "view.do.redo"},
    Row{"Ctrl+S", GLFW_KEY_S, control, save_scenario, "view.do.save"},
    Row{"Ctrl+T", GLFW_KEY_T, control, take_away, "view.do.take"},
    Row{"Y", GLFW_KEY_Y, 0, compare, "view.do.compare"},
    Row{"Shift+Y", GLFW_KEY_Y, shift, go_to_parting, "view.do.parting"},
    Row{"J", GLFW_KEY_J, 0, call<&View::toggle_source>, "view.key.source"},
    Row{"L", GLFW_KEY_L, 0, call<&View::switch_language>, "view.key.language"},
    Row{"T", GLFW_KEY_T, 0, call<&View::switch_theme>, "view.key.theme"},
    Row{"+", GLFW_KEY_EQUAL, 0, call<&View::larger>, "view.do.larger"},
    Row{"+", GLFW_KEY_KP_ADD, 0, call<&View::larger>, {}},
    Row{"-", GLFW_KEY_MINUS, 0, call<&View::smaller>, "view.do.smaller"},
    Row{"-", GLFW_KEY_KP_SUBTRACT, 0, call<&View::smaller>, {}},
    Row{"0", GLFW_KEY_0, 0, call<&View::set_percent, 100>, "view.do.plain-size"},
    Row{"Ctrl+P", GLFW_KEY_P, control, call<&View::set_palette, true>, {}},
    Row{"Q", GLFW_KEY_Q, 0, do_to<toggle_predict>, "predict.do.toggle"},
    Row{"A", GLFW_KEY_A, 0, do_to<uncover>, "predict.do.reveal"},
    Row{"F2", GLFW_KEY_F2, 0, do_to<hand_in>, "predict.do.hand-in"},
    Row{"F4", GLFW_KEY_F4, 0, do_to<open_mend>, "mend.do.open"},
    Row{"P", GLFW_KEY_P, 0, present, "present.do.toggle"},
    Row{"Shift+A", GLFW_KEY_A, shift, call<&View::toggle_notes>, "present.do.notes"},
    Row{"N", GLFW_KEY_N, 0, call<&View::toggle_pointer>, "present.do.pointer"},
    Row{"F3", GLFW_KEY_F3, 0, do_to<next_text_size>, "present.do.text-size"},
    Row{"F1", GLFW_KEY_F1, 0, call<&View::toggle_help>, "view.key.help"},
    Row{"F11", GLFW_KEY_F11, 0, leave_to_window<WindowAction::full_screen>, "view.key.full-screen"},
    Row{"Esc", GLFW_KEY_ESCAPE, 0, escape, {}},
    Row{"Ctrl+Q", GLFW_KEY_Q, control, leave_to_window<WindowAction::quit>, "view.key.quit"},
};

// Keys that only the palette knows.
constexpr std::array palette_rows{
    Row{"Enter", GLFW_KEY_ENTER, 0, palette_do, {}},
    Row{"Enter", GLFW_KEY_KP_ENTER, 0, palette_do, {}},
    Row{"Backspace", GLFW_KEY_BACKSPACE, 0, call<&View::erase_typed>, {}},
    Row{"Down", GLFW_KEY_DOWN, 0, palette_choose<1>, {}},
    Row{"Up", GLFW_KEY_UP, 0, palette_choose<-1>, {}},
    Row{"Esc", GLFW_KEY_ESCAPE, 0, call<&View::set_palette, false>, {}},
    Row{"Ctrl+P", GLFW_KEY_P, control, call<&View::set_palette, false>, {}},
};

// While something is asked: by number.
constexpr std::array answer_rows{
    Row{"1", GLFW_KEY_1, 0, pick_number<1>, {}},    Row{"2", GLFW_KEY_2, 0, pick_number<2>, {}},
    Row{"3", GLFW_KEY_3, 0, pick_number<3>, {}},    Row{"4", GLFW_KEY_4, 0, pick_number<4>, {}},
    Row{"5", GLFW_KEY_5, 0, pick_number<5>, {}},    Row{"6", GLFW_KEY_6, 0, pick_number<6>, {}},
    Row{"7", GLFW_KEY_7, 0, pick_number<7>, {}},    Row{"1", GLFW_KEY_KP_1, 0, pick_number<1>, {}},
    Row{"2", GLFW_KEY_KP_2, 0, pick_number<2>, {}}, Row{"3", GLFW_KEY_KP_3, 0, pick_number<3>, {}},
    Row{"4", GLFW_KEY_KP_4, 0, pick_number<4>, {}}, Row{"5", GLFW_KEY_KP_5, 0, pick_number<5>, {}},
    Row{"6", GLFW_KEY_KP_6, 0, pick_number<6>, {}}, Row{"7", GLFW_KEY_KP_7, 0, pick_number<7>, {}},
};

bool is_number_wanted(const View& view) {
  return view.predict() &&
         (is_asking(view) || view.predict()->hand_in.state == HandIn::State::asks);
}

// Keys of the menu of interventions.
constexpr std::array touch_rows{
    Row{"Enter", GLFW_KEY_ENTER, 0, pick_touch, {}},
    Row{"Enter", GLFW_KEY_KP_ENTER, 0, pick_touch, {}},
    Row{"Backspace", GLFW_KEY_BACKSPACE, 0, touch<&Touch::erase>, {}},
    Row{"Down", GLFW_KEY_DOWN, 0, touch<&Touch::choose, 1>, {}},
    Row{"Up", GLFW_KEY_UP, 0, touch<&Touch::choose, -1>, {}},
    Row{"Right", GLFW_KEY_RIGHT, 0, touch<&Touch::next_machine, 1>, {}},
    Row{"Left", GLFW_KEY_LEFT, 0, touch<&Touch::next_machine, -1>, {}},
    Row{"Tab", GLFW_KEY_TAB, 0, touch<&Touch::next_peer, 1>, {}},
    Row{"Shift+Tab", GLFW_KEY_TAB, shift, touch<&Touch::next_peer, -1>, {}},
    Row{"Esc", GLFW_KEY_ESCAPE, 0, close_touch, {}},
};

// Keys of the dialog for a file.
template <auto Edit, auto... Arguments>
WindowAction edit_name(View& view) {
  view.take().edit<Edit, Arguments...>();
  return WindowAction::none;
}
template <int Direction>
WindowAction choose_to_take(View& view) {
  view.take().choose(view, Direction);
  return WindowAction::none;
}
WindowAction pick_to_take(View& view) {
  view.take().pick(view);
  return WindowAction::none;
}
// From the question back to the name, and from there back to the run.
WindowAction leave_take(View& view) {
  if (view.take().asks()) {
    view.take().type("");
  } else {
    view.take().close();
  }
  return WindowAction::none;
}
constexpr std::array take_rows{
    Row{"Enter", GLFW_KEY_ENTER, 0, pick_to_take, {}},
    Row{"Enter", GLFW_KEY_KP_ENTER, 0, pick_to_take, {}},
    Row{"Down", GLFW_KEY_DOWN, 0, choose_to_take<1>, {}},
    Row{"Up", GLFW_KEY_UP, 0, choose_to_take<-1>, {}},
    Row{"Tab", GLFW_KEY_TAB, 0, choose_to_take<1>, {}},
    Row{"Shift+Tab", GLFW_KEY_TAB, shift, choose_to_take<-1>, {}},
    Row{"Left", GLFW_KEY_LEFT, 0, edit_name<&TextEditor::move_columns, -1>, {}},
    Row{"Right", GLFW_KEY_RIGHT, 0, edit_name<&TextEditor::move_columns, 1>, {}},
    Row{"Home", GLFW_KEY_HOME, 0, edit_name<&TextEditor::to_line_begin>, {}},
    Row{"End", GLFW_KEY_END, 0, edit_name<&TextEditor::to_line_end>, {}},
    Row{"Backspace", GLFW_KEY_BACKSPACE, 0, edit_name<&TextEditor::erase_before>, {}},
    Row{"Delete", GLFW_KEY_DELETE, 0, edit_name<&TextEditor::erase_after>, {}},
    Row{"Ctrl+X", GLFW_KEY_X, control, edit_name<&TextEditor::cut_line>, {}},
    Row{"Ctrl+Z", GLFW_KEY_Z, control, edit_name<&TextEditor::undo>, {}},
    Row{"Ctrl+V", GLFW_KEY_V, control, leave_to_window<WindowAction::paste>, {}},
    Row{"Ctrl+T", GLFW_KEY_T, control, leave_take, {}},
    Row{"Esc", GLFW_KEY_ESCAPE, 0, leave_take, {}},
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
  if (view.is_mending()) {
    const KeyRow* row = mend_key(key.key, key.mods & both);
    return row != nullptr ? row->act(view) : WindowAction::none;
  }
  const auto find_in = [&](const auto& table) -> const Row* {
    for (const Row& row : table) {
      if (row.key == key.key && row.mods == mods_that_count(key)) return &row;
    }
    return nullptr;
  };
  const bool touches = view.touch().is_open(), takes = view.take().is_open();
  if (!touches) view.touch().tell("");  // read by now
  const Row* row = takes                    ? find_in(take_rows)
                   : view.palette().is_open ? find_in(palette_rows)
                   : touches                ? find_in(touch_rows)
                   : is_number_wanted(view) ? find_in(answer_rows)
                                            : nullptr;
  if (row == nullptr && !takes && !touches && !view.palette().is_open) row = find_in(rows);
  return row != nullptr ? row->act(view) : WindowAction::none;
}

WindowAction act_on_pick(View& view) {
  return view.palette().is_picked ? palette_do(view) : WindowAction::none;
}

bool key_by_name(std::string_view name, KeyPress& key) {
  const auto find_in = [&](const auto& table) {
    for (const Row& row : table) {
      if (row.name != name) continue;
      key = {row.key, row.mods};
      return true;
    }
    return false;
  };
  if (find_in(rows) || find_in(palette_rows) || find_in(take_rows) || find_in(answer_rows)) {
    return true;
  }
  const KeyRow* row = mend_key(name);
  if (row != nullptr) key = {row->key, row->mods};
  return row != nullptr;
}

const std::vector<Action>& actions() {
  static const std::vector<Action> all = [] {
    std::vector<Action> offered;
    for (const Row& row : rows) {
      if (!row.what.empty()) offered.push_back({row.name, row.what, row.act});
    }
    return offered;
  }();
  return all;
}

const std::vector<KeyHelp>& key_help() {
  static const std::vector<KeyHelp> help{{"→  ←", "view.key.step"},
                                         {"Shift + →  ←", "view.key.headline"},
                                         {".  ,", "view.key.event"},
                                         {"D  Shift + D", "view.key.decision"},
                                         {"S  Shift + S", "view.key.line"},
                                         {"C  Shift + C", "view.key.conversation"},
                                         {"E  Shift + E", "view.key.letter"},
                                         {"R  Shift + R", "view.key.retry"},
                                         {"X  Shift + X", "view.key.refusal"},
                                         {"W  Shift + W", "view.key.wait"},
                                         {"H  Shift + H", "view.key.hour"},
                                         {"5  Shift + 5", "view.key.five-days"},
                                         {"PgDn  PgUp", "view.key.beat"},
                                         {"B  Ctrl + B", "view.key.break"},
                                         {"G  Shift + G", "view.key.go-break"},
                                         {"Home  End", "view.key.ends"},
                                         {"Space", "view.key.play"},
                                         {"[  ]", "view.key.speed"},
                                         {"F", "view.key.filter"},
                                         {"M  Shift + M", "view.key.machine"},
                                         {"V  Shift + V", "view.key.stage"},
                                         {"I  Shift + I", "view.key.inside"},
                                         {"K", "view.key.find-machine"},
                                         {"Z  Shift + Z", "view.key.zoom"},
                                         {"Ctrl + Shift + ←  →  ↑  ↓", "view.key.pan"},
                                         {"Ctrl + K", "view.key.fit-map"},
                                         {"Shift + K", "view.key.follow"},
                                         {"1  Shift + 1", "view.key.fold"},
                                         {"2", "view.do.only-letter"},
                                         {"3", "view.do.only-machine"},
                                         {"Shift + 3", "view.do.next-protocol"},
                                         {"Ctrl + PgDn  PgUp  Home  End", "view.key.sequence"},
                                         {"6", "view.do.sequence-step"},
                                         {"4  Shift + 4", "view.key.message"},
                                         {"Tab  Shift + Tab", "view.key.pane"},
                                         {"Shift + ↓  ↑", "view.key.scroll-dialogue"},
                                         {"Ctrl + ↓  ↑", "view.key.scroll-why"},
                                         {"O  Shift + O", "view.key.touch"},
                                         {"U  Shift + U", "view.key.undo"},
                                         {"Ctrl + S", "view.key.save"},
                                         {"Ctrl + T", "view.do.take"},
                                         {"Y  Shift + Y", "view.key.compare"},
                                         {"J", "view.key.source"},
                                         {"L", "view.key.language"},
                                         {"T", "view.key.theme"},
                                         {"+  -  0", "view.key.size"},
                                         {"Ctrl + P", "view.key.palette"},
                                         {"Q  A", "predict.key"},
                                         {"F2", "predict.do.hand-in"},
                                         {"P  Shift + A", "present.key"},
                                         {"F4", "mend.do.open"},
                                         {"N", "present.do.pointer"},
                                         {"F3", "present.do.text-size"},
                                         {"F11", "view.key.full-screen"},
                                         {"F1", "view.key.help"},
                                         {"Esc", "view.key.escape"},
                                         {"Ctrl + Q", "view.key.quit"}};
  return help;
}

}  // namespace mailtown::view
