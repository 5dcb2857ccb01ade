#include "imap/mailbox_name_codec.h"

#include <gtest/gtest.h>

#include "imap/string_codec.h"

namespace mailtown::imap {
namespace {

// RFC 3501 §5.1.3's own example, and more.
TEST(ModifiedUtf7, GoesBothWays) {
  const std::pair<const char*, const char*> names[] = {
      {"~peter/mail/&U,BTFw-/&ZeVnLIqe-", "~peter/mail/台北/日本語"},
      {"&BCcENQRABD0EPgQyBDgEOgQ4-", "Черновики"},
      {"a&-b", "a&b"},
      {"&2D3cDA-", "🐌"},
      {"&AOQ-x&APY-", "äxö"},
      {"", ""}};
  for (const auto& [wire, name] : names) {
    EXPECT_EQ(decode_utf7(wire), name);
    EXPECT_EQ(encode_utf7(name), wire);
  }
}

TEST(ModifiedUtf7, RefusesWhatIsBrokenOrHasAnotherSpelling) {
  for (const char* wire : {"&", "&AOQ", "&A-", "&AGE-", "&AOQ-&APY-", "&2D0-", "&3Iw-", "&AOR-",
                           "&AOQA-", "\xc3\xa4", "a\tb", "&AAAA-", "&!!!-", "&AA/-"}) {
    EXPECT_EQ(decode_utf7(wire), std::nullopt) << "took " << wire;
  }
}

TEST(ReadMailboxName, KnowsInboxInAnyCase) {
  TokenReader in("iNbOx");
  EXPECT_EQ(read_mailbox_name(in), "INBOX");
  TokenReader below("inbox/a");
  EXPECT_EQ(read_mailbox_name(below), "INBOX/a");
  TokenReader other("inboxes");
  EXPECT_EQ(read_mailbox_name(other), "inboxes");
}

TEST(ReadMailboxName, RefusesLongOnes) {
  const std::string name(mailbox_name_bytes_max + 1, 'a');
  TokenReader in(name);
  read_mailbox_name(in);
  EXPECT_TRUE(in.failed());
}

TEST(PrintMailboxName, QuotesWhatIsNoAtom) {
  EXPECT_EQ(print_mailbox_name("INBOX"), "INBOX");
  EXPECT_EQ(print_mailbox_name("a b"), "\"a b\"");
  EXPECT_EQ(print_mailbox_name("a\"b"), "\"a\\\"b\"");
  EXPECT_EQ(print_mailbox_name(""), "\"\"");
  EXPECT_EQ(print_mailbox_name("nil"), "\"nil\"");
  EXPECT_EQ(print_mailbox_name("Черновики"), "&BCcENQRABD0EPgQyBDgEOgQ4-");
}

TEST(MatchesPattern, StarCrossesLevelsAndPercentDoesNot) {
  EXPECT_TRUE(matches_pattern("a/b/c", "*"));
  EXPECT_TRUE(matches_pattern("a/b/c", "a/*"));
  EXPECT_TRUE(matches_pattern("a/b/c", "*c"));
  EXPECT_FALSE(matches_pattern("a/b/c", "a/%"));
  EXPECT_TRUE(matches_pattern("a/b/c", "%/b/%"));
  EXPECT_TRUE(matches_pattern("a", "%"));
  EXPECT_FALSE(matches_pattern("a/b", "%"));
  EXPECT_FALSE(matches_pattern("ab", "a"));
  EXPECT_TRUE(matches_pattern("", "*"));
}

// Backtracking would take 2^100 steps.
TEST(MatchesPattern, NoPatternIsExponential) {
  std::string pattern;
  for (int i = 0; i < 300; ++i) pattern += "*a";
  std::string name(200, 'a');
  name.push_back('b');
  EXPECT_FALSE(matches_pattern(name, pattern));
}

}  // namespace
}  // namespace mailtown::imap
