#include "imap/fetch_codec.h"

#include <gtest/gtest.h>

#include "imap/command_codec.h"

namespace mailtown::imap {
namespace {

using Kind = FetchItem::Kind;
using Text = Section::Text;

FetchItem item_of(const std::string& text) {
  const auto fetch = parse_fetch(" 1 " + text);
  EXPECT_TRUE(fetch) << text << ": " << (fetch ? "" : fetch.error().text);
  return fetch && fetch->items.size() == 1 ? fetch->items[0] : FetchItem{};
}

TEST(ReadFetchItems, Macros) {
  EXPECT_EQ(parse_fetch(" 1 FAST")->items.size(), 3u);
  EXPECT_EQ(parse_fetch(" 1 all")->items.size(), 4u);
  EXPECT_EQ(parse_fetch(" 1 FULL")->items.size(), 5u);
  EXPECT_FALSE(parse_fetch(" 1 (ALL)"));
}

TEST(ReadFetchItems, TheOldNames) {
  EXPECT_TRUE(item_of("RFC822").marks_seen);
  EXPECT_EQ(item_of("RFC822").label, "RFC822");
  EXPECT_FALSE(item_of("RFC822.HEADER").marks_seen);
  EXPECT_EQ(item_of("RFC822.HEADER").section.text, Text::header);
  EXPECT_TRUE(item_of("rfc822.text").marks_seen);
  EXPECT_EQ(item_of("RFC822.SIZE").kind, Kind::size);
}

TEST(ReadFetchItems, Sections) {
  EXPECT_EQ(item_of("BODY").kind, Kind::body);
  EXPECT_TRUE(item_of("BODY[]").marks_seen);
  EXPECT_EQ(item_of("BODY[]").label, "BODY[]");
  EXPECT_FALSE(item_of("BODY.PEEK[]").marks_seen);
  EXPECT_EQ(item_of("BODY.PEEK[1.2]").section.part, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(item_of("body.peek[1.2.mime]").label, "BODY[1.2.MIME]");
  EXPECT_EQ(item_of("BODY[3.HEADER]").section.text, Text::header);
  const FetchItem fields = item_of("BODY.PEEK[HEADER.FIELDS (Subject \"To\")]");
  EXPECT_EQ(fields.section.fields, (std::vector<std::string>{"Subject", "To"}));
  EXPECT_EQ(fields.label, "BODY[HEADER.FIELDS (Subject To)]");
  EXPECT_EQ(item_of("BODY[HEADER.FIELDS.NOT (\"a b\")]").label,
            "BODY[HEADER.FIELDS.NOT (\"a b\")]");
}

TEST(ReadFetchItems, Partial) {
  const FetchItem item = item_of("BODY[]<100.20>");
  EXPECT_EQ(item.partial, (Partial{100, 20}));
  EXPECT_EQ(item.label, "BODY[]<100>");
}

TEST(ReadFetchItems, RefusesWhatIsNone) {
  for (const char* text : {"",
                           "()",
                           "(FLAGS",
                           "FLAGS)",
                           "(FLAGS  UID)",
                           "X",
                           "BODY[",
                           "BODY[]<",
                           "BODY[]<1>",
                           "BODY[]<1.0>",
                           "BODY[1.]",
                           "BODY[0]",
                           "BODY[1..2]",
                           "BODY[MIME]",
                           "BODY[1.2.X]",
                           "BODY[HEADER.FIELDS]",
                           "BODY[HEADER.FIELDS ()]",
                           "BODY[]<99999999999999999999.1>",
                           "BODY.PEEK",
                           "UID FLAGS"}) {
    EXPECT_FALSE(parse_fetch(std::string(" 1 ") + text)) << "took " << text;
  }
}

TEST(ReadFetchItems, StaysWithinItsBounds) {
  std::string deep = "1";
  for (int i = 0; i < 1000; ++i) deep += ".1";
  EXPECT_FALSE(parse_fetch(" 1 BODY[" + deep + "]"));
  std::string many = "UID";
  for (int i = 0; i < 1000; ++i) many += " UID";
  EXPECT_FALSE(parse_fetch(" 1 (" + many + ")"));
  EXPECT_FALSE(parse_fetch(" 1 " + std::string(1000, '(') + "UID" + std::string(1000, ')')));
}

}  // namespace
}  // namespace mailtown::imap
