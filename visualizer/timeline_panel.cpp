#include <fmt/core.h>

#include "visualizer/icons.h"
#include "visualizer/screen.h"

namespace mailtown::view {
namespace {

// Where the bars of DNS hang from.
float middle_of(Box track) {
  return track.y + 0.62f * track.h;
}

std::string round_time(const View& view, std::int64_t us) {
  const std::int64_t seconds = us / 1'000'000;
  const auto& words = view.words();
  if (seconds < 120) return words.count("view.seconds", static_cast<std::uint64_t>(seconds));
  if (seconds < 7200) return words.count("view.minutes", static_cast<std::uint64_t>(seconds / 60));
  if (seconds < 172800) {
    return words.count("view.hours", static_cast<std::uint64_t>(seconds / 3600));
  }
  return words.count("view.days", static_cast<std::uint64_t>(seconds / 86400));
}

// Bars upwards for all but DNS, downwards for DNS: what looks names up, and what then happens.
void draw_density(const Pen& pen, const View& view, Memory& memory, Box track, float now) {
  const float u = pen.u();
  const auto count = static_cast<std::size_t>(std::max(8.f, track.w / (0.75f * u)));
  // Counted anew when the track is wider or narrower than before.
  if (memory.bins.size() != count) {
    memory.bins = bins_of(*memory.axis, view.run().reading().trace().events, count);
  }
  std::uint32_t most = 1;
  for (const TimelineBin& bin : memory.bins) most = std::max({most, bin.dns, bin.others});
  const float step = track.w / static_cast<float>(count), middle = middle_of(track);
  const auto height = [&](std::uint32_t number, float room) {
    const float share = static_cast<float>(number) / static_cast<float>(most);
    return room * (0.12f + 0.88f * std::sqrt(share));
  };
  for (std::size_t i = 0; i < count; ++i) {
    const TimelineBin& bin = memory.bins[i];
    const float x = track.x + static_cast<float>(i) * step, w = std::max(1.f, step - 0.25f * u);
    const float alpha = static_cast<float>(i) / static_cast<float>(count) <= now ? 0.95f : 0.4f;
    if (bin.others > 0) {
      const float h = height(bin.others, middle - track.y);
      pen.fill({x, middle - h, w, h}, pen.theme().muted, 1.5f, alpha);
    }
    if (bin.dns > 0) {
      const float h = height(bin.dns, track.bottom() - middle - 1);
      pen.fill({x, middle + 1, w, h}, pen.theme().dns, 1.5f, alpha);
    }
  }
}

// Refusals as crosses between the beats.
void draw_refusals(const Pen& pen, const View& view, const TimeAxis& axis, Box track) {
  const float u = pen.u();
  const auto& beats = view.run().beat_steps();
  const auto hides_beat = [&](float x) {
    return std::any_of(beats.begin(), beats.end(), [&](Step beat) {
      return std::abs(track.x + axis.at(beat) * track.w - x) < 1.2f * u;
    });
  };
  float last = -u;
  for (const Step step : view.run().stops(Unit::refusal)) {
    const float x = track.x + axis.at(step) * track.w;
    if (x - last < u || hides_beat(x)) continue;
    last = x;
    draw_cross(pen, {x, track.y - 0.9f * u}, 0.7f * u, pen.theme().bad);
  }
}

void draw_waits(const Pen& pen, const View& view, const TimeAxis& axis, Box track) {
  for (const TimeAxis::Wait& wait : axis.waits()) {
    if ((wait.to - wait.from) * track.w < 4 * pen.u()) continue;  // no words fit there
    const std::string words = round_time(view, wait.us);
    const float from = track.x + wait.from * track.w, to = track.x + wait.to * track.w;
    const float w = pen.width(pen.fonts().small, words);
    if (to - from < w + 3 * pen.u()) continue;
    pen.fitted({from, track.y, to - from, middle_of(track) - track.y}, pen.fonts().small,
               pen.theme().faint, words,
               Align::centre);
  }
}

void draw_beats(const Pen& pen, View& view, const TimeAxis& axis, Box track) {
  const float u = pen.u();
  for (const Step step : view.run().beat_steps()) {
    const Point at{track.x + axis.at(step) * track.w, track.y - 0.9f * u};
    draw_diamond(pen, at, 1.4f * u, step == view.step() ? pen.theme().now : pen.theme().text);
    const std::string id = fmt::format("beat {}", step);
    if (clicked(id.c_str(), {at.x - u, at.y - u, 2 * u, 2 * u})) view.go(step);
  }
}

// A square under the track for each step where playing stops, and a line above of what stops it.
void draw_breakpoints(const Pen& pen, const View& view, const TimeAxis& axis, Box track, Box line) {
  const float u = pen.u();
  float last = -u;
  for (const Step step : view.breakpoints().steps()) {
    const float x = track.x + axis.at(step) * track.w;
    if (x - last < 2) continue;
    last = x;
    pen.segment({x, track.y}, {x, track.bottom()}, pen.theme().bad, 1, 0.5f);
    pen.fill({x - 0.5f * u, track.bottom() + 0.1f * u, u, u}, pen.theme().bad, 1);
  }
  std::string names;
  for (const auto& breakpoint : view.breakpoints().all()) {
    names += (names.empty() ? "" : "  ·  ") + breakpoint.to_string();
  }
  if (names.empty()) return;
  const std::string words = view.words().ui("view.breakpoints", {{"breakpoints", names}});
  pen.fitted(line, pen.fonts().small, pen.theme().bad, words);
}

// The play button and the speed; returns where the track may begin.
float draw_play_button(const Pen& pen, View& view, Box box) {
  const float u = pen.u(), size = std::min(4.5f * u, box.h - u);
  const Box round{box.x + 1.5f * u, box.centre().y - size / 2, size, size};
  bool hovered = false;
  if (clicked("play", round, &hovered)) view.toggle_play();
  pen.fill(round, hovered ? pen.theme().hover : pen.theme().raised, size / 2);
  draw_play(pen, round.centre(), 0.42f * size, view.playing(), pen.theme().text);
  pen.say(view.words().ui(view.playing() ? "view.playing" : "view.paused"));
  const Box speed{round.right() + u, box.y, 5 * u, box.h};
  if (clicked("speed", speed)) view.speed() >= View::speed_max ? view.slower() : view.faster();
  pen.fitted(speed, pen.fonts().small, pen.theme().muted, fmt::format("{}×", view.speed()));
  return speed.right() + u;
}

}  // namespace

void draw_timeline(const Ui& ui, View& view, Memory& memory, Box box) {
  const Pen pen(ui, "timeline");
  const float u = ui.u;
  pen.fill(box, ui.theme.panel, 1.25f * u);
  pen.frame(box, ui.theme.line, 1.25f * u, 1, 0.6f);
  if (!memory.axis) {
    memory.axis = std::make_unique<TimeAxis>(view.run().reading().trace().events);
  }
  const TimeAxis& axis = *memory.axis;
  const float left = draw_play_button(pen, view, box);
  const float width = box.right() - left - 2 * u;
  const float line_h = view.breakpoints().all().empty() ? 0 : breakpoints_h * u;
  const Box line{left, box.y + 0.25f * u, width, line_h};
  const Box track{left, box.y + line_h + 2.25f * u, width, box.h - line_h - 3.5f * u};
  draw_refusals(pen, view, axis, track);
  draw_beats(pen, view, axis, track);
  ImGui::SetCursorScreenPos({track.x, box.y});
  ImGui::SetItemAllowOverlap();
  ImGui::InvisibleButton("scrub", {std::max(1.f, track.w), box.h});
  if (ImGui::IsItemActive()) {
    view.set_playing(false);
    view.go(axis.step_at((ImGui::GetIO().MousePos.x - track.x) / track.w));
  }
  const float now = axis.at(view.step());
  draw_density(pen, view, memory, track, now);
  draw_waits(pen, view, axis, track);
  pen.fill({track.x, track.bottom() + 0.4f * u, track.w, 0.25f * u}, ui.theme.line, 1);
  pen.fill({track.x, track.bottom() + 0.4f * u, now * track.w, 0.25f * u}, ui.theme.now, 1);
  const float x = track.x + now * track.w;
  pen.segment({x, track.y}, {x, track.bottom() + 0.5f * u}, ui.theme.now, 2);
  draw_breakpoints(pen, view, axis, track, line);
  pen.dot({x, track.bottom() + 0.5f * u}, 0.75f * u, ui.theme.now);
}

}  // namespace mailtown::view
