#include "simulator/reader/rule_places.h"

#include <fstream>

#include <gtest/gtest.h>

namespace mailtown::reader {
namespace {

// A home with these files below reference/.
class Home {
 public:
  Home() {
    std::string name = testing::TempDir() + "placesXXXXXX";
    path = mkdtemp(name.data());
  }
  ~Home() { std::filesystem::remove_all(path); }
  void put(const std::string& file, const std::string& text) {
    const auto whole = path / "reference" / file;
    std::filesystem::create_directories(whole.parent_path());
    std::ofstream(whole) << text;
  }
  std::filesystem::path path;
};

std::string place_of(const RulePlaces& places, std::string_view rule) {
  const SourcePlace* place = places.find(rule);
  return place == nullptr ? "nowhere" : place->file + ":" + std::to_string(place->line);
}

TEST(RulePlaces, AreWhereTheRuleIsApplied) {
  Home home;
  home.put("b/route.cpp",
           "// \"route.mx\" is what most letters go by\n"
           "if (rule == \"route.mx\") return;\n"
           "evidence.rule = all ? \"route.a\" : \"route.mx\";\n");
  home.put("a/other.cpp", "return \"route.mx.test\" + \"RFC 5321\" + \"plain\";\n");
  home.put("a/notes.txt", "\"route.none\"\n");
  const auto places = RulePlaces::read(home.path);
  EXPECT_EQ(place_of(places, "route.mx"), "reference/b/route.cpp:3");
  EXPECT_EQ(place_of(places, "route.a"), "reference/b/route.cpp:3");
  EXPECT_EQ(place_of(places, "plain"), "nowhere");
  EXPECT_EQ(place_of(places, "route.none"), "nowhere");
  EXPECT_EQ(place_of(places, ""), "nowhere");
}

TEST(RulePlaces, AreNoneWithoutTheSource) {
  EXPECT_EQ(place_of(RulePlaces::read("/nowhere"), "route.mx"), "nowhere");
}

}  // namespace
}  // namespace mailtown::reader
