// Reading: what the reader of a scenario file carries along: the problems found so far, and the
// names mentioned, which are looked up when the whole file is known.
//
// Nothing here stops at the first error: an author wants to see all of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.h"
#include "platform/toml.h"

namespace mailtown::scenario {

struct Problem {
  std::string place;  // "first-letter.toml:12", or "--set"
  int line = 0;
  std::string text;
};

// A machine, user or domain that the file speaks of and that must exist somewhere in it.
struct Mention {
  enum class Of { machine, user, address };
  Of of;
  std::string name;
  std::string place;
  int line = 0;
};

struct Reading {
  std::string file;
  std::vector<Problem> problems;
  std::vector<Mention> mentions;
  std::vector<const toml::table*> configs;  // of machines, in the order of the file
  Duration start_of_day{};                  // the scenario's start, counted from midnight

  void problem(int line, std::string text) {
    problems.push_back({file + ":" + std::to_string(line), line, std::move(text)});
  }
  void problem(const Mention& mention, std::string text) {
    problems.push_back({mention.place, mention.line, std::move(text)});
  }
};

// "; did you mean 'recipients'?" with the candidate nearest to `word`, or "" if none is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

// "a, b and c", cut after some; "none" for an empty list.
std::string enumerate(const std::vector<std::string>& names);

}  // namespace mailtown::scenario
