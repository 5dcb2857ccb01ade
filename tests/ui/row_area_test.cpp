// Long lists, drawn with ImGui but without a window.
#include "visualizer/row_area.h"

#include <gtest/gtest.h>

namespace mailtown::view {
namespace {

constexpr std::size_t rows = 1'000'000;
constexpr float row_height = 37;
constexpr Box box{10, 20, 300, 400};

class RowAreaTest : public testing::Test {
 protected:
  RowAreaTest() {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {800, 600};
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
  }
  ~RowAreaTest() override { ImGui::DestroyContext(); }

  // One frame in which `look` is shown the list.
  template <class Look>
  void frame(const Look& look) {
    ImGui::NewFrame();
    ImGui::Begin("window");
    {
      RowArea area("list", box, rows, row_height, scroll_);
      look(area);
    }
    ImGui::End();
    ImGui::EndFrame();
  }

  RowScroll scroll_;
};

TEST_F(RowAreaTest, BeginsWithItsFirstRow) {
  frame([](RowArea& area) {
    EXPECT_EQ(area.first(), 0u);
    EXPECT_EQ(area.end(), 11u);  // the last one is cut off
    EXPECT_EQ(area.row(0).y, box.y);
  });
}

// Floats would tell only every second or fourth pixel there.
TEST_F(RowAreaTest, PlacesRowsExactlyNearTheMillionth) {
  frame([](RowArea& area) {
    area.reveal(rows - 3);
    for (std::size_t i = area.first(); i + 1 < area.end(); ++i) {
      EXPECT_EQ(area.row(i + 1).y - area.row(i).y, row_height) << i;
    }
    const Box last_but_two = area.row(rows - 3);
    EXPECT_GE(last_but_two.y, box.y);
    EXPECT_LE(last_but_two.bottom(), box.bottom());
  });
}

TEST_F(RowAreaTest, RevealsTheLastRowAtItsFoot) {
  frame([](RowArea& area) {
    area.reveal(rows - 1);
    EXPECT_EQ(area.end(), rows);
    EXPECT_NEAR(area.row(rows - 1).bottom(), box.bottom(), 1);
  });
}

TEST_F(RowAreaTest, StaysWhereItIsAsLongAsTheRowIsSeen) {
  double before = 0;
  frame([&](RowArea& area) {
    area.reveal(700'000);
    before = scroll_.top;
    EXPECT_GT(before, 0);
  });
  frame([&](RowArea& area) {
    area.reveal(700'000 - 2);
    EXPECT_EQ(scroll_.top, before);
  });
}

}  // namespace
}  // namespace mailtown::view
