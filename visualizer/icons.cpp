#include "visualizer/icons.h"

#include <array>
#include <numbers>

namespace mailtown::view {
namespace {

float thickness(float size) {
  return std::max(1.2f, size / 13);
}

// A post office: a roof over an envelope's shape.
void draw_post_office(const Pen& pen, Point c, float s, Colour colour) {
  const float t = thickness(s);
  ImDrawList& list = pen.list();
  const std::array<ImVec2, 3> roof{ImVec2{c.x - s * 0.48f, c.y - s * 0.12f},
                                   ImVec2{c.x, c.y - s * 0.46f},
                                   ImVec2{c.x + s * 0.48f, c.y - s * 0.12f}};
  list.AddPolyline(roof.data(), 3, ink(colour), 0, t);
  const Box body{c.x - s * 0.36f, c.y - s * 0.04f, s * 0.72f, s * 0.46f};
  pen.frame(body, colour, s * 0.06f, t);
  pen.segment(body.top_left(), {c.x, body.y + s * 0.24f}, colour, t);
  pen.segment({body.right(), body.y}, {c.x, body.y + s * 0.24f}, colour, t);
}

// A letter box on a post.
void draw_letter_box(const Pen& pen, Point c, float s, Colour colour) {
  const float t = thickness(s);
  const Box box{c.x - s * 0.36f, c.y - s * 0.36f, s * 0.72f, s * 0.46f};
  pen.list().AddRect(vec(box.top_left()), vec(box.bottom_right()), ink(colour), s * 0.22f,
                     ImDrawFlags_RoundCornersTop, t);
  pen.segment({c.x - s * 0.18f, c.y - s * 0.10f}, {c.x + s * 0.18f, c.y - s * 0.10f}, colour, t);
  pen.segment({c.x, box.bottom()}, {c.x, c.y + s * 0.44f}, colour, t * 1.3f);
  pen.segment({c.x - s * 0.16f, c.y + s * 0.44f}, {c.x + s * 0.16f, c.y + s * 0.44f}, colour, t);
}

// A signpost: it knows the way in its own land.
void draw_signpost(const Pen& pen, Point c, float s, Colour colour) {
  const float t = thickness(s);
  pen.segment({c.x, c.y - s * 0.44f}, {c.x, c.y + s * 0.44f}, colour, t * 1.2f);
  const auto board = [&](float y, float direction) {
    const float back = c.x - direction * s * 0.26f, front = c.x + direction * s * 0.26f;
    const std::array<ImVec2, 5> shape{ImVec2{back, y - s * 0.1f}, ImVec2{front, y - s * 0.1f},
                                      ImVec2{front + direction * s * 0.14f, y},
                                      ImVec2{front, y + s * 0.1f}, ImVec2{back, y + s * 0.1f}};
    pen.list().AddConvexPolyFilled(shape.data(), 5, ink(pen.theme().raised));
    pen.list().AddPolyline(shape.data(), 5, ink(colour), ImDrawFlags_Closed, t);
  };
  board(c.y - s * 0.25f, 1);
  board(c.y + s * 0.08f, -1);
}

// A magnifying glass: it asks around.
void draw_glass(const Pen& pen, Point c, float s, Colour colour) {
  const float t = thickness(s);
  const Point lens{c.x - s * 0.08f, c.y - s * 0.08f};
  pen.list().AddCircle(vec(lens), s * 0.28f, ink(colour), 32, t);
  pen.segment({lens.x + s * 0.2f, lens.y + s * 0.2f}, {c.x + s * 0.42f, c.y + s * 0.42f}, colour,
              t * 1.6f);
}

void draw_person(const Pen& pen, Point c, float s, Colour colour) {
  const float t = thickness(s);
  pen.list().AddCircle({c.x, c.y - s * 0.2f}, s * 0.2f, ink(colour), 32, t);
  pen.list().PathArcTo({c.x, c.y + s * 0.44f}, s * 0.36f, std::numbers::pi_v<float>,
                       2 * std::numbers::pi_v<float>, 24);
  pen.list().PathStroke(ink(colour), ImDrawFlags_Closed, t);
}

}  // namespace

void draw_role(const Pen& pen, std::string_view role, Point centre, float size, Colour colour) {
  if (role == "mta") return draw_post_office(pen, centre, size, colour);
  if (role == "mda") return draw_letter_box(pen, centre, size, colour);
  if (role == "nameserver") return draw_signpost(pen, centre, size, colour);
  if (role == "resolver") return draw_glass(pen, centre, size, colour);
  if (role == "user") return draw_person(pen, centre, size, colour);
  pen.frame({centre.x - size * 0.3f, centre.y - size * 0.3f, size * 0.6f, size * 0.6f}, colour,
            size * 0.1f, thickness(size));
}

void draw_envelope(const Pen& pen, Point c, float size, Colour paper, Colour edge) {
  const Box box{c.x - size / 2, c.y - size * 0.34f, size, size * 0.68f};
  const float t = std::max(1.f, size / 14);
  pen.fill(box, paper, size * 0.08f);
  pen.frame(box, edge, size * 0.08f, t);
  pen.segment({box.x + t, box.y + t}, {c.x, c.y + size * 0.06f}, edge, t);
  pen.segment({box.right() - t, box.y + t}, {c.x, c.y + size * 0.06f}, edge, t);
}

void draw_diamond(const Pen& pen, Point c, float size, Colour colour) {
  const float h = size / 2;
  pen.list().AddQuadFilled({c.x, c.y - h}, {c.x + h, c.y}, {c.x, c.y + h}, {c.x - h, c.y},
                           ink(colour));
}

void draw_dns_packet(const Pen& pen, Point c, float size, bool answer, Colour ground, Colour sign) {
  draw_diamond(pen, c, size * 1.3f, ground);
  ImFont* font = pen.fonts().bold;
  const char* text = answer ? "=" : "?";
  const float height = size * 0.72f;
  const float w = font->CalcTextSizeA(height, 1e9f, 0, text).x;
  pen.list().AddText(font, height, {c.x - w / 2, c.y - height / 2}, ink(sign), text);
}

void draw_line_packet(const Pen& pen, Point c, float size, Colour colour) {
  pen.dot(c, size * 0.42f, pen.theme().panel);
  pen.dot(c, size * 0.32f, colour);
}

void draw_cross(const Pen& pen, Point c, float size, Colour colour) {
  const float h = size / 2, t = std::max(1.5f, size / 6);
  pen.segment({c.x - h, c.y - h}, {c.x + h, c.y + h}, colour, t);
  pen.segment({c.x - h, c.y + h}, {c.x + h, c.y - h}, colour, t);
}

void draw_no_entry(const Pen& pen, Point c, float size, Colour colour) {
  const float t = std::max(1.5f, size / 6);
  pen.dot(c, size / 2, pen.theme().panel);
  pen.list().AddCircle(vec(c), size / 2, ink(colour), 24, t);
  pen.segment({c.x - size * 0.27f, c.y}, {c.x + size * 0.27f, c.y}, colour, 1.3f * t);
}

void draw_hourglass(const Pen& pen, Point c, float size, Colour colour) {
  const float w = size * 0.34f, h = size * 0.48f, t = std::max(1.3f, size / 11);
  pen.dot(c, size * 0.62f, pen.theme().panel, 0.9f);
  pen.segment({c.x - w, c.y - h}, {c.x + w, c.y - h}, colour, t);
  pen.segment({c.x - w, c.y + h}, {c.x + w, c.y + h}, colour, t);
  pen.segment({c.x - w, c.y - h}, {c.x + w, c.y + h}, colour, t);
  pen.segment({c.x + w, c.y - h}, {c.x - w, c.y + h}, colour, t);
  pen.list().AddTriangleFilled({c.x, c.y + 0.1f * size}, {c.x - 0.8f * w, c.y + h},
                               {c.x + 0.8f * w, c.y + h}, ink(colour));
}

void draw_check(const Pen& pen, Point c, float size, Colour colour) {
  const std::array<ImVec2, 3> way{ImVec2{c.x - size * 0.5f, c.y},
                                  ImVec2{c.x - size * 0.12f, c.y + size * 0.38f},
                                  ImVec2{c.x + size * 0.5f, c.y - size * 0.4f}};
  pen.list().AddPolyline(way.data(), 3, ink(colour), 0, std::max(1.5f, size / 6));
}

void draw_arrow_head(const Pen& pen, Point tip, Point heading, float size, Colour colour,
                     float alpha) {
  const Point side{-heading.y, heading.x};
  const Point base = tip - heading * size;
  pen.list().AddTriangleFilled(vec(tip), vec(base + side * (size * 0.5f)),
                               vec(base - side * (size * 0.5f)), ink(colour, alpha));
}

void draw_play(const Pen& pen, Point c, float size, bool playing, Colour colour) {
  const float h = size / 2;
  if (playing) {
    pen.fill({c.x - h * 0.8f, c.y - h, h * 0.6f, size}, colour, 1);
    pen.fill({c.x + h * 0.2f, c.y - h, h * 0.6f, size}, colour, 1);
  } else {
    pen.list().AddTriangleFilled({c.x - h * 0.7f, c.y - h}, {c.x + h, c.y},
                                 {c.x - h * 0.7f, c.y + h}, ink(colour));
  }
}

void draw_theme_sign(const Pen& pen, Point c, float size, bool dark, Colour colour, Colour ground) {
  pen.dot(c, size * 0.42f, colour);
  if (dark) {
    pen.dot({c.x + size * 0.2f, c.y - size * 0.14f}, size * 0.36f, ground);
    return;
  }
  for (int i = 0; i < 8; ++i) {
    const float a = static_cast<float>(i) * std::numbers::pi_v<float> / 4;
    const Point way{std::cos(a), std::sin(a)};
    pen.segment(c + way * (size * 0.55f), c + way * (size * 0.72f), colour, 1.5f);
  }
}

}  // namespace mailtown::view
