// Draws text and shapes into ImGui's current window, and tells PanelText every text it draws.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <imgui.h>

#include "visualizer/fonts.h"
#include "visualizer/geometry.h"
#include "visualizer/panel_text.h"
#include "visualizer/theme.h"

namespace mailtown::view {

// What every drawing function needs; handed down from the app.
struct Ui {
  const Theme& theme;
  const Fonts& fonts;
  PanelText& text;
  float u;  // the spacing grid: 8 pixels at 100 % text size
};

enum class Align { left, centre, right };

inline ImVec2 vec(Point p) {
  return {p.x, p.y};
}
inline ImU32 ink(Colour c, float alpha = 1) {
  return IM_COL32((c >> 16) & 255, (c >> 8) & 255, c & 255, static_cast<int>(alpha * 255 + 0.5f));
}

class Pen {
 public:
  Pen(const Ui& ui, std::string_view panel);

  const Ui& ui() const { return ui_; }
  const Theme& theme() const { return ui_.theme; }
  const Fonts& fonts() const { return ui_.fonts; }
  float u() const { return ui_.u; }
  ImDrawList& list() const { return *list_; }

  // --- text: one line ---
  // Returns its width.
  float line(Point at, ImFont* font, Colour colour, std::string_view text) const;
  // Centred vertically in the box and cut with an ellipsis if too long; `scale` of the font's size.
  float fitted(Box box, ImFont* font, Colour colour, std::string_view text,
               Align align = Align::left, float scale = 1) const;
  float width(ImFont* font, std::string_view text, float scale = 1) const;
  // Notes a text that is drawn as a shape.
  void say(std::string_view text) const { ui_.text.add(text); }

  // --- text: several lines ---
  static constexpr std::size_t any_lines = 1000;
  // Returns the height.
  float wrapped(Point at, float width, ImFont* font, Colour colour, std::string_view text,
                std::size_t lines_max = any_lines) const;
  float wrapped_height(float width, ImFont* font, std::string_view text,
                       std::size_t lines_max = any_lines) const;
  static float leading(const ImFont* font) { return font->FontSize * 1.3f; }

  // --- shapes ---
  void fill(Box box, Colour colour, float radius, float alpha = 1) const;
  void frame(Box box, Colour colour, float radius, float thickness = 1, float alpha = 1) const;
  void stroke(const Curve& curve, Colour colour, float thickness, float alpha = 1,
              float t_end = 1) const;
  void dashes(const Curve& curve, Colour colour, float thickness, float alpha = 1) const;
  void dot(Point at, float radius, Colour colour, float alpha = 1) const;
  void segment(Point a, Point b, Colour colour, float thickness, float alpha = 1) const;
  // A label on a rounded ground; returns its width.
  float pill(Point at, ImFont* font, Colour text, Colour ground, std::string_view words,
             float ground_alpha = 1) const;

 private:
  std::vector<std::string_view> lines_of(float width, ImFont* font, std::string_view text) const;
  void draw(Point at, const ImFont* font, float size, Colour colour, std::string_view text) const;
  std::string shortened(ImFont* font, std::string_view text, float width, float scale) const;

  const Ui& ui_;
  ImDrawList* list_;
};

// --- windows of Dear ImGui: bare, over the whole of ours; each ended by ImGui::End ---

void begin_window(const char* name, Box window, ImGuiWindowFlags more_flags = 0);
// Over all that is drawn already, which it dims: from 0 to 1. Its pen writes in a panel of its
// name.
Pen begin_overlay(const Ui& ui, const char* name, Box window, float dim);

// --- what reacts ---

// Whether the box was clicked; `hovered` tells whether the pointer is on it.
bool clicked(const char* id, Box box, bool* hovered = nullptr);

// A surface with a heading; what is left for its content.
Box panel_surface(const Pen& pen, Box box, std::string_view heading);

// A part of the window that scrolls, for as long as the object lives.
class ScrollArea {
 public:
  ScrollArea(const char* id, Box box);
  ~ScrollArea();
  ScrollArea(const ScrollArea&) = delete;
  ScrollArea& operator=(const ScrollArea&) = delete;

  float width() const { return width_; }
  // Where the content begins on the screen, scrolled as it is.
  Point origin() const { return origin_; }
  Box visible() const { return box_; }
  // The content's height, to be told before the end.
  void set_height(float height) { height_ = height; }
  // Scrolls so that this part of the content is seen, with room around it. In content of rows of
  // one height, a whole one then stands at the top.
  void reveal(float top, float bottom, float row = 0) const;
  // Whether it can scroll through all of the content already: not in the frame in which that grew.
  bool is_settled() const { return ImGui::GetScrollMaxY() + box_.h >= height_ - 1; }
  // Scrolls by so many thirds of what is visible, downwards if positive.
  void scroll_by(int thirds) const;

 private:
  Box box_;
  float width_ = 0, height_ = 0;
  Point origin_;
};

}  // namespace mailtown::view
