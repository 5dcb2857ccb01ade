#include "imap/list_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailtown::imap {
namespace {

using testing::ElementsAre;

const std::vector<std::string> names = {"INBOX", "Archive/2026", "Sent", "work", "work/a/b"};

TEST(ListNames, EverythingWithTheLevelsBetween) {
  EXPECT_THAT(
      list_names({"", "*", false}, names),
      ElementsAre("* LIST (\\HasNoChildren) \"/\" INBOX",
                  "* LIST (\\Noselect \\HasChildren) \"/\" Archive",
                  "* LIST (\\HasNoChildren) \"/\" Archive/2026",
                  "* LIST (\\HasNoChildren \\Sent) \"/\" Sent", "* LIST (\\HasChildren) \"/\" work",
                  "* LIST (\\Noselect \\HasChildren) \"/\" work/a",
                  "* LIST (\\HasNoChildren) \"/\" work/a/b"));
}

TEST(ListNames, OneLevelAndAReference) {
  EXPECT_THAT(list_names({"work/", "%", false}, names),
              ElementsAre("* LIST (\\Noselect \\HasChildren) \"/\" work/a"));
  EXPECT_THAT(list_names({"", "inbox", false}, names),
              ElementsAre("* LIST (\\HasNoChildren) \"/\" INBOX"));
}

// RFC 3501 §6.3.9's example: with "foo/bar" subscribed, LSUB "%" tells of "foo".
TEST(ListSubscriptions, TellsTheLevelAboveOnlyForPercent) {
  const std::set<std::string> subscribed = {"foo/bar"};
  EXPECT_THAT(list_subscriptions({"", "%", true}, subscribed),
              ElementsAre("* LSUB (\\Noselect) \"/\" foo"));
  EXPECT_THAT(list_subscriptions({"", "*", true}, subscribed),
              ElementsAre("* LSUB () \"/\" foo/bar"));
}

}  // namespace
}  // namespace mailtown::imap
