// What a simulated disk keeps through kills and losses of power.

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/world/world.h"

namespace mailtown::sim {
namespace {

using namespace std::chrono_literals;

// One machine whose program works on its disk.
struct DiskWorld {
  explicit DiskWorld(std::uint64_t seed, ProgramBody body)
      : world({.seed = seed}),
        machine(world.add_machine({"mx.example.org", "", {}})),
        program(world.add_program(machine, "mta", std::move(body))) {}

  World world;
  MachineId machine;
  ProgramId program;
};

Task<> deliver(Platform& platform, std::string name, std::string text) {
  Disk& disk = platform.disk;
  {
    const auto file = disk.open("tmp/" + name, OpenMode::create).value();
    file->append(std::string_view(text).substr(0, 3)).value();
    co_await platform.clock.sleep_until(platform.clock.now());
    file->append(std::string_view(text).substr(3)).value();
    co_await file->sync();
  }
  disk.rename("tmp/" + name, "new/" + name).value();
  co_await disk.sync_folder("new");
}

const std::vector<std::string> letters = {"one", "two", "three"};
std::string text_of(const std::string& letter) {
  return "the text of letter " + letter;
}

// Delivers the letters, noting each that it may promise (as a mail server's 250 does).
ProgramBody deliver_all(std::vector<std::string>& promised) {
  return [&promised](Platform& platform) -> Task<> {
    for (const char* folder : {"tmp", "new"}) platform.disk.make_folder(folder).value();
    for (const auto& letter : letters) {
      const auto there = platform.disk.stat("new/" + letter);
      if (there) continue;
      const auto rest = platform.disk.stat("tmp/" + letter);
      if (rest) platform.disk.remove("tmp/" + letter).value();
      co_await deliver(platform, letter, text_of(letter));
      promised.push_back(letter);
    }
  };
}

void expect_promised_letters(DiskWorld& here, const std::vector<std::string>& promised,
                             const std::string& when) {
  for (const auto& letter : promised) {
    EXPECT_EQ(here.world.disk(here.machine).get("new/" + letter), text_of(letter)) << when;
  }
}

TEST(DiskCrash, WhatWasSyncedIsThereWheneverThePowerGoes) {
  for (std::uint64_t turn = 0;; ++turn) {
    bool ended_before = false;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      std::vector<std::string> promised;
      DiskWorld here(seed, deliver_all(promised));
      while (here.world.turns() < turn && here.world.step()) continue;
      ended_before = here.world.turns() < turn;
      here.world.power_loss(here.machine);
      const auto when =
          "power lost after turn " + std::to_string(turn) + ", seed " + std::to_string(seed);
      expect_promised_letters(here, promised, when);
      here.world.restart(here.machine);
      here.world.run_until_idle();
      EXPECT_TRUE(here.world.defects().empty()) << here.world.defects()[0].what << "; " << when;
      expect_promised_letters(here, letters, when + ", and restarted");
    }
    if (ended_before) break;
    ASSERT_LT(turn, 1000u);
  }
}

// The planted bug: a program that promises before it syncs must be found out.
TEST(DiskCrash, APromiseWithoutASyncIsBrokenSooner) {
  int broken = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    DiskWorld here(seed, [](Platform& platform) -> Task<> {
      platform.disk.open("letter", OpenMode::create).value()->append(std::string_view("x")).value();
      co_await platform.tasks.stop_requested();
    });
    here.world.run_until_idle();
    here.world.power_loss(here.machine);
    if (here.world.disk(here.machine).get("letter") != "x") ++broken;
  }
  EXPECT_GT(broken, 5);
  EXPECT_LT(broken, 20);
}

TEST(DiskCrash, AKilledProgramLosesNothingThatItWrote) {
  for (std::uint64_t turn = 0; turn < 40; ++turn) {
    std::vector<std::string> promised;
    DiskWorld here(1, deliver_all(promised));
    while (here.world.turns() < turn && here.world.step()) continue;
    const auto before = here.world.disk(here.machine).files();
    here.world.kill(here.program);
    EXPECT_EQ(here.world.disk(here.machine).files(), before);
    here.world.restart(here.program);
    here.world.run_until_idle();
    expect_promised_letters(here, letters, "killed after turn " + std::to_string(turn));
  }
}

// What is in the file after a loss of power, by seed.
std::set<std::string> outcomes(const ProgramBody& body, const std::string& path) {
  std::set<std::string> all;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    DiskWorld here(seed, body);
    here.world.run_until_idle();
    here.world.power_loss(here.machine);
    all.insert(here.world.disk(here.machine).get(path).value_or("(none)"));
  }
  return all;
}

TEST(DiskCrash, UnsyncedBytesAreLostTornOrKept) {
  const auto body = [](Platform& platform) -> Task<> {
    const auto file = platform.disk.open("file", OpenMode::create).value();
    co_await platform.disk.sync_folder("");
    file->append(std::string_view("safe ")).value();
    co_await file->sync();
    file->append(std::string_view("1234")).value();
    co_await platform.tasks.stop_requested();
  };
  EXPECT_THAT(outcomes(body, "file"),
              testing::ElementsAre("safe ", "safe 1", "safe 12", "safe 123", "safe 1234"));
}

TEST(DiskCrash, AnUnsyncedCutMayComeBack) {
  const auto body = [](Platform& platform) -> Task<> {
    const auto file = platform.disk.open("file", OpenMode::create).value();
    co_await platform.disk.sync_folder("");
    file->append(std::string_view("abcdef")).value();
    co_await file->sync();
    file->truncate(2).value();
    co_await platform.tasks.stop_requested();
  };
  EXPECT_THAT(outcomes(body, "file"), testing::ElementsAre("ab", "abcdef"));
}

TEST(DiskCrash, ARenameIsTheOldNameOrTheNew) {
  const auto body = [](Platform& platform) -> Task<> {
    platform.disk.make_folder("tmp").value();
    platform.disk.make_folder("new").value();
    const auto file = platform.disk.open("tmp/file", OpenMode::create).value();
    file->append(std::string_view("x")).value();
    co_await file->sync();
    co_await platform.disk.sync_folder("tmp");
    co_await platform.disk.sync_folder("new");
    platform.disk.rename("tmp/file", "new/file").value();
    co_await platform.tasks.stop_requested();
  };
  int old_name = 0, new_name = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    DiskWorld here(seed, body);
    here.world.run_until_idle();
    here.world.power_loss(here.machine);
    const auto files = here.world.disk(here.machine).files();
    ASSERT_EQ(files.size(), 1u) << "seed " << seed;
    (files[0] == "new/file" ? new_name : old_name) += 1;
  }
  EXPECT_GT(old_name, 5);
  EXPECT_GT(new_name, 5);
}

// A synced letter and one that is not yet, in a folder that is renamed.
Task<> rename_a_folder(Platform& platform, std::string synced_after) {
  Disk& disk = platform.disk;
  disk.make_folder("old/new").value();
  disk.make_folder("other").value();
  disk.open("old/new/safe", OpenMode::create).value();
  co_await disk.sync_all();
  disk.open("old/new/late", OpenMode::create).value();
  disk.open("old/new/leaving", OpenMode::create).value();
  disk.rename("old/new/leaving", "other/left").value();
  disk.rename("old", "young").value();
  if (!synced_after.empty()) co_await disk.sync_folder(synced_after);
  co_await platform.tasks.stop_requested();
}

std::set<std::vector<std::string>> trees_after(const ProgramBody& body) {
  std::set<std::vector<std::string>> all;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    DiskWorld here(seed, body);
    here.world.run_until_idle();
    here.world.power_loss(here.machine);
    all.insert(here.world.disk(here.machine).files());
  }
  return all;
}

TEST(DiskCrash, AFolderIsRenamedWholeOrNotAtAll) {
  using Files = std::vector<std::string>;
  const auto rename = [](const std::string& synced) {
    return [synced](Platform& platform) { return rename_a_folder(platform, synced); };
  };
  const Files before = {"old/new/safe"};
  const Files after = {"other/left", "young/new/late", "young/new/safe"};
  EXPECT_EQ(trees_after(rename("")), (std::set<Files>{before, after}));
  for (const char* folder : {"young/new", "other"}) {
    EXPECT_EQ(trees_after(rename(folder)), (std::set<Files>{after})) << folder;
  }
}

TEST(DiskCrash, SyncingEverythingKeepsWhatAFolderHeldThatIsRenamedMeanwhile) {
  const auto body = [](Platform& platform) -> Task<> {
    platform.disk.make_folder("old").value();
    platform.disk.open("old/letter", OpenMode::create).value();
    platform.tasks.spawn("late", [](Platform& late) -> Task<> {
      late.disk.rename("old", "young").value();
      co_return;
    }(platform));
    co_await platform.disk.sync_all();
    co_await platform.tasks.stop_requested();
  };
  using Files = std::vector<std::string>;
  EXPECT_EQ(trees_after(body), (std::set<Files>{{"old/letter"}, {"young/letter"}}));
}

TEST(DiskCrash, SyncingAFolderKeepsTheFoldersAboveIt) {
  const auto body = [](Platform& platform) -> Task<> {
    platform.disk.make_folder("mail/ivanov/new").value();
    const auto file = platform.disk.open("mail/ivanov/new/1", OpenMode::create).value();
    file->append(std::string_view("x")).value();
    co_await file->sync();
    co_await platform.disk.sync_folder("mail/ivanov/new");
    co_await platform.tasks.stop_requested();
  };
  EXPECT_THAT(outcomes(body, "mail/ivanov/new/1"), testing::ElementsAre("x"));
}

TEST(DiskCrash, SyncingEverythingKeepsFilesNamesAndFolders) {
  const auto body = [](Platform& platform) -> Task<> {
    platform.disk.make_folder("mail/new").value();
    platform.disk.make_folder("mail/tmp").value();
    const auto file = platform.disk.open("mail/tmp/1", OpenMode::create).value();
    file->append(std::string_view("x")).value();
    platform.disk.rename("mail/tmp/1", "mail/new/1").value();
    co_await platform.disk.sync_all();
    co_await platform.tasks.stop_requested();
  };
  EXPECT_THAT(outcomes(body, "mail/new/1"), testing::ElementsAre("x"));
}

// What is written while the disk is at it is not promised.
TEST(DiskCrash, SyncingEverythingPromisesNothingWrittenMeanwhile) {
  std::set<std::string> all;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    DiskWorld here(seed, [](Platform& platform) -> Task<> {
      const auto file = platform.disk.open("file", OpenMode::create).value();
      file->append(std::string_view("safe")).value();
      platform.tasks.spawn("late", [](File& open, Platform& late) -> Task<> {
        open.append(std::string_view("!")).value();
        late.disk.open("late", OpenMode::create).value();
        co_return;
      }(*file, platform));
      co_await platform.disk.sync_all();
      co_await platform.tasks.stop_requested();
    });
    here.world.disk(here.machine).set_sync_latency(5ms);
    here.world.run_until_idle();
    here.world.power_loss(here.machine);
    all.insert(here.world.disk(here.machine).get("file").value_or("(none)"));
    all.insert(here.world.disk(here.machine).get("late") ? "late" : "no late");
  }
  EXPECT_THAT(all, testing::ElementsAre("late", "no late", "safe", "safe!"));
}

TEST(DiskCrash, MayBeAskedForRightAfterASync) {
  bool learned = false;
  DiskWorld here(1, [&](Platform& platform) -> Task<> {
    const auto file = platform.disk.open("file", OpenMode::create).value();
    co_await platform.disk.sync_folder("");
    file->append(std::string_view("safe")).value();
    co_await file->sync();
    learned = true;
  });
  here.world.disk(here.machine).after_sync([&](const std::string& path) {
    if (path == "file") here.world.power_loss(here.machine);
  });
  here.world.run_until_idle();
  EXPECT_FALSE(learned) << "the operation that triggers a crash must not complete";
  EXPECT_EQ(here.world.disk(here.machine).get("file"), "safe");
}

TEST(MachineDisk, HasACapacity) {
  std::vector<std::string> results;
  World world;
  const auto machine = world.add_machine({"mx.example.org", "", {}});
  world.disk(machine).set_capacity(10);
  world.add_program(machine, "mta", [&](Platform& platform) -> Task<> {
    const auto note = [&](const Result<>& result) {
      results.emplace_back(result ? "fine" : to_string(result.error().kind));
    };
    const auto file = platform.disk.open("file", OpenMode::create).value();
    note(file->append(std::string_view("12345678")));
    note(file->append(std::string_view("12345678")));
    EXPECT_EQ(file->size(), 10u) << "a prefix is there";
    note(file->truncate(8));
    note(file->append(std::string_view("12")));
    const auto other = platform.disk.open("other", OpenMode::create).value();
    note(other->append(std::string_view("x")));
    note(platform.disk.remove("file"));
    note(other->append(std::string_view("x")));
    co_return;
  });
  world.run_until_idle();
  EXPECT_THAT(results, testing::ElementsAre("fine", "full", "fine", "fine", "full", "fine", "full"))
      << "a removed file that is still open keeps its place";
  EXPECT_TRUE(world.defects().empty());
}

TEST(MachineDisk, SyncsTakeTheTimeThatIsAskedFor) {
  Instant done{};
  World world;
  const auto machine = world.add_machine({"mx.example.org", "", {}});
  world.disk(machine).set_sync_latency(8ms);
  world.disk(machine).put("etc/zone", "text");
  world.add_program(machine, "mta", [&](Platform& platform) -> Task<> {
    EXPECT_EQ(platform.disk.stat("etc/zone").value().size, 4u);
    co_await platform.disk.sync_folder("etc");
    done = platform.clock.now();
  });
  world.run_until_idle();
  EXPECT_EQ(done, Instant(8ms));
}

}  // namespace
}  // namespace mailtown::sim
