#include "platform/asio/random.h"

#include <set>

#include <gtest/gtest.h>

namespace mailtown {
namespace {

TEST(RealRandom, ASeedRepeatsEachPurposeByItself) {
  const auto first = real::make_random(7), second = real::make_random(7);
  second->bits("dns-id");  // one draw more elsewhere shifts nothing here
  for (int i = 0; i < 100; ++i) EXPECT_EQ(first->bits("mx-shuffle"), second->bits("mx-shuffle"));
}

TEST(RealRandom, SeedsAndPurposesDiffer) {
  std::set<std::uint64_t> seen;
  for (const auto seed : {1, 2, 3}) {
    const auto random = real::make_random(seed);
    for (const auto* purpose : {"a", "b", "ab", "ba"}) seen.insert(random->bits(purpose));
  }
  EXPECT_EQ(seen.size(), 12u);
}

TEST(RealRandom, WithoutASeedNothingRepeats) {
  const auto random = real::make_random({});
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random->bits("dns-id"));
  EXPECT_EQ(seen.size(), 1000u);
}

}  // namespace
}  // namespace mailtown
