// The language that drives the viewer without hands: one command a line, # starts a comment.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mailtown::view {

enum class Verb {
  step,
  find,
  next,
  back,
  next_headline,
  back_headline,
  next_beat,
  back_beat,
  home,
  end,
  frames,
  play_frames,
  lang,
  theme,
  size,
  window,
  filter,
  stage,
  inside,
  select,
  press,
  type,
  stop_at,
  mouse,
  point,
  click,
  wheel,
  drag,
  expect_hidden,
  wait,
  shot,
  dump,
  expect,
  expect_not,
  expect_in,
  quit,
};

struct Command {
  int line = 0;
  Verb verb = Verb::quit;
  std::string text;                   // the argument as written
  std::vector<std::int64_t> numbers;  // of the verbs that take numbers
};

struct Script {
  std::string file;
  std::vector<Command> commands;
  std::string error;  // "file:line: what is wrong"; empty if all is well
};

// Reads until the first error.
Script parse_script(std::string file, std::string_view text);

// Every command with its arguments and what it does, for --script-help.
std::string script_help();

}  // namespace mailtown::view
