#include "address/address.h"

#include <gtest/gtest.h>

#include "address/domain.h"

namespace mailtown {
namespace {

struct Good {
  const char* text;
  const char* local;
  const char* domain;
  const char* printed;  // what to_string() makes of it
};

class AddressGood : public testing::TestWithParam<Good> {};

TEST_P(AddressGood, ParsesAndPrints) {
  const Good& want = GetParam();
  const auto address = parse_address(want.text);
  ASSERT_TRUE(address) << want.text;
  EXPECT_EQ(address->local, want.local);
  EXPECT_EQ(address->domain, want.domain);
  EXPECT_EQ(address->to_string(), want.printed);
  EXPECT_EQ(parse_address(address->to_string()), *address) << "printing and parsing again differ";
}

INSTANTIATE_TEST_SUITE_P(
    Forms, AddressGood,
    testing::Values(
        Good{"ivanov@example.org", "ivanov", "example.org", "ivanov@example.org"},
        Good{"Ivanov@EXAMPLE.Org", "Ivanov", "example.org", "Ivanov@example.org"},
        Good{"a.b+tag@example.org", "a.b+tag", "example.org", "a.b+tag@example.org"},
        Good{"!#$%&'*+-/=?^_`{|}~@example.org", "!#$%&'*+-/=?^_`{|}~", "example.org",
             "!#$%&'*+-/=?^_`{|}~@example.org"},
        Good{"\"a b\"@example.org", "a b", "example.org", "\"a b\"@example.org"},
        Good{"\"a@b>c\"@example.org", "a@b>c", "example.org", "\"a@b>c\"@example.org"},
        Good{"\"a\\\"b\\\\\"@example.org", "a\"b\\", "example.org", "\"a\\\"b\\\\\"@example.org"},
        Good{"\"plain\"@example.org", "plain", "example.org", "plain@example.org"},
        Good{"\"\"@example.org", "", "example.org", "\"\"@example.org"},
        Good{"\"a..b\"@example.org", "a..b", "example.org", "\"a..b\"@example.org"},
        Good{"user@[192.0.2.1]", "user", "[192.0.2.1]", "user@[192.0.2.1]"},
        Good{"user@[ipv6:2001:DB8::1]", "user", "[IPv6:2001:db8::1]", "user@[IPv6:2001:db8::1]"},
        Good{"user@host", "user", "host", "user@host"},
        Good{"user@1-2.example", "user", "1-2.example", "user@1-2.example"}));

class AddressBad : public testing::TestWithParam<const char*> {};

TEST_P(AddressBad, IsNone) {
  EXPECT_FALSE(parse_address(GetParam())) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Forms, AddressBad,
    testing::Values("", "@", "user", "user@", "@example.org", ".a@example.org", "a.@example.org",
                    "a..b@example.org", "a b@example.org", "a@b@example.org", "user@-a.example",
                    "user@a-.example", "user@a..example", "user@example.org.", "user@.example.org",
                    "user@exa_mple.org", "user@[192.0.2.1", "user@[192.0.2.256]",
                    "user@[2001:db8::1]", "user@[IPv6:192.0.2.1]", "user@[]", "user@[x400:nobody]",
                    "\"open@example.org", "\"a\"b@example.org", "\"a\tb\"@example.org", "\"a\\",
                    "\"a\\\"@example.org", "us\xC3\xA9r@example.org", "user@\xC3\xA9.example",
                    "user@example.org\r\n", "<user@example.org>"));

TEST(AddressLimits, LocalPartHas64Bytes) {
  EXPECT_TRUE(parse_address(std::string(64, 'a') + "@example.org"));
  EXPECT_FALSE(parse_address(std::string(65, 'a') + "@example.org"));
  EXPECT_TRUE(parse_address('"' + std::string(62, 'a') + "\"@example.org"));
  EXPECT_FALSE(parse_address('"' + std::string(63, 'a') + "\"@example.org"));
}

TEST(AddressLimits, DomainHas255BytesAndItsParts63) {
  const std::string label = std::string(63, 'd');
  const std::string longest = label + '.' + label + '.' + label + '.' + label;  // 255 bytes
  EXPECT_EQ(parse_domain(longest), longest);
  EXPECT_FALSE(parse_domain("a." + longest));
  const std::string too_long = std::string(64, 'd');
  EXPECT_FALSE(parse_domain(too_long + ".example"));
}

TEST(AddressNull, PrintsAsNothing) {
  EXPECT_TRUE(Address().is_null());
  EXPECT_EQ(Address().to_string(), "");
}

TEST(AddressPostmaster, StandsWithoutADomain) {
  EXPECT_EQ((Address{"postmaster", ""}).to_string(), "postmaster");
  EXPECT_FALSE((Address{"postmaster", ""}).is_null());
}

TEST(AddressLiteral, IsOne) {
  EXPECT_TRUE(parse_address("user@[192.0.2.1]")->is_literal());
  EXPECT_FALSE(parse_address("user@example.org")->is_literal());
}

}  // namespace
}  // namespace mailtown
