#include "imap/view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "imap/sequence_set_codec.h"

namespace mailtown::imap {

void PrintTo(const Target& target, std::ostream* out) {
  *out << target.number << '/' << target.uid;
}

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Lines = std::vector<std::string>;

// A folder in which things happen.
struct Town {
  std::vector<mailbox::Entry> entries;
  std::vector<std::string> keywords;
  std::uint64_t version = 0;

  explicit Town(Uid count) {
    for (Uid uid = 1; uid <= count; ++uid) add(uid);
  }
  void add(Uid uid) {
    mailbox::Entry entry;
    entry.uid = uid;
    entry.changed = ++version;
    entries.push_back(entry);
  }
  void remove(Uid uid) {
    std::erase_if(entries, [uid](const auto& entry) { return entry.uid == uid; });
    ++version;
  }
  void mark_seen(Uid uid) {
    for (auto& entry : entries) {
      if (entry.uid != uid) continue;
      entry.flags.seen = true;
      entry.changed = ++version;
    }
  }
  Snapshot now() const { return {entries, keywords, version}; }
};

std::vector<Target> targets(const View& view, const char* set, bool by_uid) {
  TokenReader in(set);
  return view.targets(read_sequence_set(in), by_uid);
}

TEST(View, SaysNothingWhileNothingHappens) {
  Town town(3);
  View view(town.now(), {});
  EXPECT_EQ(view.count(), 3u);
  EXPECT_THAT(view.report(town.now(), true), IsEmpty());
}

TEST(View, NumbersOfSeveralExpungesAreTrueOneAfterTheOther) {
  Town town(5);
  View view(town.now(), {});
  town.remove(2);
  town.remove(3);
  town.remove(5);
  EXPECT_THAT(view.report(town.now(), true),
              ElementsAre("* 5 EXPUNGE", "* 3 EXPUNGE", "* 2 EXPUNGE"));
  EXPECT_EQ(view.count(), 2u);
  EXPECT_EQ(view.uid_of(2), 4u);
}

TEST(View, KeepsWhatIsGoneUntilItMayTell) {
  Town town(3);
  View view(town.now(), {});
  town.remove(1);
  EXPECT_THAT(view.report(town.now(), false), IsEmpty());
  EXPECT_EQ(view.uid_of(1), 1u) << "the numbers have moved under the client";
  EXPECT_EQ(view.number_of(3), 3u);
  EXPECT_THAT(view.report(town.now(), true), ElementsAre("* 1 EXPUNGE"));
  EXPECT_EQ(view.number_of(3), 2u);
}

TEST(View, TellsNewMessagesBesideOnesThatAreGoneAndNotTold) {
  Town town(2);
  View view(town.now(), {});
  town.remove(1);
  town.add(3);
  EXPECT_THAT(view.report(town.now(), false), ElementsAre("* 3 EXISTS", "* 0 RECENT"));
  EXPECT_THAT(view.report(town.now(), true), ElementsAre("* 1 EXPUNGE"));
  EXPECT_EQ(view.count(), 2u);
}

TEST(View, NeverTellsOfWhatCameAndWentUnseen) {
  Town town(1);
  View view(town.now(), {});
  town.add(2);
  town.remove(2);
  EXPECT_THAT(view.report(town.now(), true), IsEmpty());
}

TEST(View, TellsFlagsOnce) {
  Town town(2);
  View view(town.now(), {});
  town.mark_seen(2);
  EXPECT_THAT(view.report(town.now(), false), ElementsAre("* 2 FETCH (UID 2 FLAGS (\\Seen))"));
  EXPECT_THAT(view.report(town.now(), false), IsEmpty());
}

TEST(View, OwnChangesAreToldOrPassedOver) {
  Town town(2);
  View view(town.now(), {});
  town.mark_seen(1);
  const auto first = targets(view, "1", false);
  EXPECT_THAT(view.tell_flags(town.now(), first), ElementsAre("* 1 FETCH (UID 1 FLAGS (\\Seen))"));
  EXPECT_THAT(view.report(town.now(), true), IsEmpty());
  town.mark_seen(2);
  view.pass_over(town.now(), targets(view, "2", false));
  EXPECT_THAT(view.report(town.now(), true), IsEmpty());
}

TEST(View, RecentBelongsToWhoClaimedIt) {
  Town town(2);
  View view(town.now(), {2});
  EXPECT_EQ(view.recent_count(), 1u);
  town.add(3);
  view.claim({3});
  EXPECT_THAT(view.report(town.now(), true), ElementsAre("* 3 EXISTS", "* 2 RECENT"));
  EXPECT_FALSE(view.is_recent(1));
  EXPECT_TRUE(view.is_recent(3));
}

TEST(View, TellsNewKeywords) {
  Town town(1);
  View view(town.now(), {});
  town.keywords.push_back("$Junk");
  ++town.version;
  EXPECT_THAT(view.report(town.now(), true),
              ElementsAre("* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Junk)"));
}

TEST(View, TargetsByNumberAndByUid) {
  Town town(9);
  town.remove(2);
  town.remove(4);
  View view(town.now(), {});
  EXPECT_THAT(targets(view, "2,4:5", false), ElementsAre(Target{2, 3}, Target{4, 6}, Target{5, 7}));
  EXPECT_THAT(targets(view, "1:4", true), ElementsAre(Target{1, 1}, Target{2, 3}));
  EXPECT_THAT(targets(view, "*", true), ElementsAre(Target{7, 9}));
  EXPECT_THAT(targets(view, "100:*", true), ElementsAre(Target{7, 9}));
  EXPECT_THAT(targets(view, "2,4,77", true), IsEmpty());
  EXPECT_THAT(targets(view, "1:4294967295", true), testing::SizeIs(7));
  EXPECT_THAT(targets(View(Town(0).now(), {}), "1:*", false), IsEmpty());
}

}  // namespace
}  // namespace mailtown::imap
