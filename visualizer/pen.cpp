#include "visualizer/pen.h"

#include <cfloat>

namespace mailtown::view {

Pen::Pen(const Ui& ui, std::string_view panel) : ui_(ui), list_(ImGui::GetWindowDrawList()) {
  ui_.text.begin(panel);
}

void Pen::draw(Point at, const ImFont* font, float size, Colour colour,
               std::string_view text) const {
  list_->AddText(font, size, {std::round(at.x), std::round(at.y)}, ink(colour), text.data(),
                 text.data() + text.size());
}

float Pen::width(ImFont* font, std::string_view text, float scale) const {
  return font
      ->CalcTextSizeA(font->FontSize * scale, FLT_MAX, 0, text.data(), text.data() + text.size())
      .x;
}

float Pen::line(Point at, ImFont* font, Colour colour, std::string_view text) const {
  const float w = width(font, text);
  ui_.text.add(text, Point{at.x + w / 2, at.y + font->FontSize / 2});
  draw(at, font, font->FontSize, colour, text);
  return w;
}

std::string Pen::shortened(ImFont* font, std::string_view text, float room, float scale) const {
  if (width(font, text, scale) <= room) return std::string(text);
  std::string result(text);
  while (!result.empty()) {
    // Drops one UTF-8 character.
    while (result.size() > 1 && (static_cast<unsigned char>(result.back()) & 0xC0) == 0x80) {
      result.pop_back();
    }
    result.pop_back();
    while (!result.empty() && result.back() == ' ') result.pop_back();
    if (width(font, result + "…", scale) <= room) break;
  }
  return result + "…";
}

float Pen::fitted(Box box, ImFont* font, Colour colour, std::string_view text, Align align,
                  float scale) const {
  const std::string shown = shortened(font, text, box.w, scale);
  const float w = width(font, shown, scale);
  const float left = align == Align::left     ? box.x
                     : align == Align::centre ? box.x + (box.w - w) / 2
                                              : box.right() - w;
  const float size = font->FontSize * scale;
  ui_.text.add(text, Point{left + w / 2, box.y + box.h / 2});
  draw({left, box.y + (box.h - size) / 2}, font, size, colour, shown);
  return w;
}

// Breaks at blanks only, so that "mail.example.org" stays whole where it fits a line.
std::vector<std::string_view> Pen::lines_of(float room, ImFont* font, std::string_view text) const {
  std::vector<std::string_view> lines;
  std::size_t from = 0;  // where the line begins
  std::size_t good = 0;  // where it may end: after the last word that fits
  std::size_t at = 0;
  const auto end_line = [&](std::size_t end, std::size_t next) {
    lines.push_back(text.substr(from, end - from));
    from = at = good = next;
  };
  while (at < text.size()) {
    const std::size_t stop = std::min(text.find_first_of(" \n", at), text.size());
    if (width(font, text.substr(from, stop - from)) > room) {
      if (good > from) {
        end_line(good, good + 1);
        continue;
      }
      // A word longer than the line.
      const char* begin = text.data() + from;
      const char* broken = font->CalcWordWrapPositionA(1, begin, text.data() + stop, room);
      const auto end = static_cast<std::size_t>(broken - text.data());
      if (end < stop) {
        end_line(std::max(end, from + 1), std::max(end, from + 1));
        continue;
      }
    }
    good = stop;
    at = stop + 1;
    if (stop < text.size() && text[stop] == '\n') end_line(stop, stop + 1);
  }
  if (from < text.size()) lines.push_back(text.substr(from));
  return lines;
}

float Pen::wrapped(Point at, float room, ImFont* font, Colour colour, std::string_view text,
                   std::size_t lines_max) const {
  const auto lines = lines_of(room, font, text);
  const float first_w = lines.empty() ? 0 : width(font, lines.front());
  ui_.text.add(text, Point{at.x + std::min(first_w, room) / 2, at.y + font->FontSize / 2});
  const std::size_t count = std::min(lines.size(), lines_max);
  for (std::size_t i = 0; i < count; ++i) {
    const Point place{at.x, at.y + static_cast<float>(i) * leading(font)};
    if (i + 1 == count && count < lines.size()) {
      const auto from = static_cast<std::size_t>(lines[i].data() - text.data());
      draw(place, font, font->FontSize, colour, shortened(font, text.substr(from), room, 1));
    } else {
      draw(place, font, font->FontSize, colour, lines[i]);
    }
  }
  return static_cast<float>(count) * leading(font);
}

float Pen::wrapped_height(float room, ImFont* font, std::string_view text,
                          std::size_t lines_max) const {
  const std::size_t count = std::min(lines_of(room, font, text).size(), lines_max);
  return static_cast<float>(count) * leading(font);
}

void Pen::fill(Box box, Colour colour, float radius, float alpha) const {
  list_->AddRectFilled(vec(box.top_left()), vec(box.bottom_right()), ink(colour, alpha), radius);
}

void Pen::frame(Box box, Colour colour, float radius, float thickness, float alpha) const {
  list_->AddRect(vec(box.top_left()), vec(box.bottom_right()), ink(colour, alpha), radius, 0,
                 thickness);
}

void Pen::stroke(const Curve& curve, Colour colour, float thickness, float alpha,
                 float t_end) const {
  constexpr int pieces = 40;
  for (int i = 0; i <= pieces; ++i) {
    list_->PathLineTo(vec(curve.at(t_end * static_cast<float>(i) / pieces)));
  }
  list_->PathStroke(ink(colour, alpha), 0, thickness);
}

void Pen::dashes(const Curve& curve, Colour colour, float thickness, float alpha) const {
  const float reach = length(curve.to - curve.from);
  const int pieces = std::max(4, static_cast<int>(reach / (ui_.u * 0.75f)));
  for (int i = 0; i < pieces; i += 2) {
    const auto n = static_cast<float>(pieces);
    list_->AddLine(vec(curve.at(static_cast<float>(i) / n)),
                   vec(curve.at(static_cast<float>(i + 1) / n)), ink(colour, alpha), thickness);
  }
}

void Pen::dot(Point at, float radius, Colour colour, float alpha) const {
  list_->AddCircleFilled(vec(at), radius, ink(colour, alpha), 24);
}

void Pen::segment(Point a, Point b, Colour colour, float thickness, float alpha) const {
  list_->AddLine(vec(a), vec(b), ink(colour, alpha), thickness);
}

float Pen::pill(Point at, ImFont* font, Colour text, Colour ground, std::string_view words,
                float ground_alpha) const {
  const float w = width(font, words) + 2 * u(), h = font->FontSize + u();
  fill({at.x, at.y, w, h}, ground, h / 2, ground_alpha);
  fitted({at.x + u(), at.y, w, h}, font, text, words);
  return w;
}

void begin_window(const char* name, Box window, ImGuiWindowFlags more_flags) {
  ImGui::SetNextWindowPos(vec(window.top_left()));
  ImGui::SetNextWindowSize({window.w, window.h});
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse | more_flags);
}

Pen begin_overlay(const Ui& ui, const char* name, Box window, float dim) {
  ImGui::SetNextWindowFocus();
  begin_window(name, window);
  const Pen pen(ui, name);
  pen.fill(window, ui.theme.back, 0, dim);
  return pen;
}

bool clicked(const char* id, Box box, bool* hovered) {
  if (box.w < 1 || box.h < 1) return false;
  ImGui::SetCursorScreenPos(vec(box.top_left()));
  const bool hit = ImGui::InvisibleButton(id, {box.w, box.h});
  if (hovered) *hovered = ImGui::IsItemHovered();
  return hit;
}

Box panel_surface(const Pen& pen, Box box, std::string_view heading) {
  const float u = pen.u(), h = 4 * u;
  pen.fill(box, pen.theme().panel, 1.25f * u);
  pen.frame(box, pen.theme().line, 1.25f * u, 1, 0.6f);
  pen.fitted({box.x + 2 * u, box.y + 0.5f * u, box.w - 4 * u, h}, pen.fonts().small,
             pen.theme().muted, heading);
  return {box.x + 2 * u, box.y + h + 0.5f * u, box.w - 3 * u, box.h - h - 1.5f * u};
}

ScrollArea::ScrollArea(const char* id, Box box) : box_(box) {
  ImGui::SetCursorScreenPos(vec(box.top_left()));
  ImGui::BeginChild(id, {std::max(1.f, box.w), std::max(1.f, box.h)}, false,
                    ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  origin_ = {at.x, at.y};
  width_ = box.w - ImGui::GetStyle().ScrollbarSize;
}

ScrollArea::~ScrollArea() {
  ImGui::SetCursorScreenPos(vec(origin_));
  ImGui::Dummy({width_ * 0.5f, height_});
  ImGui::EndChild();
}

void ScrollArea::reveal(float top, float bottom, float row) const {
  const float now = ImGui::GetScrollY(), room = box_.h;
  const float spare = std::max(0.f, room - (bottom - top)) / 2;
  const float margin = std::min({room / 4, bottom - top, spare});
  const auto whole = [&](float y) { return row > 0 ? std::ceil(y / row - 0.01f) * row : y; };
  if (bottom + margin > now + room) ImGui::SetScrollY(whole(bottom + margin - room));
  // What is higher than the room is seen from its beginning.
  if (top - margin < now || bottom - top > room) {
    const float y = std::max(0.f, top - margin);
    ImGui::SetScrollY(row > 0 ? std::floor(y / row) * row : y);
  }
}

void ScrollArea::scroll_by(int thirds) const {
  if (thirds == 0) return;
  ImGui::SetScrollY(std::max(0.f, ImGui::GetScrollY() + static_cast<float>(thirds) * box_.h / 3));
}

}  // namespace mailtown::view
