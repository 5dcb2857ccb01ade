// scrypt against RFC 7914 §12, and the pool that hashes for programs.
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "platform/asio/pool_hasher.h"
#include "platform/asio/world.h"
#include "tests/unit/platform_asio/temporary_folder.h"

namespace mailtown::real {
namespace {

using namespace std::chrono_literals;

std::string hex(const Result<std::string>& bytes) {
  if (!bytes) return bytes.error().message();
  std::string text;
  for (const char c : *bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
}

TEST(Scrypt, IsRfc7914) {
  EXPECT_EQ(hex(scrypt("", "", {4, 1, 1}, 64)),
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
            "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
  EXPECT_EQ(hex(scrypt("pleaseletmein", "SodiumChloride", {14, 8, 1}, 64)),
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
            "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
}

TEST(Scrypt, TakesTheUsualCostAndTheLeast) {
  EXPECT_TRUE(scrypt("secret", "salt", ScryptCost{}, 32));
  EXPECT_TRUE(scrypt("secret", "salt", least_scrypt_cost, 32));
}

TEST(Scrypt, RefusesWhatWouldEatTheMachine) {
  for (const ScryptCost& cost : {ScryptCost{17, 8, 1}, ScryptCost{63, 1, 1}, ScryptCost{64, 1, 1},
                                 ScryptCost{1, 33, 1}, ScryptCost{1, 1, 5}, ScryptCost{0, 1, 1},
                                 ScryptCost{1, 0, 1}, ScryptCost{1, 1, 0}}) {
    EXPECT_EQ(scrypt("secret", "salt", cost, 32).error().kind, FailureKind::invalid)
        << cost.log_n << " " << cost.r << " " << cost.p;
  }
}

struct Hashing : testing::Test {
  TemporaryFolder folder;
  World world;
  Platform& platform = *world.add_process({.disk_root = folder.path()}).value();
};

Task<> hash(Platform& platform, std::string password, std::vector<std::string>& done) {
  auto key = co_await platform.hasher.scrypt(password, "salt", least_scrypt_cost, 16);
  done.push_back(key ? password : to_string(key.error().kind));
}

TEST_F(Hashing, GivesWhatScryptGives) {
  const auto work = [&]() -> Task<> {
    const ScryptCost cost{4, 1, 1};
    const auto key = co_await platform.hasher.scrypt("secret", "salt", cost, 16);
    EXPECT_EQ(hex(key), hex(scrypt("secret", "salt", {4, 1, 1}, 16)));
  };
  world.run(work());
}

TEST_F(Hashing, LetsABoundedNumberWait) {
  std::vector<std::string> done;
  const auto work = [&]() -> Task<> {
    for (int i = 0; i < 101; ++i) platform.tasks.spawn("hash", hash(platform, "secret", done));
    while (done.size() < 101) {
      co_await platform.clock.sleep_until(platform.clock.in(1ms));
    }
  };
  world.run(work());
  EXPECT_EQ(std::count(done.begin(), done.end(), "full"), 1);
  EXPECT_EQ(std::count(done.begin(), done.end(), "secret"), 100);
}

}  // namespace
}  // namespace mailtown::real
