#include "mime/idn.h"

#include <gtest/gtest.h>

namespace mailtown::mime {
namespace {

TEST(Idn, ShowsULabels) {
  EXPECT_EQ(domain_for_people("xn--e1afmkfd.example.org"), "пример.example.org");
  EXPECT_EQ(domain_for_people("mail.XN--E1AFMKFD.test"), "mail.пример.test");
}

TEST(Idn, ShowsTheNamesWithinAText) {
  EXPECT_EQ(names_for_people("ivanov@xn--e1afmkfd.test"), "ivanov@пример.test");
  EXPECT_EQ(names_for_people("\"a@b\"@xn--e1afmkfd.test"), "\"a@b\"@пример.test");
  EXPECT_EQ(names_for_people("xn--e1afmkfd@example.org"), "xn--e1afmkfd@example.org");
  EXPECT_EQ(names_for_people("<a@mx.xn--e1afmkfd.test>, через xn--e1afmkfd.test[192.0.2.1]:25"),
            "<a@mx.пример.test>, через пример.test[192.0.2.1]:25");
  EXPECT_EQ(names_for_people(""), "");
}

TEST(Idn, WhatIsNoALabelStays) {
  for (const char* domain :
       {"", ".", "example.org", "example.org.", "xn--", "xn--a.test", "a..b", "xn--\xFF.test",
        "xn--999999999999.test", "[192.0.2.1]", "пример.test", "xn--www-hn0a.test\x01"}) {
    EXPECT_EQ(domain_for_people(domain), domain);
  }
  const std::string longer = "xn--" + std::string(5000, 'a');
  EXPECT_EQ(domain_for_people(longer), longer);
}

TEST(Idn, TheWayBack) {
  EXPECT_EQ(domain_for_wire("Пример.test"), "xn--e1afmkfd.test");
  EXPECT_EQ(domain_for_wire("example.org"), "example.org");
  EXPECT_EQ(domain_for_wire("\xFF"), "");
  EXPECT_EQ(domain_for_wire(std::string("a\0b", 3)), "");
}

}  // namespace
}  // namespace mailtown::mime
