// What a folder shows and does, without crashes.
#include "mailbox/folder.h"

#include "tests/unit/mailbox/folder_world.h"

namespace mailtown::mailbox {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(Folder, GivesUidsByAgeAndKeepsThem) {
  FolderWorld here;
  here.put("new/20.b.mx", "b");
  here.put("new/3.a.mx", "a");
  std::uint32_t validity = 0;
  here.run([&](Platform& platform, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    EXPECT_EQ(texts_of(*folder), "1:a 2:b");
    EXPECT_EQ(folder->uid_next(), 3u);
    validity = folder->uid_validity();
    EXPECT_GT(validity, 1'000'000'000u);
    EXPECT_EQ(folder->entries()[1].received, WallTime(20s));
    EXPECT_EQ(folder->entries()[1].bytes, 1u);
    file_message(platform.disk, "1.older.mx", "c");
    const auto refreshed = co_await folder->refresh();
    EXPECT_TRUE(refreshed);
    EXPECT_EQ(texts_of(*folder), "1:a 2:b 3:c") << "what comes later has a higher UID";
  });
  here.run([&](Platform&, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    EXPECT_EQ(texts_of(*folder), "1:a 2:b 3:c");
    EXPECT_EQ(folder->uid_validity(), validity);
    EXPECT_EQ(folder->uid_next(), 4u);
  });
}

TEST(Folder, ReadsTheFlagsFromTheNames) {
  FolderWorld here;
  here.put("cur/1.a:2,FRST", "a");
  here.put("cur/2.b:2,DPb", "b");
  here.put("mailtown-keywords", "a $Forwarded\nb Work\n");
  here.run([](Platform&, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    const Flags first{.seen = true, .answered = true, .flagged = true, .deleted = true};
    EXPECT_EQ(folder->entries()[0].flags, first);
    const Flags second{.draft = true, .keywords = 2};
    EXPECT_EQ(folder->entries()[1].flags, second);
    EXPECT_THAT(folder->keywords(), ElementsAre("$Forwarded", "Work"));
  });
}

TEST(Folder, ChangesFlagsAndKeepsLettersThatItDoesNotKnow) {
  FolderWorld here;
  here.put("cur/1.a:2,DP", "a");
  here.put("new/2.b", "b");
  here.run([](Platform&, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    const auto before = folder->version();
    FlagChange add{.how = FlagChange::How::add, .flags = {.seen = true}, .keywords = {"Work"}};
    const auto added = co_await folder->set_flags(these(1, 2, 77), add, Tracer());
    EXPECT_TRUE(added);
    EXPECT_GT(folder->entries()[0].changed, before);
    FlagChange replace{.how = FlagChange::How::replace, .flags = {.answered = true}};
    const auto replaced = co_await folder->set_flags(these(2), replace, Tracer());
    EXPECT_TRUE(replaced);
    FlagChange remove{.how = FlagChange::How::remove, .flags = {.draft = true}};
    const auto removed =
        co_await folder->set_flags(these(1, 2), remove, Tracer(), Folder::Safety::lazily);
    EXPECT_TRUE(removed);
    const auto same = folder->version();
    const auto again = co_await folder->set_flags(these(1, 2), remove, Tracer());
    EXPECT_TRUE(again);
    EXPECT_EQ(folder->version(), same) << "nothing changed";
  });
  EXPECT_THAT(here.files("cur"), ElementsAre("1.a:2,PSa", "2.b:2,R"));
}

TEST(Folder, TakesTwentySixKeywordsWithoutRegardToCase) {
  FolderWorld here;
  here.put("cur/1.a:2,", "a");
  here.run([](Platform&, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    FlagChange many{.how = FlagChange::How::add, .flags = {}, .keywords = {}};
    for (int i = 0; i < 26; ++i) many.keywords.push_back("word" + std::to_string(i));
    const auto added = co_await folder->set_flags(these(1), many, Tracer());
    EXPECT_TRUE(added);
    FlagChange more{.how = FlagChange::How::add, .flags = {}, .keywords = {"WORD3", "another"}};
    const auto refused = co_await folder->set_flags(these(1), more, Tracer());
    EXPECT_EQ(refused.error().kind, FailureKind::full);
    more.keywords.pop_back();
    const auto known = co_await folder->set_flags(these(1), more, Tracer());
    EXPECT_TRUE(known);
    EXPECT_EQ(folder->keywords().size(), 26u);
  });
  EXPECT_THAT(here.files("cur"), ElementsAre("1.a:2,abcdefghijklmnopqrstuvwxyz"));
}

TEST(Folder, TellsRecentToOneSessionOnly) {
  FolderWorld here;
  here.put("new/1.a", "a");
  here.put("cur/2.b:2,", "b");
  here.run([](Platform&, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    const auto other = co_await open_folder(store);
    EXPECT_EQ(folder, other) << "sessions share it";
    const auto first = co_await folder->claim_recent();
    EXPECT_THAT(first.value(), ElementsAre(1));
    const auto second = co_await other->claim_recent();
    EXPECT_THAT(second.value(), IsEmpty());
    const auto appended = co_await append_text(*folder, "c");
    EXPECT_EQ(appended.value(), 3u);
    const auto third = co_await other->claim_recent();
    EXPECT_THAT(third.value(), ElementsAre(3));
  });
  EXPECT_THAT(here.files("new"), IsEmpty());
}

TEST(Folder, AppendsWithFlagsAndDate) {
  FolderWorld here;
  here.run([&](Platform&, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    Incoming incoming{.flags = {.seen = true},
                      .keywords = {"Work"},
                      .received = WallTime(1234567890s + 5ms),
                      .bytes = 4};
    const auto uid = co_await append_text(*folder, "text", incoming);
    EXPECT_EQ(uid.value(), 1u);
    const Entry& entry = folder->entries()[0];
    EXPECT_EQ(entry.received, WallTime(1234567890s));
    EXPECT_TRUE(entry.flags.seen);
    EXPECT_EQ(entry.flags.keywords, 1u);
    EXPECT_EQ(entry.bytes, 4u);
    { const auto dropped = folder->begin({}); }
  });
  EXPECT_THAT(here.files("tmp"), IsEmpty()) << "a draft without commit leaves nothing";
  EXPECT_THAT(here.files("cur"),
              ElementsAre(testing::MatchesRegex("1234567890\\.D[0-9a-f]+:2,Sa")));
}

TEST(Folder, ExpungesAndNeverGivesAUidTwice) {
  FolderWorld here;
  for (const char* name : {"1.a", "2.b", "3.c"}) here.put(std::string("cur/") + name + ":2,", name);
  here.run([](Platform&, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    const auto file = folder->open(3);
    const auto gone = co_await folder->expunge(these(3, 1, 3, 99), Tracer());
    EXPECT_TRUE(gone);
    EXPECT_THAT(uids_of(*folder), ElementsAre(2));
    EXPECT_EQ((*file)->size(), 3u) << "an open text stays readable";
  });
  here.run([](Platform&, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    EXPECT_EQ(folder->uid_next(), 4u);
    const auto uid = co_await append_text(*folder, "d");
    EXPECT_EQ(uid.value(), 4u);
  });
}

TEST(Folder, CopiesAndMovesWithFlagsAndDates) {
  FolderWorld here;
  here.put("cur/10.a:2,Sb", "a");
  here.put("cur/20.b:2,F", "b");
  here.put("mailtown-keywords", "a One\nb Two\n");
  here.run([](Platform&, MailStore& store) -> Task<> {
    const auto created = co_await store.mailbox(user)->create("Archive/2026");
    EXPECT_TRUE(created) << created.error().message();
    const auto inbox = co_await open_folder(store);
    const auto archive = co_await open_folder(store, "Archive/2026");
    const auto copied = co_await inbox->copy_to(these(1, 9), *archive, Tracer());
    EXPECT_THAT(copied.value(), ElementsAre(Pair(1, 1)));
    EXPECT_THAT(archive->keywords(), ElementsAre("Two")) << "words, not letters, are copied";
    const auto moved = co_await inbox->move_to(these(1, 2), *archive, Tracer());
    EXPECT_THAT(moved.value(), ElementsAre(Pair(1, 2), Pair(2, 3)));
    EXPECT_EQ(texts_of(*archive), "1:a 2:a 3:b");
    EXPECT_EQ(texts_of(*inbox), "");
    EXPECT_TRUE(archive->entries()[0].flags.seen);
    EXPECT_EQ(archive->entries()[0].flags.keywords, 1u);
    EXPECT_EQ(archive->entries()[2].received, WallTime(20s));
    const auto within = co_await archive->copy_to(these(3), *archive, Tracer());
    EXPECT_THAT(within.value(), ElementsAre(Pair(3, 4)));
    const auto again = co_await archive->move_to(these(4), *archive, Tracer());
    EXPECT_THAT(again.value(), ElementsAre(Pair(4, 5)));
    EXPECT_EQ(texts_of(*archive), "1:a 2:a 3:b 5:b");
  });
}

// --- others at work ------------------------------------------------------------------------------

TEST(Folder, TakesInWhatOthersChange) {
  FolderWorld here;
  here.put("tmp/x", "");
  for (const char* name : {"1.a", "2.b", "3.c"}) here.put(std::string("cur/") + name + ":2,", name);
  here.run([](Platform& platform, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    Disk& disk = platform.disk;
    const auto before = folder->version();
    const auto idle = co_await folder->refresh();
    EXPECT_TRUE(idle);
    EXPECT_EQ(folder->version(), before) << "nothing has changed";
    (void)disk.rename(inbox_path + "/cur/1.a:2,", inbox_path + "/cur/1.a:2,S");
    (void)disk.remove(inbox_path + "/cur/2.b:2,");
    file_message(disk, "4.d", "4.d");
    file_message(disk, ".hidden", "no message");
    const auto refreshed = co_await folder->refresh();
    EXPECT_TRUE(refreshed);
    EXPECT_EQ(texts_of(*folder), "1:1.a 3:3.c 4:4.d");
    EXPECT_TRUE(folder->entries()[0].flags.seen);
    EXPECT_EQ(folder->entries()[1].changed, before);
    // A name that comes back is a new message.
    file_message(disk, "2.b", "back");
    const auto again = co_await folder->refresh();
    EXPECT_TRUE(again);
    EXPECT_EQ(texts_of(*folder), "1:1.a 3:3.c 4:4.d 5:back");
  });
}

TEST(Folder, FindsAFileThatAnotherProgramRenamed) {
  FolderWorld here;
  here.put("cur/1.a:2,", "a");
  here.run([](Platform& platform, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    (void)platform.disk.rename(inbox_path + "/cur/1.a:2,", inbox_path + "/cur/1.a:2,F");
    EXPECT_EQ(texts_of(*folder), "1:a");
    (void)platform.disk.rename(inbox_path + "/cur/1.a:2,F", inbox_path + "/cur/1.a:2,R");
    FlagChange seen{.how = FlagChange::How::add, .flags = {.seen = true}};
    const auto set = co_await folder->set_flags(these(1), seen, Tracer());
    EXPECT_TRUE(set);
  });
  EXPECT_THAT(here.files("cur"), ElementsAre("1.a:2,RS")) << "the other's change is kept";
}

TEST(Folder, WakesWhoWaitsWhenMailIsDelivered) {
  FolderWorld here;
  here.put("cur/1.a:2,", "a");
  std::vector<std::string> seen;
  here.start([&](Platform& platform, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    while (folder->entries().size() < 2) {
      co_await folder->wait_for_change(folder->version(), no_deadline);
      const auto refreshed = co_await folder->refresh();
      EXPECT_TRUE(refreshed);
    }
    seen.push_back(texts_of(*folder));
    EXPECT_EQ(platform.clock.now(), Instant(3s));
  });
  here.start([&](Platform& platform, MailStore&) -> Task<> {
    co_await platform.clock.sleep_until(Instant(3s));
    (void)platform.disk.make_folder(inbox_path + "/tmp");
    file_message(platform.disk, "2.b", "b");
  });
  here.world.run_until_idle();
  here.expect_no_defects();
  EXPECT_THAT(seen, ElementsAre("1:a 2:b"));
}

TEST(Folder, WakesAnotherSessionOfTheSameProgram) {
  FolderWorld here;
  here.put("cur/1.a:2,", "a");
  bool woken = false;
  here.run([&](Platform& platform, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    const auto other = [](Platform& all, Folder& watched, bool& told) -> Task<> {
      while (!watched.entries()[0].flags.seen) {
        co_await watched.wait_for_change(watched.version(), all.clock.in(1h));
      }
      told = all.clock.now() < Instant(1h);
    };
    platform.tasks.spawn("session", other(platform, *folder, woken));
    co_await platform.clock.sleep_until(Instant(1s));
    FlagChange seen{.how = FlagChange::How::add, .flags = {.seen = true}};
    (void)co_await folder->set_flags(these(1), seen, Tracer());
    co_await platform.clock.sleep_until(Instant(2s));
  });
  EXPECT_TRUE(woken);
}

// The index cannot take the new message in, so there is nothing to be told of: whoever waits must
// not be sent round and round at once, or nothing else would ever run.
TEST(Folder, AWaitOnAFullDiskLetsTimePass) {
  FolderWorld here;
  here.put("cur/1.a:2,", "a");
  bool failed = false;
  here.run([&](Platform& platform, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    (void)platform.disk.make_folder(inbox_path + "/tmp");
    file_message(platform.disk, "2.b", "b");
    here.world.disk(here.machine).set_capacity(1);
    const auto refreshed = co_await folder->refresh();
    failed = !refreshed;
    const auto before = platform.clock.now();
    co_await folder->wait_for_change(folder->version(), platform.clock.in(1h));
    EXPECT_GT(platform.clock.now(), before);
    here.world.disk(here.machine).set_capacity(1'000'000);
    const auto again = co_await folder->refresh();
    EXPECT_TRUE(again);
    EXPECT_EQ(texts_of(*folder), "1:a 3:b") << "nothing is lost, and no UID given twice";
  });
  EXPECT_TRUE(failed) << "the disk was not full";
}

TEST(Folder, ATwinOfAMessageGoesWithIt) {
  FolderWorld here;
  for (const char* file : {"cur/1.a:2,", "cur/1.a:2,S", "new/1.a", "cur/2.b:2,", "new/2.b"}) {
    here.put(file, file);
  }
  here.run([](Platform&, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    EXPECT_THAT(uids_of(*folder), ElementsAre(1, 2)) << "a name is one message";
    const auto gone = co_await folder->expunge(these(1), Tracer());
    EXPECT_TRUE(gone);
    const auto refreshed = co_await folder->refresh();
    EXPECT_TRUE(refreshed);
    EXPECT_THAT(uids_of(*folder), ElementsAre(2));
  });
  EXPECT_THAT(here.files("cur"), ElementsAre("2.b:2,"));
  EXPECT_THAT(here.files("new"), ElementsAre("2.b"));
}

// --- the index -----------------------------------------------------------------------------------

struct Opened {
  std::string texts;
  std::uint32_t validity = 0;
  std::vector<std::string> rules;  // of the decisions "index"
};

Opened open_once(FolderWorld& here) {
  Opened opened;
  here.run([&](Platform& platform, MailStore& store) -> Task<> {
    const auto folder = co_await store.mailbox(user)->open("INBOX", platform.tracer);
    opened.texts = texts_of(**folder);
    opened.validity = (*folder)->uid_validity();
  });
  for (const auto& event : here.world.trace().events) {
    const auto* made = std::get_if<trace::Decision>(&event.payload);
    if (made != nullptr && made->about == "index") opened.rules.push_back(made->rule);
  }
  return opened;
}

TEST(FolderIndex, ALostOneIsMadeAnewUnderANewUidValidity) {
  FolderWorld here;
  here.put("cur/1.a:2,", "a");
  here.put("new/2.b", "b");
  const auto first = open_once(here);
  EXPECT_EQ(first.texts, "1:a 2:b");
  EXPECT_THAT(first.rules, ElementsAre("index.lost")) << "somebody had claimed a message";
  here.run([](Platform& platform, MailStore&) -> Task<> {
    (void)platform.disk.remove(inbox_path + "/mailtown-index");
    (void)platform.disk.remove(inbox_path + "/cur/1.a:2,");
    co_return;
  });
  const auto second = open_once(here);
  EXPECT_EQ(second.texts, "1:b");
  EXPECT_GT(second.validity, first.validity);
}

TEST(FolderIndex, ANewMailboxHasNothingToTell) {
  FolderWorld here;
  here.put("new/2.b", "b");
  EXPECT_THAT(open_once(here).rules, IsEmpty());
  EXPECT_THAT(open_once(here).rules, IsEmpty());
}

TEST(FolderIndex, DamageIsFoundAndNeverBelieved) {
  struct Case {
    const char* what;
    std::function<void(std::string&)> spoil;
    const char *rule, *texts;
    bool keeps_validity;
  };
  const std::vector<Case> cases = {
      {"the end torn", [](std::string& index) { index.resize(index.size() - 5); }, "index.torn",
       "1:a 2:b 4:c", true},
      {"a byte within", [](std::string& index) { index[index.find("1.a")] = '9'; }, "index.torn",
       "2:b 3:c 4:a", true},
      {"the head", [](std::string& index) { index[3] = 'x'; }, "index.damaged", "1:a 2:b 3:c",
       false},
      {"nothing left", [](std::string& index) { index.clear(); }, "index.damaged", "1:a 2:b 3:c",
       false},
  };
  for (const Case& one : cases) {
    FolderWorld here;
    for (const char* name : {"a", "b", "c"}) {
      here.put("new/" + std::to_string(name[0] - 'a' + 1) + "." + name, name);
    }
    const auto before = open_once(here);
    auto index = here.world.disk(here.machine).get(inbox_path + "/mailtown-index").value();
    one.spoil(index);
    here.put("mailtown-index", index);
    const auto after = open_once(here);
    EXPECT_EQ(after.texts, one.texts) << one.what;
    EXPECT_EQ(after.validity == before.validity, one.keeps_validity) << one.what;
    EXPECT_THAT(after.rules, ElementsAre(one.rule)) << one.what;
    EXPECT_EQ(open_once(here).texts, one.texts) << one.what << ", opened again";
  }
}

TEST(FolderIndex, IsRewrittenWhenMostOfItIsGone) {
  FolderWorld here;
  here.run([](Platform&, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    for (int i = 0; i < 600; ++i) {
      const auto uid = co_await append_text(*folder, "x");
      const auto gone = co_await folder->expunge(these(*uid), Tracer());
      EXPECT_TRUE(gone);
    }
  });
  const auto size = [&] {
    return here.world.disk(here.machine).get(inbox_path + "/mailtown-index")->size();
  };
  EXPECT_GT(size(), 10'000u);
  here.run([](Platform&, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    EXPECT_EQ(folder->uid_next(), 601u);
  });
  EXPECT_LT(size(), 100u);
}

TEST(FolderIndex, AFullDiskKeepsNobodyFromReadingAndRemoving) {
  FolderWorld here;
  here.put("cur/1.a:2,", "a long text");
  here.put("cur/2.b:2,", "b");
  here.world.disk(here.machine).set_capacity(12);
  here.run([](Platform& platform, MailStore& store) -> Task<> {
    const auto folder = co_await open_folder(store);
    EXPECT_EQ(texts_of(*folder), "1:a long text 2:b");
    const auto gone = co_await folder->expunge(these(1), Tracer());
    EXPECT_TRUE(gone);
    EXPECT_FALSE(platform.disk.stat(inbox_path + "/mailtown-index"));
  });
  here.world.disk(here.machine).set_capacity(10'000);
  const auto opened = open_once(here);
  EXPECT_EQ(opened.texts, "1:b");
}

}  // namespace
}  // namespace mailtown::mailbox
