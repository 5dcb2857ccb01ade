#include "visualizer/map/map_camera.h"

#include <gtest/gtest.h>

#include "visualizer/by_group.h"

namespace mailtown::view {
namespace {

constexpr Box room{100, 50, 800, 400};

void settle(MapCamera& camera) {
  for (int i = 0; i < 600 && camera.is_moving(); ++i) camera.advance(1.0 / 60);
  EXPECT_FALSE(camera.is_moving());
}

TEST(MapCamera, ShowsAllAtFirst) {
  const MapCamera camera;
  EXPECT_EQ(camera.lens(room)(room), room);
  EXPECT_TRUE(camera.follows());
}

TEST(MapCamera, KeepsThePointUnderTheWheelWhereItIs) {
  MapCamera camera;
  camera.set_limit(20);
  const Point about{0.25f, 0.75f};
  const Point screen{room.x + about.x * room.w, room.y + about.y * room.h};
  const Point before = camera.lens(room).back(screen);
  camera.zoom_by(4, about);
  settle(camera);
  const Point after = camera.lens(room).back(screen);
  EXPECT_NEAR(before.x, after.x, 0.1f);
  EXPECT_NEAR(before.y, after.y, 0.1f);
  EXPECT_FALSE(camera.follows()) << "a hand has taken over";
}

TEST(MapCamera, NeverLooksBeyondTheEdge) {
  MapCamera camera;
  camera.set_limit(8);
  camera.zoom_by(100);
  for (int i = 0; i < 50; ++i) camera.pan(1, 1);
  settle(camera);
  EXPECT_NEAR(camera.zoom(), 8, 0.01f);
  const Box seen = camera.lens(room)(room);
  EXPECT_NEAR(seen.right(), room.right(), 1);
  EXPECT_NEAR(seen.bottom(), room.bottom(), 1);
  camera.fit();
  settle(camera);
  EXPECT_EQ(camera.lens(room)(room), room);
}

TEST(MapCamera, LooksAtAPartAsNearAsAllowed) {
  MapCamera camera;
  camera.set_limit(50);
  camera.look_at({0.4f, 0.4f, 0.02f, 0.02f}, 10);
  settle(camera);
  EXPECT_NEAR(camera.zoom(), 10, 0.1f);
  camera.look_at({0.1f, 0.1f, 0.5f, 0.1f}, 10);
  settle(camera);
  EXPECT_NEAR(camera.zoom(), 2, 0.05f) << "all of the part is seen";
}

TEST(MapCamera, TellsMoreTheNearerItIs) {
  EXPECT_EQ(detail_at(0.1f), Detail::places);
  EXPECT_EQ(detail_at(0.4f), Detail::tiles);
  EXPECT_EQ(detail_at(1), Detail::cards);
}

TEST(ByGroup, GivesEachGroupItsItemsInOrder) {
  const ByGroup groups(3, [](const auto& add) {
    add(2, 7);
    add(0, 5);
    add(2, 1);
  });
  EXPECT_EQ(groups.of(0).size(), 1u);
  EXPECT_TRUE(groups.of(1).empty());
  ASSERT_EQ(groups.of(2).size(), 2u);
  EXPECT_EQ(groups.of(2)[0], 7u);
  EXPECT_EQ(groups.of(2)[1], 1u);
  EXPECT_TRUE(groups.of(3).empty());
  EXPECT_TRUE(ByGroup().of(0).empty());
}

}  // namespace
}  // namespace mailtown::view
