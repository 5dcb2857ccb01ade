#include <gtest/gtest.h>

#include "simulator/report/sequence.h"

namespace mailtown::report {
namespace {

using Lines = std::vector<std::string>;

TEST(Wrapped, KeepsLinesWithinTheirLength) {
  EXPECT_EQ(wrapped("one two three", 7), (Lines{"one two", "three"}));
  EXPECT_EQ(wrapped("one two three", 6), (Lines{"one", "two", "three"}));
  EXPECT_EQ(wrapped("письмо лежит", 12), (Lines{"письмо лежит"})) << "characters, not bytes";
  EXPECT_EQ(wrapped("письмо лежит", 11), (Lines{"письмо", "лежит"}));
}

TEST(Wrapped, GivesALongerWordALineOfItsOwn) {
  EXPECT_EQ(wrapped("to mail.example.org now", 6), (Lines{"to", "mail.example.org", "now"}));
  EXPECT_EQ(wrapped("mail.example.org", 6), (Lines{"mail.example.org"}));
  EXPECT_EQ(wrapped("", 6), (Lines{""}));
}

}  // namespace
}  // namespace mailtown::report
