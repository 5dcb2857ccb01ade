#include "trace/shared.h"

#include <gtest/gtest.h>

#include "trace/payloads.h"

namespace mailtown::trace {
namespace {

TEST(Shared, HoldsOneValueHoweverOftenItIsCopied) {
  const Text text = "a text that is too long to stand in the string itself";
  const Text same = text;
  EXPECT_EQ(&text.get(), &same.get());
  EXPECT_EQ(text, same);
}

TEST(Shared, IsReadLikeAString) {
  const Text text = std::string("mx1.example.com");
  EXPECT_EQ(text, "mx1.example.com");
  EXPECT_EQ(std::string("mx1.example.com"), text);
  EXPECT_NE(text, std::string_view("mx2.example.com"));
  EXPECT_EQ("to " + text + ", " + text->substr(0, 3), "to mx1.example.com, mx1");
  const std::string& whole = text;
  EXPECT_EQ(whole.size(), text.size());
  EXPECT_LT(text, Text("mx2.example.com"));
}

TEST(Shared, IsEmptyWithoutAValue) {
  for (const Text& text : {Text(), Text(""), Text(std::string())}) {
    EXPECT_TRUE(text.empty());
    EXPECT_EQ(text, "");
    EXPECT_EQ(text.size(), 0u);
  }
}

TEST(Shared, IsReplacedWithoutChangingItsCopies) {
  Text text = "before";
  const Text copy = text;
  text = "after";
  EXPECT_EQ(copy, "before");
  EXPECT_EQ(text, "after");
}

TEST(Shared, HoldsListsToo) {
  const Texts records = {"a", "b"};
  const Texts equal = std::vector<std::string>{"a", "b"};
  EXPECT_EQ(records, equal);
  EXPECT_EQ(records[1], "b");
  std::string all;
  for (const std::string& record : records) all += record;
  EXPECT_EQ(all, "ab");
  EXPECT_TRUE(Texts().empty());
}

// What the memory that a large trace needs depends on most.
TEST(Shared, KeepsEventsSmall) {
  EXPECT_LE(sizeof(Payload), 136u);
}

}  // namespace
}  // namespace mailtown::trace
