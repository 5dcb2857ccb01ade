// mailtown run --world loopback --stay: the commands that it prints work, with the real programs
// swaks, curl and dig.
#include <cstdlib>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/simulation/child.h"

namespace mailtown {
namespace {

using testing::HasSubstr;

// The command that the invitation gives for a program.
std::string invited(const std::string& text, const std::string& program) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (line.rfind("  " + program + " ", 0) == 0) return line.substr(2);
  ADD_FAILURE() << "no command for " << program << " in:\n" << text;
  return "false";
}

TEST(Stay, OthersCanJoinIn) {
  for (const char* client : {"swaks", "curl", "dig"}) {
    if (shell(std::string("command -v ") + client).code == 0) continue;
    if (std::getenv("MAILTOWN_SKIP_PEERS")) GTEST_SKIP() << client << " is not installed";
    FAIL() << client << " is not installed; install it, or set MAILTOWN_SKIP_PEERS";
  }
  Child world(
      {MAILTOWN_PROGRAM, "run", "first-letter", "--world", "loopback", "--stay", "--lang", "en"});
  const std::string text = world.read_until("Ctrl-C ends it.");

  const Finished asked = shell(invited(text, "dig"));
  EXPECT_EQ(asked.code, 0) << asked.output;
  EXPECT_THAT(asked.output, HasSubstr("NOERROR"));
  EXPECT_THAT(asked.output, testing::ContainsRegex("MX[ \t]+10 mx1.example.com"));

  const Finished sent = shell(invited(text, "swaks"));
  EXPECT_EQ(sent.code, 0) << sent.output;

  Finished read;
  for (int attempt = 0; attempt < 100 && read.code != 0; ++attempt) {
    if (attempt > 0) usleep(100'000);  // the letter is still on its way
    read = shell(invited(text, "curl"));
  }
  EXPECT_EQ(read.code, 0) << read.output;
  EXPECT_THAT(read.output, HasSubstr("Subject: Hello"));
  EXPECT_THAT(read.output, HasSubstr("Return-Path: <ivanov@example.org>"));

  const Finished ended = world.terminate();
  EXPECT_EQ(ended.code, 0) << ended.output;
}

}  // namespace
}  // namespace mailtown
