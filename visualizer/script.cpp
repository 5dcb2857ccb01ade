#include "visualizer/script.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/core.h>

namespace mailtown::view {
namespace {

struct Row {
  std::string_view name;
  Verb verb;
  std::string_view arguments;  // one word for each number, or a text in capitals, or choices a|b
  std::string_view help;
};

constexpr std::array rows{
    Row{"step", Verb::step, "number", "go to this step; the first is 1"},
    Row{"find", Verb::find, "TEXT", "forward to the next step whose sentence has this text"},
    Row{"next", Verb::next, "", "one step forward"},
    Row{"back", Verb::back, "", "one step back"},
    Row{"next-headline", Verb::next_headline, "", "forward to the next headline"},
    Row{"back-headline", Verb::back_headline, "", "back to the headline before"},
    Row{"next-beat", Verb::next_beat, "", "forward to the next beat"},
    Row{"back-beat", Verb::back_beat, "", "back to the beat before"},
    Row{"home", Verb::home, "", "to the first step"},
    Row{"end", Verb::end, "", "to the last step"},
    Row{"frames", Verb::frames, "number", "let this many frames (1/60 s each) pass"},
    Row{"play-frames", Verb::play_frames, "number", "play for this many frames, then pause"},
    Row{"lang", Verb::lang, "en|ru", "language"},
    Row{"theme", Verb::theme, "dark|light", "theme"},
    Row{"size", Verb::size, "number", "text size in per cent, 50 to 300"},
    Row{"window", Verb::window, "number number", "width and height in pixels"},
    Row{"filter", Verb::filter, "headlines|steps|all", "which steps the list shows"},
    Row{"stage", Verb::stage, "map|sequence|compare", "what stands in the large panel"},
    Row{"inside", Verb::inside,
        "dialogue|states|names|routing|policy|queue|mailboxes|accounts|disk",
        "what the panel at the lower left looks into"},
    Row{"select", Verb::select, "MACHINE", "select a machine, or - for none"},
    Row{"press", Verb::press, "KEY", "press a key as named under F1, such as Shift+Right"},
    Row{"type", Verb::type, "TEXT",
        "type this into the command palette, the interventions or the editor"},
    Row{"break", Verb::stop_at, "WHERE",
        "set or take away a breakpoint: kind K, host M, letter N or reply CODE"},
    Row{"mouse", Verb::mouse, "number number", "put the mouse there, in pixels from the top left"},
    Row{"point", Verb::point, "PANEL TEXT",
        "put the mouse on this text of a panel, named as dump names it"},
    Row{"click", Verb::click, "", "press the mouse's button where it is"},
    Row{"wheel", Verb::wheel, "up|down", "turn the mouse's wheel by one notch where it is"},
    Row{"drag", Verb::drag, "number number",
        "press the mouse's button where it is, move it there, let go"},
    Row{"expect-hidden", Verb::expect_hidden, "",
        "fail if a panel shows what may not be seen before the question is answered"},
    Row{"shot", Verb::shot, "NAME", "save the picture as NAME.png in the --shots folder"},
    Row{"dump", Verb::dump, "NAME", "save the text of every panel as NAME.txt there"},
    Row{"expect", Verb::expect, "TEXT", "fail unless some panel shows this text"},
    Row{"expect-not", Verb::expect_not, "TEXT", "fail if some panel shows this text"},
    Row{"expect-in", Verb::expect_in, "PANEL TEXT",
        "fail unless this panel, named as dump names it, shows this text"},
    Row{"wait", Verb::wait, "TEXT",
        "let frames pass until some panel shows this text; fail after a minute"},
    Row{"quit", Verb::quit, "", "end; the end of the script does the same"},
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r";
  const std::size_t from = text.find_first_not_of(blank);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(blank) - from + 1);
}

// Splits off what stands before the separator; the rest stays in `text`.
std::string_view take(std::string_view& text, char separator) {
  const std::size_t at = text.find(separator);
  const std::string_view first = text.substr(0, at);
  text = at == std::string_view::npos ? std::string_view{} : text.substr(at + 1);
  return first;
}

bool is_number_list(const Row& row) {
  return row.arguments.starts_with("number");
}
bool is_choice(const Row& row) {
  return row.arguments.find('|') != std::string_view::npos;
}

std::string read_numbers(const Row& row, std::string_view text, Command& command) {
  std::string_view expected = row.arguments;
  while (!expected.empty()) {
    take(expected, ' ');
    const std::string_view word = take(text, ' ');
    text = trimmed(text);
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (failure != std::errc() || end != word.data() + word.size() || number < 0) {
      return fmt::format("'{}' takes: {}; this is none: '{}'", row.name, row.arguments, word);
    }
    command.numbers.push_back(number);
  }
  return text.empty() ? "" : fmt::format("'{}' takes no more than: {}", row.name, row.arguments);
}

std::string check_choice(const Row& row, std::string_view text) {
  std::string_view choices = row.arguments;
  while (!choices.empty()) {
    if (take(choices, '|') == text) return "";
  }
  return fmt::format("'{}' takes one of {}, not '{}'", row.name, row.arguments, text);
}

// What is wrong, or nothing.
std::string read_arguments(const Row& row, std::string_view text, Command& command) {
  command.text = text;
  if (row.arguments.empty()) {
    return text.empty() ? "" : fmt::format("'{}' takes no argument", row.name);
  }
  if (is_number_list(row)) return read_numbers(row, text, command);
  if (is_choice(row)) return check_choice(row, text);
  return text.empty() ? fmt::format("'{}' needs {}", row.name, row.arguments) : "";
}

}  // namespace

Script parse_script(std::string file, std::string_view text) {
  Script script{std::move(file), {}, {}};
  for (int line = 1; !text.empty(); ++line) {
    std::string_view rest = trimmed(take(text, '\n'));
    if (rest.empty() || rest.front() == '#') continue;
    const std::string_view name = take(rest, ' ');
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.name == name; });
    if (row == rows.end()) {
      script.error = fmt::format("{}:{}: there is no command '{}'; --script-help lists them",
                                 script.file, line, name);
      return script;
    }
    Command command{line, row->verb, {}, {}};
    const std::string wrong = read_arguments(*row, trimmed(rest), command);
    if (!wrong.empty()) {
      script.error = fmt::format("{}:{}: {}", script.file, line, wrong);
      return script;
    }
    script.commands.push_back(std::move(command));
  }
  return script;
}

std::string script_help() {
  std::string help = "One command a line; # starts a comment.\n\n";
  for (const Row& row : rows) {
    help += fmt::format("  {:<34}{}\n", fmt::format("{} {}", row.name, row.arguments), row.help);
  }
  return help;
}

}  // namespace mailtown::view
