#include <fstream>

#include <sys/stat.h>

#include "tests/unit/platform_asio/real_program.h"

namespace mailtown {
namespace {

class RealDisk : public RealProgram {
 protected:
  Disk& disk = platform.disk;
};

TEST_F(RealDisk, RefusesPathsThatLeaveItsFolder) {
  for (const std::string path :
       {"", "/etc/passwd", "..", "../x", "a/../../x", "a//b", "./a", "a/"}) {
    const auto opened = disk.open(path, OpenMode::append);
    ASSERT_FALSE(opened) << '"' << path << '"';
    EXPECT_EQ(opened.error().kind, FailureKind::invalid) << '"' << path << '"';
  }
  EXPECT_EQ(disk.make_folder("../x").error().kind, FailureKind::invalid);
  EXPECT_EQ(disk.rename("a", "../a").error().kind, FailureKind::invalid);
  EXPECT_EQ(disk.list("..").error().kind, FailureKind::invalid);
}

TEST_F(RealDisk, FailuresSayWhatWasTriedAndWhatTheSystemAnswered) {
  const auto opened = disk.open("queue/1", OpenMode::read);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().message(), "not found: open queue/1: No such file or directory");
}

TEST_F(RealDisk, MakesFilesForItsOwnerAlone) {
  ASSERT_TRUE(disk.make_folder("mail/ivanov"));
  ASSERT_TRUE(disk.open("mail/ivanov/1", OpenMode::create));
  struct stat info {};
  ASSERT_EQ(::stat((folder / "mail/ivanov/1").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  ASSERT_EQ(::stat((folder / "mail").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700u);
}

TEST_F(RealDisk, AFolderIsNotAFile) {
  ASSERT_TRUE(disk.make_folder("mail"));
  EXPECT_EQ(disk.open("mail", OpenMode::read).error().kind, FailureKind::invalid);
  std::ofstream(folder / "file") << "x";
  EXPECT_EQ(disk.make_folder("file").error().kind, FailureKind::exists);
}

TEST_F(RealDisk, AWorldNeedsAnExistingFolder) {
  const auto process = world.add_process({.disk_root = folder / "missing"});
  ASSERT_FALSE(process);
  EXPECT_EQ(process.error().kind, FailureKind::not_found);
}

TEST_F(RealDisk, SyncsFilesAndFolders) {
  run([](Platform& platform) -> Task<> {
    auto file = platform.disk.open("queue", OpenMode::create).value();
    EXPECT_TRUE(file->append(std::string(1 << 20, 'x')));
    for (int i = 0; i < 10; ++i) {
      auto synced = co_await file->sync();
      EXPECT_TRUE(synced);
      synced = co_await platform.disk.sync_folder("");
      EXPECT_TRUE(synced);
    }
  });
}

TEST_F(RealDisk, AWorldMayEndDuringASync) {
  auto file = platform.disk.open("queue", OpenMode::create).value();
  File& stays = *file;
  const auto sync_only = [](File& file) -> Task<> { static_cast<void>(co_await file.sync()); };
  run([&](Platform& platform) -> Task<> {
    for (int i = 0; i < 20; ++i) platform.tasks.spawn("sync", sync_only(stays));
    co_return co_await platform.clock.sleep_until(platform.clock.now());
  });
}

}  // namespace
}  // namespace mailtown
