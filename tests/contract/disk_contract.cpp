// Disk and File.

#include <gmock/gmock.h>

#include "tests/contract/talk.h"

namespace mailtown::contract {

namespace {

std::string content(Disk& disk, const std::string& path) {
  const auto file = disk.open(path, OpenMode::read);
  if (!file) return "(" + file.error().message() + ")";
  std::string all((*file)->size(), '\0');
  const auto count = (*file)->read(0, all);
  all.resize(count.value());
  return all;
}

void write(Disk& disk, const std::string& path, std::string_view bytes) {
  const auto file = disk.open(path, OpenMode::create);
  ASSERT_TRUE(file.has_value()) << file.error().message();
  ASSERT_TRUE((*file)->append(bytes).has_value());
}

}  // namespace

TEST_P(Contract, DiskAppendsAndReads) {
  run([](Platform& platform) -> Task<> {
    const auto file = platform.disk.open("letter", OpenMode::create).value();
    EXPECT_EQ(file->size(), 0u);
    EXPECT_TRUE(file->append(std::string_view("Hello, ")).has_value());
    EXPECT_TRUE(file->append(std::string_view("world")).has_value());
    EXPECT_EQ(file->size(), 12u);
    std::array<char, 5> middle;
    EXPECT_EQ(file->read(3, middle).value(), 5u);
    EXPECT_EQ(std::string(middle.data(), 5), "lo, w");
    EXPECT_EQ(file->read(10, middle).value(), 2u);
    EXPECT_EQ(file->read(12, middle).value(), 0u);
    EXPECT_EQ(file->read(1000, middle).value(), 0u);
    const auto synced = co_await file->sync();
    EXPECT_TRUE(synced.has_value());
    const auto again = platform.disk.open("letter", OpenMode::append).value();
    EXPECT_TRUE(again->append(std::string_view("!")).has_value());
    EXPECT_EQ(content(platform.disk, "letter"), "Hello, world!");
  });
}

TEST_P(Contract, DiskTruncates) {
  run([](Platform& platform) -> Task<> {
    const auto file = platform.disk.open("queue", OpenMode::append).value();
    EXPECT_TRUE(file->append(std::string_view("whole half")).has_value());
    EXPECT_TRUE(file->truncate(6).has_value());
    EXPECT_TRUE(file->append(std::string_view("again")).has_value());
    EXPECT_EQ(content(platform.disk, "queue"), "whole again");
    co_return;
  });
}

TEST_P(Contract, DiskOpenModesDiffer) {
  run([](Platform& platform) -> Task<> {
    expect_failure(platform.disk.open("a", OpenMode::read), FailureKind::not_found, "reading");
    EXPECT_TRUE(platform.disk.open("a", OpenMode::create).has_value());
    expect_failure(platform.disk.open("a", OpenMode::create), FailureKind::exists, "making");
    EXPECT_TRUE(platform.disk.open("a", OpenMode::append).has_value());
    expect_failure(platform.disk.open("none/a", OpenMode::create), FailureKind::not_found,
                   "making in a folder that is not there");
    for (const char* path : {"", "/etc/passwd", "a/../b", "./a", "a//b"}) {
      expect_failure(platform.disk.open(path, OpenMode::append), FailureKind::invalid, path);
    }
    co_return;
  });
}

TEST_P(Contract, DiskRenames) {
  run([](Platform& platform) -> Task<> {
    Disk& disk = platform.disk;
    EXPECT_TRUE(disk.make_folder("tmp").has_value());
    EXPECT_TRUE(disk.make_folder("new").has_value());
    write(disk, "tmp/one", "first");
    write(disk, "new/two", "second");
    EXPECT_TRUE(disk.rename("tmp/one", "new/two").has_value());
    EXPECT_EQ(content(disk, "new/two"), "first");
    expect_failure(disk.stat("tmp/one"), FailureKind::not_found, "looking for the old name");
    expect_failure(disk.rename("tmp/one", "new/three"), FailureKind::not_found, "renaming nothing");
    co_return;
  });
}

TEST_P(Contract, DiskRenamesAFolderWithAllItHolds) {
  run([](Platform& platform) -> Task<> {
    Disk& disk = platform.disk;
    EXPECT_TRUE(disk.make_folder("a/new").has_value());
    EXPECT_TRUE(disk.make_folder("ab").has_value());
    write(disk, "a/new/letter", "x");
    EXPECT_TRUE(disk.rename("a", "b").has_value());
    EXPECT_EQ(content(disk, "b/new/letter"), "x");
    expect_failure(disk.stat("a"), FailureKind::not_found, "looking for the old name");
    expect_failure(disk.rename("b", "ab"), FailureKind::exists, "renaming onto a folder");
    expect_failure(disk.rename("b", "b/c"), FailureKind::invalid, "renaming into itself");
    co_return;
  });
}

TEST_P(Contract, DiskKeepsAnOpenFileThroughARenameAndARemoval) {
  run([](Platform& platform) -> Task<> {
    Disk& disk = platform.disk;
    const auto file = disk.open("before", OpenMode::create).value();
    EXPECT_TRUE(file->append(std::string_view("here")).has_value());
    EXPECT_TRUE(disk.rename("before", "after").has_value());
    EXPECT_TRUE(file->append(std::string_view(" and there")).has_value());
    EXPECT_EQ(content(disk, "after"), "here and there");
    EXPECT_TRUE(disk.remove("after").has_value());
    std::array<char, 4> start;
    EXPECT_EQ(file->read(0, start).value(), 4u);
    co_return;
  });
}

TEST_P(Contract, DiskLinks) {
  run([](Platform& platform) -> Task<> {
    Disk& disk = platform.disk;
    write(disk, "one", "same");
    EXPECT_TRUE(disk.link("one", "other").has_value());
    expect_failure(disk.link("one", "other"), FailureKind::exists, "linking over a name");
    expect_failure(disk.link("none", "more"), FailureKind::not_found, "linking nothing");
    EXPECT_TRUE(disk.remove("one").has_value());
    EXPECT_EQ(content(disk, "other"), "same");
    co_return;
  });
}

TEST_P(Contract, DiskListsSortedByByte) {
  run([](Platform& platform) -> Task<> {
    Disk& disk = platform.disk;
    EXPECT_TRUE(disk.make_folder("mail/a/deep").has_value());
    EXPECT_TRUE(disk.make_folder("mail/a").has_value()) << "a folder that is there is fine";
    for (const char* name : {"mail/b", "mail/a-c", "mail/Z", "mail/a.d", "mail/a/inner"}) {
      write(disk, name, "x");
    }
    EXPECT_THAT(disk.list("mail").value(), testing::ElementsAre("Z", "a", "a-c", "a.d", "b"));
    EXPECT_THAT(disk.list("mail/a").value(), testing::ElementsAre("deep", "inner"));
    EXPECT_THAT(disk.list("").value(), testing::ElementsAre("mail"));
    EXPECT_TRUE(disk.list("mail/a/deep").value().empty());
    expect_failure(disk.list("none"), FailureKind::not_found, "listing nothing");
    co_return;
  });
}

TEST_P(Contract, DiskRemovesFilesAndEmptyFolders) {
  run([](Platform& platform) -> Task<> {
    Disk& disk = platform.disk;
    EXPECT_TRUE(disk.make_folder("box").has_value());
    write(disk, "box/letter", "x");
    expect_failure(disk.remove("box"), FailureKind::invalid, "removing a folder with a letter");
    EXPECT_TRUE(disk.remove("box/letter").has_value());
    EXPECT_TRUE(disk.remove("box").has_value());
    expect_failure(disk.remove("box"), FailureKind::not_found, "removing nothing");
    co_return;
  });
}

TEST_P(Contract, DiskTellsWhatIsThere) {
  run([](Platform& platform) -> Task<> {
    Disk& disk = platform.disk;
    const WallTime before = platform.clock.wall();
    EXPECT_TRUE(disk.make_folder("box").has_value());
    write(disk, "box/letter", "four");
    const FileInfo letter = disk.stat("box/letter").value();
    EXPECT_FALSE(letter.is_folder);
    EXPECT_EQ(letter.size, 4u);
    EXPECT_LT(std::chrono::abs(letter.modified - before), 1h);
    EXPECT_TRUE(disk.stat("box").value().is_folder);
    EXPECT_TRUE(disk.stat("").value().is_folder);
    expect_failure(disk.stat("box/none"), FailureKind::not_found, "looking for nothing");
    co_return;
  });
}

TEST_P(Contract, DiskSyncsFolders) {
  run([](Platform& platform) -> Task<> {
    EXPECT_TRUE(platform.disk.make_folder("box/new").has_value());
    for (const char* folder : {"", "box", "box/new"}) {
      const auto synced = co_await platform.disk.sync_folder(folder);
      EXPECT_TRUE(synced.has_value()) << folder;
    }
    const auto none = co_await platform.disk.sync_folder("none");
    expect_failure(none, FailureKind::not_found, "syncing nothing");
  });
}

TEST_P(Contract, DiskSyncsEverything) {
  run([](Platform& platform) -> Task<> {
    EXPECT_TRUE(platform.disk.make_folder("box/new").has_value());
    write(platform.disk, "box/new/letter", "x");
    const auto synced = co_await platform.disk.sync_all();
    EXPECT_TRUE(synced.has_value());
    EXPECT_EQ(content(platform.disk, "box/new/letter"), "x");
  });
}

// --- watching ------------------------------------------------------------------------------------

using Paths = std::vector<std::string>;

TEST_P(Contract, AWatchTellsWhichNamesChanged) {
  run([](Platform& platform) -> Task<> {
    Disk& disk = platform.disk;
    for (const char* folder : {"tmp", "new", "cur"}) {
      EXPECT_TRUE(disk.make_folder(folder).has_value());
    }
    write(disk, "new/before", "x");
    const auto watch = disk.watch({"new", "cur"}).value();
    EXPECT_THAT(watch->take().value(), testing::IsEmpty()) << "what was there is no change";
    write(disk, "tmp/one", "x");
    EXPECT_THAT(watch->take().value(), testing::IsEmpty()) << "tmp is not watched";
    EXPECT_TRUE(disk.rename("tmp/one", "new/one").has_value());
    EXPECT_THAT(watch->take().value(), testing::ElementsAre("new/one"));
    EXPECT_THAT(watch->take().value(), testing::IsEmpty()) << "told once";
    EXPECT_TRUE(disk.rename("new/one", "cur/one:2,S").has_value());
    EXPECT_TRUE(disk.link("cur/one:2,S", "cur/two").has_value());
    EXPECT_TRUE(disk.remove("new/before").has_value());
    EXPECT_THAT(watch->take().value(),
                testing::ElementsAre("cur/one:2,S", "cur/two", "new/before", "new/one"));
    co_return;
  });
}

TEST_P(Contract, AWatchSaysWhenAFolderItselfIsGone) {
  run([](Platform& platform) -> Task<> {
    Disk& disk = platform.disk;
    EXPECT_TRUE(disk.make_folder("box/new").has_value());
    EXPECT_TRUE(disk.make_folder("other/new").has_value());
    const auto watch = disk.watch({"box/new"}).value();
    const auto other = disk.watch({"other/new"}).value();
    EXPECT_TRUE(disk.remove("box/new").has_value());
    EXPECT_FALSE(watch->take().has_value());
    EXPECT_TRUE(other->take().has_value());
    EXPECT_TRUE(disk.rename("other/new", "other/newer").has_value());
    EXPECT_FALSE(other->take().has_value());
    expect_failure(disk.watch({"other", "box/new"}), FailureKind::not_found, "watching nothing");
    co_return;
  });
}

TEST_P(Contract, AWatchWakesAllWhoWait) {
  run([](Platform& platform) -> Task<> {
    EXPECT_TRUE(platform.disk.make_folder("new").has_value());
    const auto watch = platform.disk.watch({"new"}).value();
    const auto over = platform.tasks.make_signal();
    int woken = 0;
    const auto waiter = [](Platform& all, FolderWatch& watched, Signal& told,
                           int& count) -> Task<> {
      const bool changed = co_await watched.wait(soon(all));
      count += changed ? 1 : 0;
      told.wake_all();
    };
    for (int i = 0; i < 2; ++i) {
      platform.tasks.spawn("waiter", waiter(platform, *watch, *over, woken));
    }
    co_await platform.clock.sleep_until(platform.clock.in(20ms));
    EXPECT_EQ(woken, 0);
    write(platform.disk, "new/one", "x");
    while (woken < 2) (void)co_await over->wait(soon(platform));
    const bool at_once = co_await watch->wait(platform.clock.now());
    EXPECT_TRUE(at_once) << "nobody has taken it";
    EXPECT_THAT(watch->take().value(), testing::ElementsAre("new/one"));
    const bool again = co_await watch->wait(platform.clock.in(20ms));
    EXPECT_FALSE(again);
    const auto wake = [](Platform& all, FolderWatch& watched) -> Task<> {
      co_await all.clock.sleep_until(all.clock.in(1ms));
      watched.wake();
    };
    platform.tasks.spawn("wake", wake(platform, *watch));
    const bool for_nothing = co_await watch->wait(soon(platform));
    EXPECT_FALSE(for_nothing);
  });
}

}  // namespace mailtown::contract
