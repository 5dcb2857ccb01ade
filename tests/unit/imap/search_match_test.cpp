#include "imap/search_match.h"

#include <gtest/gtest.h>

#include "imap/command_codec.h"

namespace mailtown::imap {
namespace {

using namespace std::chrono;

struct Message {
  mailbox::Entry entry;
  Message() {
    entry.uid = 7;
    entry.bytes = 1000;
    entry.received = sys_days(2024y / March / 5) + 23h;
    entry.flags.seen = true;
    entry.flags.keywords = 1;
  }
  Truth match(const std::string& keys, const SearchMatch::Text* text = nullptr) const {
    const std::vector<mailbox::Entry> entries = {entry};
    const std::vector<std::string> keywords = {"$Junk"};
    const View view({entries, keywords, 1}, {});
    const auto search = parse_search(" " + keys);
    EXPECT_TRUE(search) << keys;
    const SearchMatch match(search->key, view);
    return match.match(entry, {1, 7}, false, keywords, text);
  }
};

TEST(SearchMatch, FromTheListAlone) {
  const Message message;
  for (const char* keys : {"ALL", "SEEN", "NOT DRAFT", "KEYWORD $junk", "UNKEYWORD x", "LARGER 999",
                           "SMALLER 1001", "ON 5-Mar-2024", "SINCE 5-Mar-2024", "BEFORE 6-Mar-2024",
                           "UID 7", "UID 1:*", "1", "OLD", "OR DRAFT SEEN", "(SEEN UID 7)"}) {
    EXPECT_EQ(message.match(keys), Truth::yes) << keys;
  }
  for (const char* keys : {"UNSEEN", "DRAFT", "LARGER 1000", "SMALLER 1000", "BEFORE 5-Mar-2024",
                           "SINCE 6-Mar-2024", "UID 8:9", "NEW", "RECENT", "OR DRAFT UNSEEN"}) {
    EXPECT_EQ(message.match(keys), Truth::no) << keys;
  }
}

TEST(SearchMatch, LooksIntoTheTextOnlyIfItMust) {
  const Message message;
  EXPECT_EQ(message.match("UNSEEN TEXT x"), Truth::no);
  EXPECT_EQ(message.match("OR SEEN TEXT x"), Truth::yes);
  EXPECT_EQ(message.match("SEEN TEXT x"), Truth::unknown);
  EXPECT_EQ(message.match("NOT TEXT x"), Truth::unknown);
  EXPECT_EQ(message.match("SENTON 1-Jan-2024"), Truth::unknown);
}

TEST(SearchMatch, WithTheText) {
  const Message message;
  SearchMatch::Text text;
  text.found = {true, false};
  text.sent = sys_days(2024y / January / 1);
  EXPECT_EQ(message.match("SUBJECT a NOT BODY b", &text), Truth::yes);
  EXPECT_EQ(message.match("SUBJECT a BODY b", &text), Truth::no);
  EXPECT_EQ(message.match("SENTON 1-Jan-2024", &text), Truth::yes);
  EXPECT_EQ(message.match("SENTBEFORE 1-Jan-2024", &text), Truth::no);
  EXPECT_EQ(message.match("SENTSINCE 1-Jan-2024", &text), Truth::yes);
}

}  // namespace
}  // namespace mailtown::imap
