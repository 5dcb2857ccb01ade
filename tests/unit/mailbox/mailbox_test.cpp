// Folders of a mailbox, subscriptions, and names.
#include "mailbox/mailbox.h"

#include "mailbox/folder_name.h"
#include "tests/unit/mailbox/folder_world.h"

namespace mailtown::mailbox {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(FolderName, IsWrittenWithDotsOnDisk) {
  EXPECT_EQ(disk_name("INBOX"), "");
  EXPECT_EQ(disk_name("Archive/2026"), ".Archive.2026");
  EXPECT_EQ(disk_name("v1.2/Черновики"), ".v1%2E2.Черновики");
  for (const char* name : {"Archive/2026", "v1.2/Черновики", "INBOX/sub", "a b", ".."}) {
    EXPECT_EQ(name_on_disk(disk_name(name)), name);
  }
  EXPECT_EQ(canonical_name("inbox"), "INBOX");
  EXPECT_EQ(canonical_name("Inbox/sub"), "INBOX/sub");
  EXPECT_EQ(canonical_name("inboxes"), "inboxes");
}

TEST(FolderName, NoneLeadsOut) {
  for (const char* name : {"", "/", "/a", "a/", "a//b", "a\nb", "a*", "50%", "\xff", "\xc0\xaf",
                           "\xed\xa0\x80", "a\x7f"}) {
    EXPECT_TRUE(fault_of_name(name)) << name;
  }
  EXPECT_TRUE(fault_of_name(std::string("a\0b", 3)));
  EXPECT_TRUE(fault_of_name(std::string(300, 'a')));
  // On disk not even these are what they seem.
  EXPECT_EQ(disk_name(".."), ".%2E%2E");
  EXPECT_EQ(disk_name("../../etc"), ".%2E%2E.%2E%2E.etc");
  for (const char* on_disk : {".", "..", "cur", ".a..b", ".a%2F", ".INBOX", ".inbox.x", ".a%2e"}) {
    EXPECT_FALSE(name_on_disk(on_disk)) << on_disk;
  }
}

TEST(Mailbox, MakesRenamesAndRemovesFolders) {
  FolderWorld here;
  here.put(".Sent/cur/1.a:2,S", "a");
  here.put(".broken/new/1.a", "no cur, so no folder");
  here.run([](Platform&, MailStore& store) -> Task<> {
    const auto mailbox = store.mailbox(user);
    EXPECT_THAT(mailbox->folders().value(), ElementsAre("INBOX", "Sent"));
    for (const char* name : {"a/b", "a"}) {
      const auto made = co_await mailbox->create(name);
      EXPECT_TRUE(made) << made.error().message();
    }
    for (const char* name : {"a", "Sent", "inbox"}) {
      const auto again = co_await mailbox->create(name);
      EXPECT_EQ(again.error().kind, FailureKind::exists) << name;
    }
    const auto evil = co_await mailbox->create("a//b");
    EXPECT_EQ(evil.error().kind, FailureKind::invalid);
    const auto renamed = co_await mailbox->rename("a", "c/d");
    EXPECT_TRUE(renamed);
    EXPECT_THAT(mailbox->folders().value(), ElementsAre("INBOX", "Sent", "c/d", "c/d/b"));
    const auto onto = co_await mailbox->rename("Sent", "c/d");
    EXPECT_EQ(onto.error().kind, FailureKind::exists);
    const auto into_itself = co_await mailbox->rename("c/d", "c/d/e");
    EXPECT_EQ(into_itself.error().kind, FailureKind::invalid);
    const auto nothing = co_await mailbox->rename("none", "some");
    EXPECT_EQ(nothing.error().kind, FailureKind::not_found);
    const auto removed = co_await mailbox->remove("c/d");
    EXPECT_TRUE(removed);
    EXPECT_THAT(mailbox->folders().value(), ElementsAre("INBOX", "Sent", "c/d/b"));
    const auto never = co_await mailbox->remove("INBOX");
    EXPECT_EQ(never.error().kind, FailureKind::not_permitted);
    const auto opened = co_await mailbox->open("none", Tracer());
    EXPECT_EQ(opened.error().kind, FailureKind::not_found);
  });
  for (const std::string& path : here.world.disk(here.machine).files()) {
    EXPECT_EQ(path.find("mailtown-removing"), path.npos) << path;
  }
}

TEST(Mailbox, AFolderThatIsRenamedWhileOpenGoesOn) {
  FolderWorld here;
  here.put(".a/cur/1.a:2,S", "a");
  here.run([](Platform&, MailStore& store) -> Task<> {
    const auto mailbox = store.mailbox(user);
    const auto folder = co_await open_folder(store, "a");
    const auto validity = folder->uid_validity();
    const auto renamed = co_await mailbox->rename("a", "b");
    EXPECT_TRUE(renamed);
    const auto again = co_await open_folder(store, "b");
    EXPECT_EQ(folder, again);
    const auto appended = co_await append_text(*folder, "b");
    EXPECT_EQ(appended.value(), 2u);
    const auto refreshed = co_await folder->refresh();
    EXPECT_TRUE(refreshed);
    EXPECT_EQ(texts_of(*folder), "1:a 2:b");
    EXPECT_EQ(folder->uid_validity(), validity);
    const auto removed = co_await mailbox->remove("b");
    EXPECT_TRUE(removed);
    const auto gone = co_await folder->refresh();
    EXPECT_EQ(gone.error().kind, FailureKind::not_found);
    // Made again within the same second, it is another folder.
    const auto made = co_await mailbox->create("b");
    EXPECT_TRUE(made);
    const auto young = co_await open_folder(store, "b");
    EXPECT_GT(young->uid_validity(), validity);
    EXPECT_THAT(uids_of(*young), IsEmpty());
  });
}

TEST(Mailbox, RenamingTheInboxMovesItsMessages) {
  FolderWorld here;
  here.put("cur/1.a:2,S", "a");
  here.put("new/2.b", "b");
  here.run([](Platform&, MailStore& store) -> Task<> {
    const auto mailbox = store.mailbox(user);
    const auto renamed = co_await mailbox->rename("INBOX", "old");
    EXPECT_TRUE(renamed);
    EXPECT_THAT(mailbox->folders().value(), ElementsAre("INBOX", "old"));
    const auto old = co_await open_folder(store, "old");
    EXPECT_EQ(texts_of(*old), "1:a 2:b");
    const auto inbox = co_await open_folder(store);
    EXPECT_EQ(texts_of(*inbox), "");
  });
}

TEST(Mailbox, KeepsSubscriptions) {
  FolderWorld here;
  here.run([](Platform&, MailStore& store) -> Task<> {
    const auto mailbox = store.mailbox(user);
    EXPECT_THAT(mailbox->subscriptions().value(), IsEmpty());
    for (const char* name : {"b", "no/such/folder", "b", "inbox"}) {
      const auto subscribed = co_await mailbox->subscribe(name, true);
      EXPECT_TRUE(subscribed);
    }
    const auto left = co_await mailbox->subscribe("b", false);
    EXPECT_TRUE(left);
  });
  here.run([](Platform&, MailStore& store) -> Task<> {
    EXPECT_THAT(store.mailbox(user)->subscriptions().value(),
                ElementsAre("INBOX", "no/such/folder"));
    co_return;
  });
}

TEST(Mailbox, TwoSessionsThatOpenAFolderAtOnceShareIt) {
  FolderWorld here;
  here.put("new/1.a", "a");
  here.world.disk(here.machine).set_sync_latency(std::chrono::milliseconds(5));
  here.run([](Platform& platform, MailStore& store) -> Task<> {
    std::shared_ptr<Folder> other;
    const auto session = [](MailStore& all, std::shared_ptr<Folder>& into) -> Task<> {
      into = co_await open_folder(all);
    };
    platform.tasks.spawn("session", session(store, other));
    const auto folder = co_await open_folder(store);
    co_await platform.clock.sleep_until(Instant(std::chrono::seconds(1)));
    EXPECT_EQ(folder, other);
    EXPECT_EQ(texts_of(*folder), "1:a");
  });
}

}  // namespace
}  // namespace mailtown::mailbox
