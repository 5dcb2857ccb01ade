#include "simulator/reader/record_words.h"

#include <gtest/gtest.h>

namespace mailtown::reader {
namespace {

TEST(RecordWords, LeaveOutWhatASentenceNeedsNot) {
  EXPECT_EQ(short_record("example.com. 3600 IN MX 10 mx1.example.com.", "example.com"),
            "MX 10 mx1.example.com");
  EXPECT_EQ(short_record("mx1.example.com. 3600 IN A 192.0.2.1", "MX1.example.com"), "A 192.0.2.1");
  EXPECT_EQ(short_record("example.com. 60 IN MX 0 .", "example.com"), "MX 0 .");
}

TEST(RecordWords, NameTheOwnerWhenItIsAnother) {
  EXPECT_EQ(short_record("org. 86400 IN NS a.org-servers.test.", "mail.example.org"),
            "org NS a.org-servers.test");
  EXPECT_EQ(short_records({"www.example.org. 60 IN CNAME mx1.example.org.",
                           "mx1.example.org. 60 IN A 192.0.2.25"},
                          "www.example.org"),
            "CNAME mx1.example.org; mx1.example.org A 192.0.2.25");
}

TEST(RecordWords, KeepTextsAsTheyAre) {
  EXPECT_EQ(short_record("example.org. 60 IN TXT \"two  blanks. \" \"end.\"", "example.org"),
            "TXT \"two  blanks. \" \"end.\"");
  EXPECT_EQ(short_record("nonsense", "example.org"), "nonsense");
  EXPECT_EQ(short_record("", ""), "");
}

}  // namespace
}  // namespace mailtown::reader
