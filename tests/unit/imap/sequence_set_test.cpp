#include "imap/sequence_set.h"

#include <gtest/gtest.h>

#include "imap/sequence_set_codec.h"

namespace mailtown::imap {

void PrintTo(const SequenceSet::Range& range, std::ostream* out) {
  *out << range.first << ':' << range.last;
}

namespace {

using Ranges = std::vector<SequenceSet::Range>;

SequenceSet set_of(const char* text) {
  TokenReader in(text);
  SequenceSet set = read_sequence_set(in);
  EXPECT_TRUE(in.done(0)) << text;
  return set;
}

TEST(SequenceSet, SortsMergesAndTurnsRound) {
  EXPECT_EQ(set_of("5,3:1,2:4").resolved(9), (Ranges{{1, 5}}));
  EXPECT_EQ(set_of("7,1,3").resolved(9), (Ranges{{1, 1}, {3, 3}, {7, 7}}));
  EXPECT_EQ(set_of("1,2,3").resolved(9), (Ranges{{1, 3}}));
}

TEST(SequenceSet, StarIsTheLargest) {
  EXPECT_EQ(set_of("*").resolved(9), (Ranges{{9, 9}}));
  EXPECT_EQ(set_of("3:*").resolved(9), (Ranges{{3, 9}}));
  EXPECT_EQ(set_of("*:3").resolved(9), (Ranges{{3, 9}}));
  // RFC 3501 §6.4.8: "UID FETCH 12:*" tells of the last message even if its UID is 9.
  EXPECT_EQ(set_of("12:*").resolved(9), (Ranges{{9, 12}}));
  EXPECT_EQ(set_of("*").resolved(0), Ranges{});
}

TEST(SequenceSet, ReachesToTheLargestNumber) {
  EXPECT_EQ(set_of("4294967295,4294967294:*").resolved(5), (Ranges{{5, 4294967295}}));
  EXPECT_EQ(set_of("1:4294967295,7").resolved(5), (Ranges{{1, 4294967295}}));
}

TEST(SequenceSet, Contains) {
  const Ranges ranges = set_of("2:4,8").resolved(9);
  for (const std::uint32_t in : {2u, 3u, 4u, 8u}) EXPECT_TRUE(contains(ranges, in)) << in;
  for (const std::uint32_t out : {1u, 5u, 7u, 9u}) EXPECT_FALSE(contains(ranges, out)) << out;
  EXPECT_FALSE(contains({}, 1));
}

TEST(SequenceSet, ARangeToStarNamesNothingThatCouldBeMissing) {
  EXPECT_EQ(set_of("2,7").largest_named(), 7u);
  EXPECT_EQ(set_of("9:*,2").largest_named(), 2u);
  EXPECT_EQ(set_of("*").largest_named(), 0u);
}

TEST(SequenceSet, RefusesWhatIsNone) {
  for (const char* text : {"", "0", "0:5", "a", "1:", ":1", "1,", ",1", "1::2", "-1", "4294967296",
                           "**", "1 2", "1:2:3"}) {
    TokenReader in(text);
    read_sequence_set(in);
    EXPECT_FALSE(in.done(0)) << "took " << text;
  }
}

TEST(PrintNumbers, JoinsNeighbours) {
  EXPECT_EQ(print_numbers({1, 2, 3, 5, 7, 8}), "1:3,5,7:8");
  EXPECT_EQ(print_numbers({}), "");
}

}  // namespace
}  // namespace mailtown::imap
