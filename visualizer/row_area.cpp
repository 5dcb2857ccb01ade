#include "visualizer/row_area.h"

#include <algorithm>
#include <cmath>

namespace mailtown::view {

RowArea::RowArea(const char* id, Box box, std::size_t rows, float row_height, RowScroll& scroll)
    : box_(box),
      rows_(rows),
      row_height_(row_height),
      width_(box.w - ImGui::GetStyle().ScrollbarSize),
      scroll_(scroll) {
  ImGui::SetCursorScreenPos(vec(box.top_left()));
  ImGui::BeginChild(id, {std::max(1.f, box.w), std::max(1.f, box.h)}, false,
                    ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground |
                        ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  // As far as ImGui scrolls by a turn of the wheel.
  const float turn = std::floor(std::min(5 * ImGui::GetFontSize(), 0.67f * box.h));
  const float wheel = ImGui::IsWindowHovered() ? ImGui::GetIO().MouseWheel : 0;
  scroll_to(scroll_.top - wheel * turn);
}

RowArea::~RowArea() {
  draw_scrollbar();
  ImGui::EndChild();
}

double RowArea::most() const {
  return std::max(0., static_cast<double>(rows_) * row_height_ - box_.h);
}

void RowArea::scroll_to(double top) {
  scroll_.top = std::floor(std::clamp(top, 0., most()));  // texts are sharp at whole pixels
}

void RowArea::reveal(std::size_t row) {
  const double top = static_cast<double>(row) * row_height_, bottom = top + row_height_;
  const double margin = std::clamp((box_.h - row_height_) / 2, 0., row_height_);
  if (bottom + margin > scroll_.top + box_.h) {
    scroll_to(std::ceil((bottom + margin - box_.h) / row_height_ - 0.01) * row_height_);
  }
  if (top - margin < scroll_.top) {
    scroll_to(std::floor((top - margin) / row_height_) * row_height_);
  }
}

std::size_t RowArea::first() const {
  return static_cast<std::size_t>(scroll_.top / row_height_);
}

std::size_t RowArea::end() const {
  return std::min(rows_, static_cast<std::size_t>((scroll_.top + box_.h) / row_height_) + 1);
}

Box RowArea::row(std::size_t index) const {
  const double top = static_cast<double>(index) * row_height_ - scroll_.top;
  return {box_.x, box_.y + static_cast<float>(top), width_, static_cast<float>(row_height_)};
}

void RowArea::draw_scrollbar() {
  if (most() <= 0 || box_.h < 1) return;
  const float wide = ImGui::GetStyle().ScrollbarSize;
  const Box track{box_.right() - wide, box_.y, wide, box_.h};
  const float grip = std::min(
      track.h, std::max(static_cast<float>(track.h * box_.h / (most() + box_.h)), 2 * wide));
  ImGui::SetCursorScreenPos(vec(track.top_left()));
  ImGui::InvisibleButton("scrollbar", {track.w, track.h});
  const bool dragged = ImGui::IsItemActive(), hovered = ImGui::IsItemHovered();
  if (dragged && track.h > grip) {
    const float at = (ImGui::GetIO().MousePos.y - track.y - grip / 2) / (track.h - grip);
    scroll_to(std::clamp(at, 0.f, 1.f) * most());
  }
  const float y = track.y + (track.h - grip) * static_cast<float>(scroll_.top / most());
  const auto colour = dragged   ? ImGuiCol_ScrollbarGrabActive
                      : hovered ? ImGuiCol_ScrollbarGrabHovered
                                : ImGuiCol_ScrollbarGrab;
  constexpr float inset = 2;
  ImGui::GetWindowDrawList()->AddRectFilled(
      {track.x + inset, y + inset}, {track.right() - inset, y + grip - inset},
      ImGui::GetColorU32(colour), ImGui::GetStyle().ScrollbarRounding);
}

}  // namespace mailtown::view
