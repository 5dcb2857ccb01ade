#include "sasl/base64.h"

#include <gtest/gtest.h>

namespace mailtown::sasl {
namespace {

TEST(Base64, IsRfc4648) {
  const std::pair<const char*, const char*> known[] = {{"", ""},
                                                       {"f", "Zg=="},
                                                       {"fo", "Zm8="},
                                                       {"foo", "Zm9v"},
                                                       {"foob", "Zm9vYg=="},
                                                       {"fooba", "Zm9vYmE="},
                                                       {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : known) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes);
  }
}

TEST(Base64, CarriesAnyByte) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  for (std::size_t size = 250; size <= 256; ++size) {
    EXPECT_EQ(from_base64(to_base64(all.substr(0, size))), all.substr(0, size));
  }
  EXPECT_EQ(from_base64("AAAA"), std::string(3, '\0'));
}

TEST(Base64, ForgivesNothing) {
  for (const char* text : {"Zg", "Zg=", "Zg==\n", " Zg==", "Zg== ", "Z===", "====", "Zh==", "Zm9=",
                           "Zg==Zg==", "Zm9*", "Zm9v\r\n", "Z", "=", "*", "Zm-_"}) {
    EXPECT_EQ(from_base64(text), std::nullopt) << "'" << text << "'";
  }
}

}  // namespace
}  // namespace mailtown::sasl
