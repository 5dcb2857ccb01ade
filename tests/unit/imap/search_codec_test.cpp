#include "imap/search_codec.h"

#include <gtest/gtest.h>

#include "imap/command_codec.h"

namespace mailtown::imap {
namespace {

using Kind = SearchKey::Kind;
using namespace std::chrono;

SearchKey only_key(const std::string& text) {
  const auto search = parse_search(" " + text);
  EXPECT_TRUE(search) << text << ": " << (search ? "" : search.error().text);
  return search && search->key.children.size() == 1 ? search->key.children[0] : SearchKey{};
}

TEST(ReadSearch, AllKeysMustHold) {
  const auto search = parse_search(" UNSEEN FROM ivanov");
  ASSERT_TRUE(search);
  ASSERT_EQ(search->key.kind, Kind::all_of);
  ASSERT_EQ(search->key.children.size(), 2u);
  EXPECT_EQ(search->key.children[0].kind, Kind::none_of);
  EXPECT_EQ(search->key.children[1].field, "FROM");
  EXPECT_EQ(search->key.children[1].text, "ivanov");
}

TEST(ReadSearch, EveryKey) {
  EXPECT_EQ(only_key("ALL").kind, Kind::all_of);
  EXPECT_EQ(only_key("answered").text, "\\Answered");
  EXPECT_EQ(only_key("NEW").children.size(), 2u);
  EXPECT_EQ(only_key("KEYWORD $Forwarded").text, "$Forwarded");
  EXPECT_EQ(only_key("LARGER 1000").bytes, 1000u);
  EXPECT_EQ(only_key("SENTSINCE 1-Feb-1994").day, sys_days(1994y / February / 1));
  EXPECT_EQ(only_key("ON \"28-Feb-1994\"").kind, Kind::on);
  EXPECT_EQ(only_key("HEADER Message-ID \"\"").field, "Message-ID");
  EXPECT_EQ(only_key("UID 1:5").kind, Kind::uid);
  EXPECT_EQ(only_key("2,4:*").kind, Kind::sequence);
  EXPECT_EQ(only_key("OR SEEN (NOT DRAFT BODY x)").children[1].children.size(), 2u);
  EXPECT_EQ(only_key("TEXT {5}\r\nh\xc3\xa9lo").text, "h\xc3\xa9lo");
}

TEST(ReadSearch, KnowsTwoCharsets) {
  EXPECT_TRUE(parse_search(" CHARSET UTF-8 TEXT {2}\r\n\xc3\xa9"));
  EXPECT_TRUE(parse_search(" charset us-ascii ALL"));
  const auto other = parse_search(" CHARSET KOI8-R ALL");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().to_string("a"),
            "a NO [BADCHARSET (US-ASCII UTF-8)] I search in UTF-8 only");
}

TEST(ReadSearch, RefusesWhatIsNone) {
  for (const char* text : {"",
                           "X",
                           "NOT",
                           "OR SEEN",
                           "()",
                           "(SEEN",
                           "SEEN)",
                           "LARGER x",
                           "LARGER -1",
                           "BEFORE yesterday",
                           "ON 32-Jan-2024",
                           "ON 29-Feb-2023",
                           "HEADER x",
                           "FROM",
                           "UID",
                           "UID x",
                           "SEEN  DRAFT",
                           "KEYWORD \\Seen",
                           "TEXT {2}\r\n\xc3\x28",
                           "TEXT {1}\r\n\xff",
                           "CHARSET",
                           "CHARSET UTF-8"}) {
    EXPECT_FALSE(parse_search(std::string(" ") + text)) << "took " << text;
  }
}

TEST(ReadSearch, IsBoundedInDepthAndNumber) {
  const auto nested = [](std::size_t depth) {
    return " " + std::string(depth, '(') + "ALL" + std::string(depth, ')');
  };
  EXPECT_TRUE(parse_search(nested(40)));
  EXPECT_FALSE(parse_search(nested(1000)));
  std::string nots = " ";
  for (int i = 0; i < 1000; ++i) nots += "NOT ";
  EXPECT_FALSE(parse_search(nots + "ALL"));
  std::string ors = " ";
  for (int i = 0; i < 1000; ++i) ors += "OR ALL ";
  EXPECT_FALSE(parse_search(ors + "ALL"));
  std::string many = " ALL";
  for (int i = 0; i < 2000; ++i) many += " ALL";
  EXPECT_FALSE(parse_search(many));
}

}  // namespace
}  // namespace mailtown::imap
