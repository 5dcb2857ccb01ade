#include "visualizer/map/map_layout.h"

#include <gtest/gtest.h>

#include "tests/unit/reader/sample_trace.h"
#include "visualizer/arrange.h"
#include "visualizer/map/map_route.h"

namespace mailtown::view {
namespace {

trace::Header world_of(int domains, int machines) {
  trace::Header header;
  header.machines.push_back({"a.root-servers.test", "", {}, {"nameserver"}});
  header.machines.push_back({"resolver.test", "", {}, {"resolver"}});
  for (int d = 0; d < domains; ++d) {
    const std::string domain = "d" + std::to_string(d) + ".test";
    for (int m = 0; m < machines; ++m) {
      header.machines.push_back({"m" + std::to_string(m) + "." + domain, domain, {}, {"mta"}});
    }
    header.machines.push_back({"pc." + domain, domain, {}, {"user"}});
  }
  return header;
}

void expect_no_overlap(const MapLayout& layout, Box area) {
  for (std::size_t i = 0; i < layout.regions.size(); ++i) {
    const MapRegion& region = layout.regions[i];
    EXPECT_TRUE(area.contains(region.box.inset(0.1f))) << region.domain << " leaves the map";
    for (std::size_t j = 0; j < i; ++j) {
      EXPECT_FALSE(region.box.overlaps(layout.regions[j].box))
          << region.domain << " lies over " << layout.regions[j].domain;
    }
    for (const auto& row : region.rows) {
      for (const std::size_t m : row) {
        EXPECT_TRUE(region.box.contains(layout.machines[m].box)) << layout.machines[m].name;
      }
    }
  }
  for (std::size_t i = 0; i < layout.machines.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      EXPECT_FALSE(layout.machines[i].box.overlaps(layout.machines[j].box))
          << layout.machines[i].name << " lies over " << layout.machines[j].name;
    }
  }
}

TEST(MapLayout, KeepsRegionsAndMachinesApartFromOneToFortyDomains) {
  const Box area{16, 64, 1104, 400};
  for (const int domains : {0, 1, 2, 3, 5, 8, 12, 40}) {
    SCOPED_TRACE(domains);
    expect_no_overlap(lay_out(world_of(domains, 3), area, 8), area);
  }
}

TEST(MapLayout, KeepsAThousandMachinesApart) {
  for (const Box area : {Box{16, 64, 1104, 360}, Box{0, 0, 640, 400}, Box{0, 0, 1300, 760}}) {
    for (const int domains : {250, 20, 1}) {
      SCOPED_TRACE(domains);
      expect_no_overlap(lay_out(world_of(domains, 1000 / domains - 1), area, 8), area);
    }
  }
}

TEST(MapLayout, UsesTheRoomThatItHas) {
  const Box area{0, 0, 1104, 400};
  for (const int domains : {1, 2, 5, 9, 40, 250}) {
    SCOPED_TRACE(domains);
    const MapLayout layout = lay_out(world_of(domains, 3), area, 8);
    float covered = 0;
    for (const MapRegion& region : layout.regions) covered += region.box.w * region.box.h;
    EXPECT_GT(covered, 0.2f * area.w * area.h);
    EXPECT_LE(layout.scale, 1.25f);
  }
}

TEST(MapLayout, FindsMachinesByName) {
  const MapLayout layout = lay_out(world_of(30, 3), {0, 0, 900, 500}, 8);
  for (std::size_t m = 0; m < layout.machines.size(); ++m) {
    EXPECT_EQ(layout.find(layout.machines[m].name), m);
  }
  EXPECT_FALSE(layout.find("nobody.test"));
  EXPECT_FALSE(layout.find(""));
}

TEST(MapLayout, FitsFlatAndTallRoomsAtEveryTextSize) {
  for (const Box area : {Box{0, 0, 1900, 150}, Box{0, 0, 400, 900}, Box{0, 0, 640, 360}}) {
    for (const float unit : {4.f, 8.f, 24.f}) {
      SCOPED_TRACE(testing::Message() << area.w << " by " << area.h << ", unit " << unit);
      expect_no_overlap(lay_out(world_of(3, 2), area, unit), area);
    }
  }
}

TEST(MapLayout, PutsSharedMachinesFirstAndPeopleBelowServers) {
  const MapLayout layout = lay_out(world_of(2, 2), {0, 0, 1200, 600}, 8);
  ASSERT_EQ(layout.regions.size(), 3u);
  EXPECT_EQ(layout.regions[0].domain, "");
  EXPECT_LT(layout.regions[0].box.y, layout.regions[1].box.y);
  EXPECT_LT(layout.regions[1].box.x, layout.regions[2].box.x);
  const auto server = layout.find("m0.d0.test"), person = layout.find("pc.d0.test");
  ASSERT_TRUE(server && person);
  EXPECT_LT(layout.machines[*server].box.bottom(), layout.machines[*person].box.y);
  EXPECT_EQ(layout.machines[*person].label, "pc");
}

TEST(MapLayout, NamesSharedMachinesByWhatTellsThemApart) {
  trace::Header header;
  for (const char* zone : {"root", "com", "in-addr"}) {
    header.machines.push_back(
        {"a." + std::string(zone) + "-servers.test", "", {}, {"nameserver"}});
  }
  const auto labels = [&] {
    std::vector<std::string> result;
    for (const auto& machine : lay_out(header, {0, 0, 900, 500}, 8).machines) {
      result.push_back(machine.label);
    }
    return result;
  };
  EXPECT_EQ(labels(), (std::vector<std::string>{"root", "com", "in-addr"}));
  header.machines.push_back({"resolver.test", "", {}, {"resolver"}});
  EXPECT_EQ(labels()[0], "a.root-servers");
  EXPECT_EQ(labels()[3], "resolver");
  header.machines.push_back({"relay", "", {}, {"mta"}});
  EXPECT_EQ(labels()[0], "a.root-servers.test");
}

TEST(MapLayout, IsTheSameEachTime) {
  const trace::Header header = reader::sample_trace().header;
  const MapLayout one = lay_out(header, {0, 0, 900, 500}, 8);
  const MapLayout two = lay_out(header, {0, 0, 900, 500}, 8);
  for (std::size_t m = 0; m < one.machines.size(); ++m) {
    EXPECT_EQ(one.machines[m].box, two.machines[m].box);
  }
}

TEST(MapLayout, OfAnEmptyWorldIsEmpty) {
  EXPECT_TRUE(lay_out({}, {0, 0, 900, 500}, 8).regions.empty());
}

TEST(Route, LeavesAndEntersAtTheCardsEdges) {
  const MapLayout layout = lay_out(world_of(2, 2), {0, 0, 1200, 600}, 8);
  for (std::size_t from = 0; from < layout.machines.size(); ++from) {
    for (std::size_t to = 0; to < layout.machines.size(); ++to) {
      if (from == to) continue;
      const Curve curve = route(layout, from, to);
      EXPECT_FALSE(layout.machines[from].box.contains(curve.from)) << from << " to " << to;
      EXPECT_FALSE(layout.machines[to].box.contains(curve.to)) << from << " to " << to;
    }
  }
}

TEST(Route, BackIsTheSameWay) {
  const MapLayout layout = lay_out(world_of(2, 2), {0, 0, 1200, 600}, 8);
  const Curve there = route(layout, 0, 4), back = route(layout, 4, 0);
  EXPECT_EQ(there.from, back.to);
  EXPECT_EQ(there.bend, back.bend);
  EXPECT_EQ(there.to, back.from);
}

void expect_panels_apart(Point window, const Arrangement& a) {
  std::vector<Box> shown;
  for (const Box& box : {a.top, a.notice, a.map, a.steps, a.dialogue, a.why, a.notes, a.timeline}) {
    if (box.w > 0) shown.push_back(box);
  }
  EXPECT_GE(shown.size(), 3u);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    EXPECT_TRUE((Box{0, 0, window.x, window.y}).contains(shown[i])) << "panel " << i;
    EXPECT_GT(shown[i].h, 13) << "panel " << i;
    for (std::size_t j = 0; j < i; ++j) {
      EXPECT_FALSE(shown[i].overlaps(shown[j])) << "panels " << i << " and " << j;
    }
  }
}

TEST(Arrange, KeepsPanelsApartAndInTheWindow) {
  for (const Point window : {Point{1280, 720}, {1600, 900}, {1920, 1080}, {3840, 2160}}) {
    for (const float percent : {50.f, 100.f, 150.f, 200.f, 300.f}) {
      for (const Pane pane : {Pane::map, Pane::steps, Pane::dialogue, Pane::why}) {
        for (const bool breakpoints : {false, true}) {
          SCOPED_TRACE(testing::Message() << window.x << " by " << window.y << " at " << percent);
          const float unit = 0.08f * percent;
          for (const Extras& extras : {Extras{breakpoints, 0, 0, false, false},
                                       Extras{breakpoints, 3.5f * unit, 12 * unit, true, false}}) {
            expect_panels_apart(window, arrange(window, unit, pane, extras));
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace mailtown::view
