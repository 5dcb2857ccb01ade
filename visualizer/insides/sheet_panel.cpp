#include "visualizer/insides/sheet_panel.h"

#include <fmt/core.h>

#include "visualizer/icons.h"

namespace mailtown::view {
namespace {

constexpr float sign_w = 2.5f, indent_w = 2.5f, gap = 0.75f, bar_h = 0.5f;  // in units
constexpr std::size_t told_max = 400;  // lines out of sight that the panel's text has all the same

// Where the parts of a line stand; heights in pixels.
struct Places {
  float left = 0, room = 0;
  bool aside_below = false;
  float label_h = 0, aside_h = 0, bar = 0, detail_h = 0;
  float height() const { return label_h + aside_h + bar + detail_h; }
};

ImFont* detail_font(const Pen& pen, const SheetLine& line) {
  return line.is_mono ? pen.fonts().mono : pen.fonts().text;
}

Places places_of_pair(const Pen& pen, const SheetLine& line, float width) {
  Places p;
  p.room = (width - pen.u()) / 2;
  ImFont* font = line.tone == Tone::quiet ? pen.fonts().small : pen.fonts().mono;
  p.label_h = std::max(pen.wrapped_height(p.room, font, line.label),
                       pen.wrapped_height(p.room, font, line.detail));
  return p;
}

float chips_height(const Pen& pen, const SheetLine& line, float width) {
  float x = 0, rows = 1;
  for (const Chip& chip : line.chips) {
    const float w = pen.width(pen.fonts().small, chip.words) + 4.25f * pen.u();
    if (x > 0 && x + w > width) {
      x = 0;
      ++rows;
    }
    x += w;
  }
  return rows * 3.5f * pen.u();
}

Places places_of(const Pen& pen, const SheetLine& line, float width) {
  const float u = pen.u();
  if (line.kind == SheetLine::Kind::pair) return places_of_pair(pen, line, width);
  Places p;
  if (line.kind == SheetLine::Kind::chips) {
    p.label_h = chips_height(pen, line, width);
    return p;
  }
  if (line.kind == SheetLine::Kind::heading) {
    p.room = width;
    p.label_h = pen.wrapped_height(width, pen.fonts().small, line.label) + 1.25f * u;
    return p;
  }
  const bool row = line.kind == SheetLine::Kind::row;
  p.left =
      row ? (static_cast<float>(line.depth) * indent_w + (line.sign == Sign::none ? 0 : sign_w)) * u
          : 0;
  p.room = std::max(10 * u, width - p.left - 0.5f * u);
  const float aside_w = line.aside.empty() ? 0 : pen.width(pen.fonts().small, line.aside) + 2 * u;
  p.aside_below = aside_w > 0 && pen.width(pen.fonts().text, line.label) + aside_w > p.room;
  p.label_h = pen.wrapped_height(p.room, pen.fonts().text, line.label);
  if (p.aside_below) {
    p.aside_h = pen.wrapped_height(p.room, pen.fonts().small, line.aside);
  }
  if (line.left_share >= 0) p.bar = (bar_h + 0.5f) * u;
  if (!line.detail.empty()) {
    p.detail_h = pen.wrapped_height(p.room, detail_font(pen, line), line.detail);
  }
  return p;
}

Colour sign_colour(const Pen& pen, const SheetLine& line) {
  const Theme& theme = pen.theme();
  if (line.tone == Tone::now) return theme.now;
  if (line.tone == Tone::bad) return theme.bad;
  if (line.tone == Tone::good || line.sign == Sign::check) return theme.server;
  return line.sign == Sign::cross ? theme.bad : theme.muted;
}

void draw_sign(const Pen& pen, const SheetLine& line, Point at) {
  const float u = pen.u();
  const Colour colour = sign_colour(pen, line);
  switch (line.sign) {
    case Sign::none:
      break;
    case Sign::dot:
      pen.dot(at, 0.45f * u, colour);
      break;
    case Sign::check:
      draw_check(pen, at, 1.25f * u, colour);
      break;
    case Sign::cross:
      draw_cross(pen, at, 0.9f * u, colour);
      break;
    case Sign::diamond:
      draw_diamond(pen, at, 1.3f * u, colour);
      break;
    case Sign::letter:
      draw_envelope(pen, at, 1.8f * u, pen.theme().mail,
                    pen.theme().dark ? pen.theme().back : pen.theme().muted);
      break;
  }
}

void draw_chips(const Pen& pen, const SheetLine& line, Box box) {
  const float u = pen.u(), h = 2.5f * u;
  const Theme& theme = pen.theme();
  float x = box.x, y = box.y + 0.5f * u;
  bool first = true;
  for (const Chip& chip : line.chips) {
    const float w = pen.width(pen.fonts().small, chip.words) + 3.5f * u;
    if (!first && x + w + u > box.right()) {
      x = box.x;
      y += 3.5f * u;
      first = true;
    }
    if (!first) pen.segment({x - 0.75f * u, y + h / 2}, {x, y + h / 2}, theme.muted, 1.5f);
    const bool lit = chip.tone == Tone::now || chip.tone == Tone::bad;
    const Colour ground = chip.tone == Tone::now   ? theme.now
                          : chip.tone == Tone::bad ? theme.bad
                                                   : theme.raised;
    pen.fill({x, y, w, h}, ground, h / 2);
    const Colour edge = chip.tone == Tone::good ? theme.server : theme.line;
    if (!lit) pen.frame({x, y, w, h}, edge, h / 2);
    const Colour ink = lit ? (chip.tone == Tone::now ? theme.on_now : theme.panel)
                       : chip.tone == Tone::quiet ? theme.faint
                                                  : theme.text;
    const Point sign{x + 1.4f * u, y + h / 2};
    if (chip.tone == Tone::good) draw_check(pen, sign, 1.1f * u, theme.server);
    if (chip.tone == Tone::bad) draw_cross(pen, sign, 0.8f * u, ink);
    if (chip.tone == Tone::now) pen.dot(sign, 0.4f * u, ink);
    const bool has_sign = chip.tone != Tone::quiet;
    pen.fitted({x + (has_sign ? 2.5f * u : 0), y, w - (has_sign ? 2.5f * u : 0), h},
               pen.fonts().small, ink, chip.words, has_sign ? Align::left : Align::centre);
    x += w + 0.75f * u;
    first = false;
  }
}

void draw_pair(const Pen& pen, const SheetLine& line, const Places& p, Box box) {
  const bool heads = line.tone == Tone::quiet;
  ImFont* font = heads ? pen.fonts().small : pen.fonts().mono;
  const Colour colour = heads ? pen.theme().faint : pen.theme().text;
  if (!line.label.empty()) pen.wrapped(box.top_left(), p.room, font, colour, line.label);
  if (!line.detail.empty()) {
    pen.wrapped({box.x + p.room + pen.u(), box.y}, p.room, font, colour, line.detail);
  }
  pen.segment({box.x + p.room + 0.25f * pen.u(), box.y},
              {box.x + p.room + 0.25f * pen.u(), box.bottom() + gap * pen.u()}, pen.theme().line,
              1);
}

void react(const Pen& pen, View& view, const SheetLine& line, std::size_t index, Box box) {
  const bool leads = line.step != 0 || line.letter != 0;
  bool hovered = false;
  if (leads && clicked(fmt::format("line {}", index).c_str(), box, &hovered)) {
    if (line.letter != 0) view.choose_letter(line.letter);
    if (line.step != 0) view.go(line.step);
  }
  const bool is_now = line.tone == Tone::now;
  if (!is_now && !hovered) return;
  const Box ground{box.x, box.y - 0.25f * pen.u(), box.w, box.h + 0.25f * pen.u()};
  pen.fill(ground, pen.theme().hover, 0.75f * pen.u(), is_now ? 0.8f : 0.5f);
}

void draw_row(const Pen& pen, const SheetLine& line, const Places& p, Box box) {
  const float u = pen.u();
  const Theme& theme = pen.theme();
  const bool heading = line.kind == SheetLine::Kind::heading;
  ImFont* font = heading ? pen.fonts().small : pen.fonts().text;
  const Colour colour = heading || line.tone == Tone::quiet ? theme.muted : theme.text;
  float y = box.y + (heading ? u : 0);
  pen.wrapped({box.x + p.left, y}, p.room, font, colour, line.label);
  const float line_h = Pen::leading(font);
  if (!line.aside.empty() && !p.aside_below) {
    pen.fitted({box.x, y, box.w - 0.5f * u, line_h * 0.85f}, pen.fonts().small, theme.muted,
               line.aside, Align::right);
  }
  y += p.label_h - (heading ? 1.25f * u : 0);
  if (p.aside_below) {
    pen.wrapped({box.x + p.left, y}, p.room, pen.fonts().small, theme.muted, line.aside);
    y += p.aside_h;
  }
  if (line.left_share >= 0) {
    const Box bar{box.x + p.left, y + 0.1f * u, p.room, bar_h * u};
    pen.fill(bar, theme.hover, bar.h / 2);
    if (line.left_share > 0) {
      pen.fill({bar.x, bar.y, std::max(bar.h, bar.w * line.left_share), bar.h}, theme.dns,
               bar.h / 2);
    }
    y += p.bar;
  }
  if (!line.detail.empty()) {
    pen.wrapped({box.x + p.left, y}, p.room, detail_font(pen, line), theme.muted, line.detail);
  }
}

Point sign_of(const Pen& pen, const SheetLine& line, Box box) {
  const float u = pen.u();
  return {box.x + (static_cast<float>(line.depth) * indent_w + 0.9f) * u,
          box.y + 0.42f * Pen::leading(pen.fonts().text)};
}

void draw_line(const Pen& pen, View& view, const SheetMemo& memo, std::size_t index, Box area) {
  const SheetLine& line = memo.sheet.lines[index];
  const float u = pen.u();
  const Box box{area.x, area.y + memo.tops[index], area.w,
                memo.tops[index + 1] - memo.tops[index] - gap * u};
  react(pen, view, line, index, box);
  if (line.kind == SheetLine::Kind::chips) return draw_chips(pen, line, box);
  const Places p = places_of(pen, line, area.w);
  if (line.kind == SheetLine::Kind::pair) return draw_pair(pen, line, p, box);
  const Point sign = sign_of(pen, line, box);
  if (line.is_linked && index > 0 && memo.sheet.lines[index - 1].sign != Sign::none) {
    const SheetLine& before = memo.sheet.lines[index - 1];
    const Point above = sign_of(pen, before, {area.x, area.y + memo.tops[index - 1], area.w, 0});
    const Colour colour = pen.theme().line;
    pen.segment({above.x, above.y + 0.9f * u},
                {above.x, sign.y - (above.x == sign.x ? 0.9f * u : 0)}, colour, 1.5f);
    if (above.x != sign.x)
      pen.segment({above.x, sign.y}, {sign.x - 0.9f * u, sign.y}, colour, 1.5f);
  }
  draw_sign(pen, line, sign);
  draw_row(pen, line, p, box);
}

void refresh(const Pen& pen, View& view, SheetMemo& memo, float width, Sheet (*make)(View&)) {
  const SheetMemo::Key key{view.run().reading().trace().events.data(),
                           view.step(),
                           view.language(),
                           view.inside(),
                           view.selected(),
                           view.chosen_letter(),
                           width,
                           pen.u()};
  if (memo.key == key) return;
  memo.key = key;
  memo.sheet = make(view);
  memo.tops.assign(1, 0);
  for (const SheetLine& line : memo.sheet.lines) {
    memo.tops.push_back(memo.tops.back() + places_of(pen, line, width).height() + gap * pen.u());
  }
}

}  // namespace

void draw_sheet(const Ui& ui, View& view, SheetMemo& memo, Box box, Sheet (*make)(View&)) {
  const std::string name(inside_names[static_cast<std::size_t>(view.inside())]);
  ScrollArea area(name.c_str(), box);
  const Pen pen(ui, name);
  const float width = area.width() - ui.u;
  const auto before = memo.key;
  refresh(pen, view, memo, width, make);
  const auto& lines = memo.sheet.lines;
  std::size_t told = 0, now = lines.size();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].tone == Tone::now) now = i;
    const float top = area.origin().y + memo.tops[i], bottom = area.origin().y + memo.tops[i + 1];
    if (bottom >= area.visible().y && top <= area.visible().bottom()) {
      draw_line(pen, view, memo, i, {area.origin().x, area.origin().y, width, 0});
    } else if (++told <= told_max) {
      for (const std::string* text : {&lines[i].label, &lines[i].aside, &lines[i].detail}) {
        if (!text->empty()) pen.say(*text);
      }
    }
  }
  area.set_height(memo.tops.back() + ui.u);
  if (memo.key != before) {
    if (now < lines.size()) {
      area.reveal(memo.tops[now], memo.tops[now + 1]);
    } else if (!before || std::get<Inside>(*before) != view.inside()) {
      ImGui::SetScrollY(0);
    }
  }
  area.scroll_by(view.take_scroll(Pane::dialogue));
}

}  // namespace mailtown::view
