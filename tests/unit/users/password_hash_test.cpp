#include "users/password_hash.h"

#include <gtest/gtest.h>

namespace mailtown::users {
namespace {

// What Python's passlib prints for "password", ln=16, r=8, p=1 (its documentation's example).
constexpr const char* of_passlib =
    "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E";

TEST(PasswordHash, IsWhatOthersWrite) {
  const auto hash = parse_hash(of_passlib);
  ASSERT_TRUE(hash);
  EXPECT_EQ(hash->cost, (ScryptCost{16, 8, 1}));
  EXPECT_EQ(hash->salt.size(), 16u);
  EXPECT_EQ(hash->key.size(), 32u);
  EXPECT_EQ(print_hash(*hash), of_passlib);
  EXPECT_EQ(make_hash("password", hash->salt, hash->cost), *hash);
}

TEST(PasswordHash, DependsOnPasswordSaltAndCost) {
  const auto hash = make_hash("secret", "salt", least_scrypt_cost);
  EXPECT_EQ(make_hash("secret", "salt", least_scrypt_cost), hash);
  EXPECT_NE(make_hash("Secret", "salt", least_scrypt_cost).key, hash.key);
  EXPECT_NE(make_hash("secret", "sale", least_scrypt_cost).key, hash.key);
  EXPECT_NE(make_hash("secret", "salt", {2, 1, 1}).key, hash.key);
}

TEST(PasswordHash, TakesNothingElse) {
  const std::string key = "nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E";
  const std::string salt = "aM15713r3Xsvxbi31lqr1Q";
  for (const std::string& text : {
           std::string("secret"),
           std::string(),
           std::string("$scrypt$"),
           "$5$ln=16,r=8,p=1$" + salt + "$" + key,
           "$scrypt$ln=17,r=8,p=1$" + salt + "$" + key,  // 128 MiB
           "$scrypt$ln=99999999999,r=8,p=1$" + salt + "$" + key,
           "$scrypt$ln=-1,r=8,p=1$" + salt + "$" + key,
           "$scrypt$ln=16,r=8,p=9$" + salt + "$" + key,
           "$scrypt$ln=16,r=8$" + salt + "$" + key,
           "$scrypt$r=8,ln=16,p=1$" + salt + "$" + key,
           "$scrypt$ln=16,r=8,p=1,x=1$" + salt + "$" + key,
           "$scrypt$ln=16,r=8,p=1$" + salt,
           "$scrypt$ln=16,r=8,p=1$" + salt + "$",
           "$scrypt$ln=16,r=8,p=1$" + salt + "$Zm9v",  // three bytes: too many passwords fit
           "$scrypt$ln=16,r=8,p=1$" + salt + "$" + key + "=",
           "$scrypt$ln=16,r=8,p=1$sal*$" + key,
       }) {
    EXPECT_FALSE(parse_hash(text)) << text;
  }
}

TEST(SameBytes, ComparesAllOfThem) {
  EXPECT_TRUE(same_bytes("", ""));
  EXPECT_TRUE(same_bytes("abc", "abc"));
  for (const char* other : {"xbc", "axc", "abx", "ab", "abcd", ""}) {
    EXPECT_FALSE(same_bytes("abc", other)) << other;
  }
}

}  // namespace
}  // namespace mailtown::users
