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

std::vector<std::string> names(const Result<std::vector<Message>>& messages) {
  std::vector<std::string> names;
  if (!messages) return {messages.error().message()};
  for (const Message& message : *messages) names.push_back(message.name);
  return names;
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
    (void)co_await maildir.mark_seen(*maildir.list());
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

TEST(List, IsEmptyWithoutAMailbox) {
  after([](Platform&, Maildir& maildir, File&) -> Task<> {
    EXPECT_THAT(names(maildir.list()), IsEmpty());
    co_return;
  });
}

TEST(List, TellsSizesAndFlagsOldestFirst) {
  after(
      [](Platform&, Maildir& maildir, File&) -> Task<> {
        const auto messages = maildir.list();
        // By number and not by letter: 9 comes before 10.
        EXPECT_THAT(names(messages), ElementsAre("9.b.mx", "10.a.mx", "10.c.mx"));
        EXPECT_EQ((*messages)[0].bytes, 3u);
        EXPECT_TRUE((*messages)[0].seen);
        EXPECT_FALSE((*messages)[1].seen);
        EXPECT_FALSE((*messages)[2].seen) << "a flag other than S";
        co_return;
      },
      "",
      {{"mail/ivanov/new/10.a.mx", "1"},
       {"mail/ivanov/cur/9.b.mx:2,RS", "123"},
       {"mail/ivanov/cur/10.c.mx:2,R", "12"},
       {"mail/ivanov/new/.hidden", "x"},
       {"mail/ivanov/tmp/8.d.mx", "never listed"}});
}

TEST(List, ShowsAMessageInBothFoldersOnce) {
  after(
      [](Platform&, Maildir& maildir, File&) -> Task<> {
        const auto messages = maildir.list();
        EXPECT_THAT(names(messages), ElementsAre("1.a.mx"));
        EXPECT_TRUE(messages->front().seen);
        co_return;
      },
      "", {{"mail/ivanov/new/1.a.mx", "1"}, {"mail/ivanov/cur/1.a.mx:2,S", "1"}});
}

TEST(MarkSeen, MovesIntoCurAndKeepsTheName) {
  const Files files = after(
      [](Platform&, Maildir& maildir, File&) -> Task<> {
        const auto marked = co_await maildir.mark_seen(*maildir.list());
        EXPECT_TRUE(marked) << marked.error().message();
        EXPECT_THAT(names(maildir.list()), ElementsAre("1.a.mx"));
      },
      "", {{"mail/ivanov/new/1.a.mx", "1"}});
  EXPECT_EQ(files.count("mail/ivanov/cur/1.a.mx:2,S"), 1u);
}

TEST(Remove, RemovesFromBothFoldersAndForgivesWhatIsGone) {
  const Files files = after(
      [](Platform& platform, Maildir& maildir, File&) -> Task<> {
        const auto messages = *maildir.list();
        (void)platform.disk.remove("mail/ivanov/new/3.c.mx");
        const auto removed = co_await maildir.remove(messages);
        EXPECT_TRUE(removed) << removed.error().message();
      },
      "",
      {{"mail/ivanov/new/1.a.mx", "1"},
       {"mail/ivanov/cur/2.b.mx:2,S", "2"},
       {"mail/ivanov/new/3.c.mx", "3"}});
  EXPECT_THAT(files, IsEmpty());
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
