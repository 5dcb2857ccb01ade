#include "visualizer/sequence/sequence_parts.h"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "visualizer/icons.h"
#include "visualizer/insides/sheet.h"

namespace mailtown::view {
namespace {

constexpr float head_min_w = 8;               // a narrower lane has no head
constexpr std::int64_t pause_us = 2'000'000;  // a longer silence is marked

float x_of(const SequenceMemo& memo, const LaneAxis& axis, std::size_t lane) {
  const auto& lanes = memo.rows.lanes;
  const auto at = std::lower_bound(lanes.begin(), lanes.end(), lane);
  return axis.middles[static_cast<std::size_t>(at - lanes.begin())];
}

// The lanes of the row at hand and of those around it, the nearest first, as many as are asked for.
std::set<std::size_t> lanes_near(const SequenceMemo& memo, std::size_t row, std::size_t most) {
  constexpr std::size_t farthest = 200;
  std::set<std::size_t> lanes;
  const auto& rows = memo.rows.rows;
  const auto take = [&](std::size_t at) {
    if (at >= rows.size()) return;
    const auto& item = memo.outline.items[rows[at].item];
    const auto* arrow = std::get_if<report::Arrow>(&item);
    const auto ends =
        arrow ? std::pair{arrow->from, arrow->to}
              : std::pair{std::get<report::Note>(item).lane, std::get<report::Note>(item).lane};
    for (const std::size_t lane : {ends.first, ends.second}) {
      if (lanes.size() < most) lanes.insert(lane);
    }
  };
  if (row >= rows.size()) row = 0;
  for (std::size_t away = 0; away < farthest && lanes.size() < most; ++away) {
    take(row + away);
    if (away <= row) take(row - away);
  }
  return lanes;
}

// A text in one line at this place, on a ground that hides the lanes; kept within the lanes' room.
void draw_words(const Pen& pen, const LaneAxis& axis, float centre, float y, Colour colour,
                Colour ground, const std::string& words) {
  const float u = pen.u(), h = 1.9f * u;
  const float w = std::min(axis.room, pen.width(pen.fonts().small, words) + u);
  const float x = std::clamp(centre - w / 2, axis.left, axis.left + axis.room - w);
  pen.fill({x, y, w, h}, ground, 0.4f * u, 0.85f);
  pen.fitted({x + 0.5f * u, y, w - 0.5f * u, h}, pen.fonts().small, colour, words);
}

void draw_way(const Pen& pen, Point from, Point to, Colour colour, float thickness, bool dashed,
              bool lost) {
  const float u = pen.u();
  if (lost) to = from + (to - from) * 0.6f;
  const Curve curve{from, (from + to) * 0.5f, to};
  if (dashed || lost) {
    pen.dashes(curve, colour, thickness);
  } else {
    pen.segment(from, to, colour, thickness);
  }
  if (lost) {
    draw_cross(pen, to, 1.1f * u, pen.theme().bad);
  } else {
    draw_arrow_head(pen, to, curve.heading(1), 1.1f * u, colour);
  }
}

struct RowLook {
  Colour ink, line;
  Colour ground;
  float thickness = 1.3f;
};

RowLook look_of(const Pen& pen, const View& view, const SequenceRow& row, Colour line,
                bool is_now) {
  const Theme& theme = pen.theme();
  const bool future = row.step > view.step();
  if (is_now) return {theme.text, theme.now, theme.hover, 2.2f};
  return {future ? theme.faint : theme.muted, future ? theme.faint : line, theme.panel, 1.3f};
}

void draw_arrow_row(const Pen& pen, const View& view, const SequenceMemo& memo,
                    const LaneAxis& axis, const SequenceRow& row, Box box, bool is_now) {
  const float u = pen.u();
  const Theme& theme = pen.theme();
  const auto& arrow = std::get<report::Arrow>(memo.outline.items[row.item]);
  const auto& joined = view.run().joined();
  const auto& motion = joined.motions[arrow.motion];
  bool dns = false, by_client = true;
  if (row.conversation != 0) {
    const auto& info = joined.conversations[row.conversation - 1];
    dns = info.protocol == "dns";
    by_client = motion.from == info.client;
  }
  const bool refuses = view.run().is_stop(Unit::refusal, motion.sent);
  const Colour line = arrow.is_lost || refuses ? theme.bad
                      : dns || by_client       ? theme.client
                                               : theme.server;
  const RowLook look = look_of(pen, view, row, line, is_now);
  const float from = x_of(memo, axis, arrow.from), to = x_of(memo, axis, arrow.to);
  const float y = box.y + 2.7f * u;
  const std::string words = arrow_words(view.run(), view.words(), arrow);
  if (arrow.from == arrow.to) {  // a machine that talks to itself
    draw_way(pen, {from + 4 * u, y + 0.4f * u}, {from, y + 0.4f * u}, look.line, look.thickness,
             arrow.is_answer, arrow.is_lost);
  } else {
    draw_way(pen, {from, y}, {to, y + 0.8f * u}, look.line, look.thickness, arrow.is_answer,
             arrow.is_lost);
  }
  draw_words(pen, axis, (from + to) / 2, box.y + 0.5f * u, look.ink, look.ground, words);
  if (!refuses) return;
  draw_no_entry(pen, {from, y + 0.2f * u}, 1.5f * u,
                row.step > view.step() ? theme.faint : theme.bad);
}

void draw_note_row(const Pen& pen, const View& view, const SequenceMemo& memo, const LaneAxis& axis,
                   const SequenceRow& row, Box box, bool is_now) {
  const float u = pen.u(), pad = 0.75f * u;
  const Theme& theme = pen.theme();
  const auto& note = std::get<report::Note>(memo.outline.items[row.item]);
  const RowLook look = look_of(pen, view, row, theme.line, is_now);
  const std::string words = view.narrator().explain(row.step);
  const float most = std::min(axis.room, 48 * u);
  const float text_w = std::min(most - 2 * pad - 2 * u, pen.width(pen.fonts().small, words) + 1);
  const float text_h = pen.wrapped_height(text_w, pen.fonts().small, words, 2);
  const float w = text_w + 2 * pad + 2 * u, h = std::min(box.h - 0.4f * u, text_h + 0.5f * u);
  const float centre = x_of(memo, axis, note.lane);
  const float x = std::clamp(centre - w / 2, axis.left, axis.left + axis.room - w);
  const Box ground{x, box.y + (box.h - h) / 2, w, h};
  pen.fill(ground, theme.raised, 0.6f * u);
  pen.frame(ground, look.line, 0.6f * u, is_now ? 2.f : 1.f);
  draw_diamond(pen, {ground.x + pad + 0.5f * u, ground.centre().y}, 1.1f * u, look.line);
  pen.wrapped({ground.x + pad + 2 * u, ground.y + 0.25f * u}, text_w, pen.fonts().small, look.ink,
              words, 2);
}

void draw_fold_row(const Pen& pen, const View& view, const SequenceMemo& memo, const LaneAxis& axis,
                   const SequenceRow& row, Box box, bool is_now) {
  const float u = pen.u(), h = 2.5f * u;
  const Theme& theme = pen.theme();
  const auto& info = view.run().joined().conversations[row.conversation - 1];
  const auto& arrow = std::get<report::Arrow>(memo.outline.items[row.item]);
  const RowLook look = look_of(pen, view, row, theme.muted, is_now);
  std::string words = view.words().ui("view.protocol." + info.protocol);
  if (!info.subject.empty()) words += " · " + info.subject;
  words += " · " + view.words().ui("view.sequence.folded", {{"count", std::to_string(row.count)}});
  const float a = x_of(memo, axis, arrow.from), b = x_of(memo, axis, arrow.to);
  const float y = box.y + box.h / 2;
  pen.segment({a, y}, {b, y}, look.line, 0.6f * u);
  pen.dot({a, y}, 0.7f * u, theme.client);
  pen.dot({b, y}, 0.7f * u, theme.server);
  const float w = std::min(axis.room, pen.width(pen.fonts().small, words) + 2 * u + 1);
  const float from = std::clamp(std::min(a, b), axis.left, axis.left + axis.room);
  const float to = std::clamp(std::max(a, b), axis.left, axis.left + axis.room);
  const float x = std::clamp((from + to) / 2 - w / 2, axis.left, axis.left + axis.room - w);
  const Box pill{x, y - h / 2, w, h};
  pen.fill(pill, theme.raised, h / 2);
  pen.frame(pill, look.line, h / 2, is_now ? 2.f : 1.f);
  pen.fitted({pill.x + u, y - h / 2, w - 2 * u, h}, pen.fonts().small, look.ink, words,
             Align::centre);
}

// The triangle that folds a conversation or opens it.
void draw_fold_sign(const Pen& pen, View& view, const LaneAxis& axis, const SequenceRow& row,
                    std::size_t index, Box box) {
  const float u = pen.u();
  const Box sign{axis.left - fold_w * u, box.y + 0.5f * u, fold_w * u, box.h - u};
  bool hovered = false;
  if (clicked(fmt::format("fold {}", index).c_str(), sign, &hovered)) {
    view.sequence().turn(row.conversation);
  }
  const Colour colour = hovered ? pen.theme().text : pen.theme().faint;
  const bool folded = row.kind == SequenceRow::Kind::fold;
  draw_arrow_head(pen, sign.centre() + Point{folded ? 0.5f * u : 0, folded ? 0 : 0.5f * u},
                  folded ? Point{1, 0} : Point{0, 1}, 1.1f * u, colour);
}

// A dashed line where all were silent before a row, and for how long.
void draw_pause(const Pen& pen, const View& view, const SequenceMemo& memo, std::size_t index,
                Box row) {
  if (index == 0) return;
  const auto& reading = view.run().reading();
  const std::int64_t us = reading.event(memo.rows.rows[index].step).time_us -
                          reading.event(memo.rows.rows[index - 1].step).time_us;
  if (us <= pause_us) return;
  const float u = pen.u(), h = 1.6f * u;
  pen.dashes({row.top_left(), row.top_left(), {row.right(), row.y}}, pen.theme().way, 1.2f);
  const std::string words = duration_words(view, us);
  const float w = pen.width(pen.fonts().small, words) + u;
  const Box ground{row.x + 0.5f * u, row.y - 0.7f * h, w, h};
  pen.fill(ground, pen.theme().panel, h / 2);
  pen.fitted(ground, pen.fonts().small, pen.theme().muted, words, Align::centre);
}

// The clock where it changes.
void draw_time(const Pen& pen, const View& view, const SequenceMemo& memo, const LaneAxis& axis,
               std::size_t index, Box box, bool is_now) {
  const float u = pen.u();
  const auto& reading = view.run().reading();
  const Step step = memo.rows.rows[index].step;
  const std::int64_t time_us = reading.event(step).time_us;
  if (index > 0) {
    const std::int64_t before = reading.event(memo.rows.rows[index - 1].step).time_us;
    if (time_us == before && !is_now) return;
  }
  if (axis.left - box.x < time_w * u) return;  // no column for it
  pen.fitted({box.x + u, box.y + 0.5f * u, axis.left - box.x - (fold_w + 1) * u, 1.9f * u},
             pen.fonts().small, is_now ? pen.theme().text : pen.theme().faint,
             view.narrator().clock(step));
}

}  // namespace

LaneAxis lanes_around(const SequenceMemo& memo, std::size_t row, float left, float room, float u) {
  const auto& lanes = memo.rows.lanes;
  const auto count = static_cast<float>(lanes.size());
  LaneAxis axis{left, room, {}, std::vector<float>(lanes.size(), room / count), 0, lanes.size()};
  if (count * lane_min_w * u > room) {
    const float narrow = std::min(2 * u, 0.3f * room / count);
    const auto wide_max = static_cast<std::size_t>(
        std::max(2.f, (room - narrow * count) / (lane_min_w * u - narrow)));
    const std::size_t most = std::min(wide_max, lanes.size());
    std::set<std::size_t> wide;
    if (memo.lane) {
      const std::size_t first = std::min(*memo.lane, lanes.size() - most);
      for (std::size_t i = first; i < first + most; ++i) wide.insert(lanes[i]);
    } else {
      wide = lanes_near(memo, row, most);
    }
    const auto wide_count = static_cast<float>(wide.size());
    const auto first = std::find_if(lanes.begin(), lanes.end(),
                                    [&](std::size_t lane) { return wide.contains(lane); });
    axis.first_wide = static_cast<std::size_t>(first - lanes.begin());
    axis.wide = most;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      axis.widths[i] =
          wide.contains(lanes[i]) ? (room - narrow * (count - wide_count)) / wide_count : narrow;
    }
  }
  float x = left;
  for (const float w : axis.widths) {
    axis.middles.push_back(x + w / 2);
    x += w;
  }
  return axis;
}

void draw_lane_heads(const Pen& pen, const SequenceMemo& memo, const LaneAxis& axis, Box box) {
  const float u = pen.u();
  axis.clip(pen, box);
  for (std::size_t i = 0; i < memo.rows.lanes.size(); ++i) {
    if (axis.widths[i] < head_min_w * u) continue;
    const float x = axis.middles[i];
    const std::string& name = memo.outline.lanes[memo.rows.lanes[i]];
    const std::size_t dot = name.find('.');
    const bool address = name.find_first_not_of("0123456789.:") == std::string::npos;
    const float w = axis.widths[i] - 0.5f * u;
    const Box head{x - w / 2, box.y, w, box.h - 0.25f * u};
    pen.say(name);
    const std::string first = address ? name : name.substr(0, dot);
    const std::string rest = address || dot == std::string::npos ? "" : name.substr(dot + 1);
    pen.fill(head, pen.theme().raised, 0.75f * u);
    pen.fitted({head.x + 0.5f * u, head.y + 0.2f * u, w - u, 2 * u}, pen.fonts().small,
               pen.theme().text, first, Align::centre);
    pen.fitted({head.x + 0.5f * u, head.y + 1.9f * u, w - u, 2 * u}, pen.fonts().small,
               pen.theme().faint, rest, Align::centre);
  }
  pen.list().PopClipRect();
}

void draw_lanes(const Pen& pen, const SequenceMemo& memo, const LaneAxis& axis, Box visible) {
  float last = -1;
  for (std::size_t i = 0; i < memo.rows.lanes.size(); ++i) {
    const float x = axis.middles[i];
    if (x - last < 2) continue;  // of a thousand lanes, as many as can be told apart
    pen.segment({x, visible.y}, {x, visible.bottom()}, pen.theme().line, 1, 0.6f);
    last = x;
  }
}

void draw_row(const Pen& pen, View& view, const SequenceMemo& memo, const LaneAxis& axis,
              std::size_t index, Box box, bool is_now) {
  const SequenceRow& row = memo.rows.rows[index];
  const float u = pen.u();
  if (row.opens) draw_fold_sign(pen, view, axis, row, index, box);
  bool hovered = false;
  const float left = axis.left - box.x;
  if (clicked(fmt::format("row {}", index).c_str(), {box.x + left, box.y, box.w - left, box.h},
              &hovered)) {
    view.go(row.step);
  }
  if (is_now || hovered) pen.fill(box, pen.theme().hover, 0.75f * u, is_now ? 1.f : 0.4f);
  if (is_now) pen.fill({box.x, box.y + 0.5f * u, 0.4f * u, box.h - u}, pen.theme().now, 0.2f * u);
  draw_time(pen, view, memo, axis, index, box, is_now);
  axis.clip(pen, box);
  switch (row.kind) {
    case SequenceRow::Kind::arrow:
      draw_arrow_row(pen, view, memo, axis, row, box, is_now);
      break;
    case SequenceRow::Kind::note:
      draw_note_row(pen, view, memo, axis, row, box, is_now);
      break;
    case SequenceRow::Kind::fold:
      draw_fold_row(pen, view, memo, axis, row, box, is_now);
      break;
  }
  pen.list().PopClipRect();
  draw_pause(pen, view, memo, index, box);
}

}  // namespace mailtown::view
