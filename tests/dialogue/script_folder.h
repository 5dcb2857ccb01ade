// A folder of scripts as parameters of a test: one case a file, each played in both paces.
#pragma once

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "tests/dialogue/dialogue.h"

namespace mailtown::dialogue {

// The names of the scripts in `folder`, without ".txt", in order.
inline std::vector<std::string> script_names(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// Plays the script `name` of `folder` (which ends with '/') and fails with what `play_script`
// found.
inline void expect_as_written(
    const std::string& folder, const std::string& name,
    const std::function<std::vector<std::string>(const Script&, Pace)>& play_script) {
  const Script script = read_script(folder + name + ".txt");
  for (const Pace pace : {Pace::blocks, Pace::bytes}) {
    const auto problems = play_script(script, pace);
    EXPECT_TRUE(problems.empty()) << name << ".txt, "
                                  << (pace == Pace::bytes ? "byte by byte" : "in blocks") << ":\n"
                                  << fmt::format("{}", fmt::join(problems, "\n"));
  }
}

// GoogleTest takes letters, digits and underscores.
inline std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

}  // namespace mailtown::dialogue
