// The example configurations and zones are right as they stand in docs/examples.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "config/config.h"
#include "dns/zone_file.h"
#include "users/user_table.h"

namespace mailtown {
namespace {

namespace fs = std::filesystem;

const fs::path examples = fs::path(MAILTOWN_SOURCE_DIR) / "docs/examples";

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::vector<fs::path> files(const std::string& extension) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(examples)) {
    if (entry.path().extension() == extension) found.push_back(entry.path());
  }
  return found;
}

TEST(Examples, EveryConfigurationIsRight) {
  auto configurations = files(".toml");
  const auto is_of_users = [](const fs::path& path) { return path.filename() == "users.toml"; };
  configurations.erase(std::remove_if(configurations.begin(), configurations.end(), is_of_users),
                       configurations.end());
  EXPECT_EQ(configurations.size(), 5u);
  for (const auto& path : configurations) {
    const auto config = config::parse_config(read(path), path);
    ASSERT_TRUE(config) << config.error().detail;
    if (!config->users.empty()) {
      const auto users =
          users::parse_users(read(path.parent_path() / config->users), path, *config);
      ASSERT_TRUE(users) << users.error().detail;
      EXPECT_TRUE(users::check_aliases(*config, *users));
    }
    for (const auto& zone : config->nameserver.zones) {
      EXPECT_TRUE(fs::exists(path.parent_path() / zone)) << path << " names " << zone;
    }
  }
}

TEST(Examples, EveryZoneIsRight) {
  const auto zones = files(".zone");
  EXPECT_EQ(zones.size(), 4u);
  for (const auto& path : zones) {
    const auto loaded = dns::load_zone(read(path), path.filename());
    EXPECT_TRUE(loaded.zone) << fmt::format("{}", fmt::join(loaded.errors, "\n"));
  }
}

}  // namespace
}  // namespace mailtown
