// The program mailtown from outside: its subcommands, exit codes and messages.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/simulation/child.h"

namespace mailtown {
namespace {

using testing::HasSubstr;

Finished mailtown(const std::string& arguments) {
  return shell(std::string("LC_ALL=C ") + MAILTOWN_PROGRAM + " " + arguments);
}

std::string scratch(const std::string& name) {
  const std::string path = testing::TempDir() + "mailtown-" + name;
  std::filesystem::remove(path);
  return path;
}

TEST(Command, ListsTheScenarios) {
  const Finished english = mailtown("list");
  EXPECT_EQ(english.code, 0);
  EXPECT_THAT(english.output, HasSubstr("first-letter: The first letter"));
  EXPECT_THAT(english.output, HasSubstr("Takes 5 minutes"));
  const Finished russian = mailtown("list --lang ru");
  EXPECT_EQ(russian.code, 0);
  EXPECT_THAT(russian.output, HasSubstr("first-letter: Первое письмо"));
  EXPECT_THAT(shell(std::string("LC_ALL=ru_RU.UTF-8 ") + MAILTOWN_PROGRAM + " list").output,
              HasSubstr("Первое письмо"))
      << "the language is the environment's by default";
}

TEST(Command, RunTellsAStory) {
  const Finished story = mailtown("run first-letter");
  EXPECT_EQ(story.code, 0) << story.output;
  EXPECT_THAT(story.output, HasSubstr("The first letter"));
  EXPECT_THAT(story.output, HasSubstr("kozlov@example.com"));
  EXPECT_EQ(story.output.find('\x1b'), std::string::npos) << "colours only on a terminal";
  EXPECT_NE(mailtown("run first-letter --color always").output.find('\x1b'), std::string::npos);
  EXPECT_THAT(mailtown("run first-letter --lang ru").output, HasSubstr("Первое письмо"));
}

TEST(Command, RunWritesOtherFormats) {
  EXPECT_THAT(mailtown("run no-mx --format json").output, HasSubstr("\"scenario\":\"no-mx\""));
  EXPECT_THAT(mailtown("run no-mx --format mermaid").output, HasSubstr("sequenceDiagram"));
}

TEST(Command, RunDoesNotOverwrite) {
  const std::string file = scratch("trace.jsonl");
  EXPECT_EQ(mailtown("run no-mx --format json --out " + file).code, 0);
  const Finished again = mailtown("run no-mx --format json --out " + file);
  EXPECT_EQ(again.code, 2);
  EXPECT_THAT(again.output, HasSubstr("--force"));
  EXPECT_EQ(mailtown("run no-mx --format json --force --out " + file).code, 0);
  EXPECT_EQ(mailtown("run no-mx --out /nowhere/at/all").code, 3);
}

TEST(Command, ChecksExpectations) {
  const Finished fine = mailtown("check first-letter no-mx unknown-recipient");
  EXPECT_EQ(fine.code, 0) << fine.output;
  EXPECT_THAT(fine.output, HasSubstr("first-letter: fine ("));
  const Finished failed = mailtown("check first-letter --set do.0.send.password=wrong");
  EXPECT_EQ(failed.code, 1);
  EXPECT_THAT(failed.output, HasSubstr("expected: delivered to petrov@example.org"));
  EXPECT_THAT(failed.output,
              HasSubstr("To replay: mailtown run first-letter --set 'do.0.send.password=wrong'"));
  EXPECT_THAT(mailtown("check --lang ru first-letter --set do.0.send.password=wrong").output,
              HasSubstr("ожидалось: "));
}

TEST(Command, TellsWrongInput) {
  const Finished unknown = mailtown("run frist-letter");
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.output, HasSubstr("did you mean 'first-letter'?"));
  EXPECT_EQ(mailtown("run").code, 2);
  EXPECT_EQ(mailtown("walk").code, 2);
  EXPECT_EQ(mailtown("run first-letter --world moon").code, 2);
  EXPECT_EQ(mailtown("run first-letter --stay").code, 2) << "nobody can join the simulated world";
  EXPECT_EQ(mailtown("run first-letter --set nonsense=1").code, 2);

  const std::string file = scratch("broken.toml");
  std::ofstream(file) << "titel = 1\n";
  const Finished broken = mailtown("check " + file);
  EXPECT_EQ(broken.code, 2);
  EXPECT_THAT(broken.output, HasSubstr("broken.toml:1: unknown key 'titel'"));
}

TEST(Command, HelpEndsWithWhatTheCommandIsAbout) {
  using testing::Not;
  for (const char* command : {"ca", "ca make", "queue", "queue list", "user", "user add"}) {
    const Finished help = mailtown(std::string(command) + " --help");
    EXPECT_EQ(help.code, 0);
    EXPECT_THAT(help.output, Not(HasSubstr("scenario"))) << command;
  }
  EXPECT_THAT(mailtown("user add --help").output, HasSubstr("password is asked for"));
  EXPECT_THAT(mailtown("user list --help").output, Not(HasSubstr("password")));
  EXPECT_THAT(mailtown("user remove --help").output, Not(HasSubstr("password")));
}

TEST(Command, SameSeedSameTrace) {
  const std::string one = mailtown("run first-letter --seed 5 --format json").output;
  EXPECT_EQ(one, mailtown("run first-letter --seed 5 --format json").output);
  EXPECT_NE(one, mailtown("run first-letter --seed 6 --format json").output);
}

}  // namespace
}  // namespace mailtown
