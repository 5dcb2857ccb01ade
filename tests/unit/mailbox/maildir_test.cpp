#include "mailbox/maildir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mailbox/maildrop_locks.h"
#include "mailbox/unique_name.h"
#include "simulator/world/run_task.h"

namespace mailtown::mailbox {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

// Runs `body` over a machine whose disk holds the file "queued", and gives the disk's files by path
// afterwards.
using Files = std::map<std::string, std::string>;
using Body = std::function<Task<>(Platform&, Maildir&, File& queued)>;

Files after(Body body, std::string queued = "Subject: x\r\n\r\nHello\r\n", Files before = {}) {
  sim::World world;
  const auto machine = world.add_machine({"mx.example.org", "example.org", {}});
  world.disk(machine).put("queued", queued);
  for (const auto& [path, bytes] : before) world.disk(machine).put(path, bytes);
  world.add_program(machine, "test", [&](Platform& platform) -> Task<> {
    Maildir maildir(platform.disk, "mail/ivanov");
    const auto file = platform.disk.open("queued", OpenMode::read);
    co_await body(platform, maildir, **file);
  });
  world.run_until_idle();
  EXPECT_THAT(world.defects(), IsEmpty()) << world.defects().front().what;
  Files files;
  for (const std::string& path : world.disk(machine).files()) {
    if (path != "queued") files[path] = *world.disk(machine).get(path);
  }
  return files;
}

Task<Result<>> file(Platform& platform, Maildir& maildir, std::string head, File& text) {
  GroupSync::Sync all = [&platform] { return platform.disk.sync_all(); };
  GroupSync sync(platform.tasks, std::move(all));
  const auto filed =
      co_await maildir.deliver("1.a.mx", std::move(head), text, sync, /*again=*/true);
  co_return filed ? Result<>() : Result<>(filed.error());
}

TEST(Deliver, FilesHeadAndTextIntoNew) {
  const Files files = after([](Platform& platform, Maildir& maildir, File& text) -> Task<> {
    const auto filed = co_await file(platform, maildir, "Return-Path: <>\r\n", text);
    EXPECT_TRUE(filed) << filed.error().message();
  });
  EXPECT_EQ(files,
            (Files{{"mail/ivanov/new/1.a.mx", "Return-Path: <>\r\nSubject: x\r\n\r\nHello\r\n"}}));
}

TEST(Deliver, CopiesALargeTextWhole) {
  std::string large;
  while (large.size() < 300'000) large += std::to_string(large.size()) + "\r\n";
  const Files files =
      after([](Platform& platform, Maildir& maildir,
               File& text) -> Task<> { (void)co_await file(platform, maildir, "", text); },
            large);
  EXPECT_TRUE(files.at("mail/ivanov/new/1.a.mx") == large) << "the copy differs";
}

TEST(Deliver, TwiceUnderOneNameFilesOnce) {
  const Files files = after([](Platform& platform, Maildir& maildir, File& text) -> Task<> {
    (void)co_await file(platform, maildir, "", text);
    const auto again = co_await file(platform, maildir, "", text);
    EXPECT_TRUE(again);
  });
  EXPECT_EQ(files.size(), 1u);
}

TEST(Deliver, FindsAMessageThatHasBeenSeenSince) {
  const Files files = after([](Platform& platform, Maildir& maildir, File& text) -> Task<> {
    (void)co_await file(platform, maildir, "", text);
    (void)platform.disk.rename("mail/ivanov/new/1.a.mx", "mail/ivanov/cur/1.a.mx:2,S");
    (void)co_await file(platform, maildir, "", text);
  });
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files.begin()->first, "mail/ivanov/cur/1.a.mx:2,S");
}

TEST(Deliver, ReplacesWhatAnEarlierTryLeftInTmp) {
  const Files files = after(
      [](Platform& platform, Maildir& maildir, File& text) -> Task<> {
        const auto filed = co_await file(platform, maildir, "", text);
        EXPECT_TRUE(filed) << filed.error().message();
      },
      "whole", {{"mail/ivanov/tmp/1.a.mx", "to"}});
  EXPECT_EQ(files, (Files{{"mail/ivanov/new/1.a.mx", "whole"}}));
}

TEST(Deliver, LeavesNothingWhenTheDiskIsFull) {
  sim::World world;
  const auto machine = world.add_machine({"mx.example.org", "example.org", {}});
  world.disk(machine).put("queued", std::string(1000, 'x'));
  world.disk(machine).set_capacity(1500);
  std::optional<Failure> failure;
  world.add_program(machine, "test", [&](Platform& platform) -> Task<> {
    Maildir maildir(platform.disk, "mail/ivanov");
    const auto text = platform.disk.open("queued", OpenMode::read);
    const auto filed = co_await file(platform, maildir, "", **text);
    if (!filed) failure = filed.error();
  });
  world.run_until_idle();
  ASSERT_TRUE(failure) << "expected the failure 'full', but the message was filed";
  EXPECT_EQ(failure->kind, FailureKind::full);
  EXPECT_THAT(world.disk(machine).files(), ElementsAre("queued"));
}

TEST(CleanTmp, RemovesWhatIsOlderThan36Hours) {
  const Files files = after(
      [](Platform& platform, Maildir& maildir, File&) -> Task<> {
        co_await platform.clock.sleep_until(platform.clock.now() + 35h);
        (void)platform.disk.open("mail/ivanov/tmp/young", OpenMode::create);
        EXPECT_EQ(*maildir.clean_tmp(platform.clock.wall()), 0u);
        co_await platform.clock.sleep_until(platform.clock.now() + 1h);
        EXPECT_EQ(*maildir.clean_tmp(platform.clock.wall()), 1u);
      },
      "", {{"mail/ivanov/tmp/old", "x"}});
  EXPECT_EQ(files, (Files{{"mail/ivanov/tmp/young", ""}}));
}

TEST(UniqueName, IsTheSameForTheSameLetterAndRecipientOnly) {
  const WallTime time(1717236000500ms);
  const auto name = unique_name(time, "3M8kVd2TzWxR", "kozlov@example.com", "mx.example.com");
  EXPECT_EQ(name.rfind("1717236000.3M8kVd2TzWxRR", 0), 0u) << name;
  EXPECT_EQ(name, unique_name(time, "3M8kVd2TzWxR", "kozlov@example.com", "mx.example.com"));
  EXPECT_NE(name, unique_name(time, "3M8kVd2TzWxR", "petrov@example.com", "mx.example.com"));
  EXPECT_NE(name, unique_name(time, "3M8kVd2TzWxS", "kozlov@example.com", "mx.example.com"));
  const auto odd = unique_name(time, "Q", "\"a/b:c\"@example.com", "mx.example.com");
  EXPECT_EQ(odd.find_first_of("/:"), odd.npos) << odd;
}

TEST(MaildropLocks, OneHolderAtATime) {
  MaildropLocks locks;
  auto lock = locks.try_lock("example.org/ivanov");
  EXPECT_TRUE(lock);
  EXPECT_FALSE(locks.try_lock("example.org/ivanov"));
  EXPECT_TRUE(locks.try_lock("example.org/petrov"));
  MaildropLock moved = std::move(lock);
  EXPECT_FALSE(locks.try_lock("example.org/ivanov")) << "moving has unlocked";
  moved = MaildropLock();
  EXPECT_TRUE(locks.try_lock("example.org/ivanov"));
}

}  // namespace
}  // namespace mailtown::mailbox
