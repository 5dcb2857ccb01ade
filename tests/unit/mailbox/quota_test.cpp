// Limits, and the use that is kept beside the messages.
#include "mailbox/quota.h"

#include "mailbox/usage.h"
#include "tests/unit/mailbox/folder_world.h"

namespace mailtown::mailbox {
namespace {

TEST(Quota, SaysWhatFits) {
  struct Case {
    QuotaUse used;
    QuotaLimit limit;
    QuotaUse more;
    Room room;
    const char* rule;
  };
  const std::vector<Case> cases = {
      {{90, 1}, {}, {1000, 1}, Room::fits, "quota.none"},
      {{90, 1}, {100, 0}, {10, 1}, Room::fits, "quota.fits"},
      {{90, 1}, {100, 0}, {11, 1}, Room::full, "quota.full"},
      {{100, 1}, {100, 0}, {0, 1}, Room::full, "quota.full"},
      {{0, 0}, {100, 0}, {101, 1}, Room::never, "quota.never"},
      {{500, 1}, {100, 0}, {1, 1}, Room::full, "quota.full"},
      {{0, 3}, {0, 3}, {1, 1}, Room::full, "quota.full"},
      {{0, 2}, {0, 3}, {1, 1}, Room::fits, "quota.fits"},
      {{0, 2}, {1000, 3}, {1, 4}, Room::never, "quota.never"},
  };
  for (const Case& one : cases) {
    const auto decided = room_for(one.used, one.limit, one.more);
    EXPECT_EQ(decided.outcome, one.room);
    EXPECT_EQ(decided.evidence.rule, one.rule);
  }
}

constexpr QuotaLimit hundred{100, 0};

std::string kept(FolderWorld& here) {
  return here.world.disk(here.machine).get(inbox_path + "/maildirsize").value_or("(none)");
}

TEST(Usage, CountsOnceAndThenKeepsCount) {
  FolderWorld here;
  here.put("new/1.a", "12345");
  here.put(".Sent/cur/1.b:2,S", "123");
  here.put(".Sent/cur/.hidden", "no message");
  here.run([](Platform& platform, MailStore&) -> Task<> {
    Usage usage(platform.disk, inbox_path);
    EXPECT_EQ(usage.room_for(hundred, {92, 1}).outcome, Room::fits);
    usage.note(90, 1);
    EXPECT_EQ(usage.room_for(hundred, {2, 1}).outcome, Room::fits);
    co_return;
  });
  EXPECT_EQ(kept(here), "100S\n           8            2\n          90            1\n");
}

TEST(Usage, IsCountedAnewBeforeARefusal) {
  FolderWorld here;
  here.put("new/1.a", "12345");
  here.put("maildirsize", "100S\n 60 3\n 40 1\n");
  here.run([](Platform& platform, MailStore&) -> Task<> {
    Usage usage(platform.disk, inbox_path);
    EXPECT_EQ(usage.room_for(hundred, {10, 1}).outcome, Room::fits);
    co_return;
  });
  EXPECT_EQ(kept(here), "100S\n           5            1\n");
}

TEST(Usage, IsCountedAnewWhereTheFileIsNoUse) {
  for (const char* file : {"", "100S", "100S\n", "100S\n 1 1", "100S\n 1 x\n", "100S\n-5 -1\n",
                           "99S\n 0 0\n", "100S,5C\n 0 0\n"}) {
    FolderWorld here;
    here.put("new/1.a", "12345");
    here.put("maildirsize", file);
    here.run([](Platform& platform, MailStore&) -> Task<> {
      (void)Usage(platform.disk, inbox_path).room_for(hundred, {1, 1});
      co_return;
    });
    EXPECT_EQ(kept(here), "100S\n           5            1\n") << "'" << file << "'";
  }
}

TEST(Usage, NothingIsKeptWhereNothingIsLimited) {
  FolderWorld here;
  here.put("new/1.a", "12345");
  here.run([](Platform&, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    (void)co_await append_text(*folder, "text");
  });
  EXPECT_EQ(kept(here), "(none)");
}

TEST(Usage, FollowsAppendCopyMoveAndExpunge) {
  FolderWorld here;
  here.run([](Platform&, MailStore& store) -> Task<> {
    const auto mailbox = store.mailbox(user, hundred);
    const auto made = co_await mailbox->create("a");
    EXPECT_TRUE(made);
    const auto inbox = co_await open_folder(store, "INBOX", hundred);
    const auto other = co_await open_folder(store, "a", hundred);
    Incoming thirty{.flags = {}, .keywords = {}, .received = {}, .bytes = 30};
    const auto first = co_await append_text(*inbox, std::string(30, 'x'), thirty);
    EXPECT_TRUE(first);
    const auto copied = co_await inbox->copy_to(these(1), *other, Tracer());
    EXPECT_TRUE(copied);
    const auto moved = co_await other->move_to(these(1), *inbox, Tracer());
    EXPECT_TRUE(moved);
    EXPECT_EQ(mailbox->room_for({40, 1}).outcome, Room::fits);
    EXPECT_EQ(mailbox->room_for({41, 1}).outcome, Room::full);
    const auto all = co_await inbox->copy_to(these(1, 2), *other, Tracer());
    EXPECT_EQ(all.error().kind, FailureKind::full) << "two are too much, so none is copied";
    EXPECT_TRUE(other->entries().empty());
    const auto gone = co_await inbox->expunge(these(1), Tracer());
    EXPECT_TRUE(gone);
    EXPECT_EQ(mailbox->room_for({70, 1}).outcome, Room::fits);
    Incoming huge{.flags = {}, .keywords = {}, .received = {}, .bytes = 71};
    const auto refused = co_await append_text(*inbox, std::string(71, 'x'), huge);
    EXPECT_EQ(refused.error().kind, FailureKind::full);
  });
}

}  // namespace
}  // namespace mailtown::mailbox
