// Files that somebody asked for.
#include "simulator/formats/file.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

namespace mailtown::formats {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
 protected:
  Files() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::string content(const std::string& name) const {
    std::ifstream file(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  std::size_t count() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  const std::string folder_ = testing::TempDir() + "/formats-files";
};

FailureKind kind_of(const Result<>& result) {
  EXPECT_FALSE(result);
  return result ? FailureKind::io : result.error().kind;
}

TEST_F(Files, WritesOverAFileOnlyIfAllowed) {
  ASSERT_TRUE(write_file(path("a"), std::string("one\0two", 7), false));
  EXPECT_EQ(content("a").size(), 7u);
  EXPECT_EQ(kind_of(write_file(path("a"), "new", false)), FailureKind::exists);
  EXPECT_EQ(content("a").size(), 7u);
  ASSERT_TRUE(write_file(path("a"), "new", true));
  EXPECT_EQ(content("a"), "new");
  ASSERT_TRUE(write_file(path("b"), "b", true)) << "nothing there to overwrite";
  EXPECT_EQ(count(), 2u) << "nothing else is left";
}

TEST_F(Files, KeepsALinkALink) {
  ASSERT_TRUE(write_file(path("real"), "old", false));
  fs::create_symlink("real", path("link"));
  EXPECT_EQ(kind_of(write_file(path("link"), "new", false)), FailureKind::exists);
  ASSERT_TRUE(write_file(path("link"), "new", true));
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(content("real"), "new");
}

TEST_F(Files, SaysWhatIsInTheWay) {
  EXPECT_EQ(kind_of(write_file(path("no/such"), "x", false)), FailureKind::not_found);
  EXPECT_EQ(kind_of(write_file(path("no/such"), "x", true)), FailureKind::not_found);
  EXPECT_EQ(kind_of(write_file(folder_, "x", false)), FailureKind::invalid);
  EXPECT_EQ(kind_of(write_file(folder_, "x", true)), FailureKind::invalid);
  EXPECT_EQ(kind_of(write_file("/dev/full", "x", true)), FailureKind::full);
  EXPECT_TRUE(fs::exists("/dev/full"));
  EXPECT_EQ(kind_of(write_file(path(std::string(300, 'n')), "x", false)), FailureKind::io);
}

// A limit on the size of files stands for the disk that is full.
TEST_F(Files, LeavesTheOldFileWholeIfThereIsNoRoom) {
  ASSERT_TRUE(write_file(path("a"), "old", false));
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  const rlimit low{1000, limit.rlim_max};
  std::signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &low);
  const std::string large(100'000, 'x');
  const auto over = write_file(path("a"), large, true), fresh = write_file(path("b"), large, false);
  setrlimit(RLIMIT_FSIZE, &limit);
  EXPECT_EQ(kind_of(over), FailureKind::full);
  EXPECT_EQ(kind_of(fresh), FailureKind::full);
  EXPECT_EQ(content("a"), "old");
  EXPECT_EQ(count(), 1u) << "no half of a file is left";
}

TEST_F(Files, FindsAFreeName) {
  EXPECT_EQ(free_name(path("a.svg")), path("a.svg"));
  ASSERT_TRUE(write_file(path("a.svg"), "", false));
  EXPECT_EQ(free_name(path("a.svg")), path("a-2.svg"));
  ASSERT_TRUE(write_file(path("a-2.svg"), "", false));
  EXPECT_EQ(free_name(path("a.svg")), path("a-3.svg"));
}

TEST_F(Files, TellsWhyInBothLanguages) {
  for (const auto language : {reader::Language::english, reader::Language::russian}) {
    const auto words = reader::Catalogue::load(language);
    ASSERT_TRUE(words);
    for (const auto kind : {FailureKind::not_found, FailureKind::not_permitted, FailureKind::full,
                            FailureKind::invalid, FailureKind::io}) {
      const std::string text = why_not_written(*words, "no/such", {kind, "detail"});
      EXPECT_THAT(text, testing::HasSubstr("no/such"));
      EXPECT_THAT(text, testing::Not(testing::HasSubstr("«"))) << "a key or a value is missing";
    }
  }
}

}  // namespace
}  // namespace mailtown::formats
