#include "message/hop_counter.h"

#include <gtest/gtest.h>

namespace mailtown::message {
namespace {

constexpr std::string_view letter =
    "Received: from a.example.org\r\n"
    "  Received: is how this line goes on\r\n"
    "RECEIVED : from b.example.org\r\n"
    "X-Received: from c.example.org\r\n"
    "Subject: Received: from d.example.org\r\n"
    "received:\r\n"
    "\r\n"
    "Received: from e.example.org\r\n";

TEST(HopCounter, CountsTheFieldsOfTheHeaderOnly) {
  HopCounter hops;
  hops.add(letter);
  EXPECT_EQ(hops.count(), 3u);
}

TEST(HopCounter, CountsTheSameWhereverThePiecesEnd) {
  for (std::size_t cut = 0; cut <= letter.size(); ++cut) {
    HopCounter hops;
    hops.add(letter.substr(0, cut));
    hops.add(letter.substr(cut));
    EXPECT_EQ(hops.count(), 3u) << "cut at " << cut;
  }
}

TEST(HopCounter, CountsByteByByteAndWithBareLineEnds) {
  HopCounter hops;
  for (const char c : std::string_view("Received: a\nReceived: b\n\nReceived: c\n")) {
    hops.add({&c, 1});
  }
  EXPECT_EQ(hops.count(), 2u);
}

TEST(HopCounter, SeesNothingInAMessageWithoutHeader) {
  HopCounter hops;
  hops.add("\r\nReceived: from a.example.org\r\n");
  EXPECT_EQ(hops.count(), 0u);
}

}  // namespace
}  // namespace mailtown::message
