#include "visualizer/mend/mend_panel.h"

#include <algorithm>
#include <filesystem>

#include <fmt/core.h>

#include "simulator/formats/file.h"

namespace mailtown::view {
namespace {

// Where things stand in the editor's field.
struct Field {
  Box box;
  float number_w = 0;  // of the line numbers
  float line_h = 0;
  float shift = 0;  // how far lines are moved to the left, so that the cursor is seen
  Box text() const { return {box.x + number_w, box.y, box.w - number_w, box.h}; }
};

Colour colour_of(const Theme& theme, std::string_view line) {
  const auto first = line.find_first_not_of(' ');
  if (first == line.npos) return theme.text;
  if (line[first] == '#') return theme.faint;
  return line[first] == '[' ? theme.client : theme.text;
}

float complaint_height(const Pen& pen, const Field& field, const Complaint* complaint) {
  if (complaint == nullptr) return 0;
  return pen.wrapped_height(field.text().w - 5 * pen.u(), pen.fonts().text, complaint->what) +
         pen.u();
}

// What is wrong with the line above; the sign in the margin says so without colour.
void draw_complaint(const Pen& pen, const Field& field, float y, const Complaint& complaint) {
  const float u = pen.u(), h = complaint_height(pen, field, &complaint);
  const Box box{field.text().x, y, field.text().w - u, h - 0.5f * u};
  pen.fill(box, pen.theme().hover, u);
  pen.fill({box.x, box.y, 0.5f * u, box.h}, pen.theme().bad, 0.25f * u);
  pen.fitted({box.x + u, box.y, 2 * u, box.h}, pen.fonts().bold, pen.theme().bad, "!");
  pen.wrapped({box.x + 3 * u, box.y + 0.25f * u}, box.w - 4 * u, pen.fonts().text, pen.theme().text,
              complaint.what);
}

void draw_line(const Pen& pen, Mend& mend, const Field& field, std::size_t number, float y) {
  const Theme& theme = pen.theme();
  const std::string& line = mend.editor.lines()[number];
  const Box row{field.box.x, y, field.box.w, field.line_h};
  const bool here = mend.editor.cursor().line == number;
  const bool wrong = mend.complaint_at(number) != nullptr;
  if (here) {
    pen.fill(row, theme.hover, 0, 0.6f);
    pen.fill({row.x, row.y, field.number_w - pen.u(), row.h}, theme.now, 0.5f * pen.u());
  }
  if (clicked(("line " + fmt::format("{}", number)).c_str(), row)) {
    const float wanted = ImGui::GetIO().MousePos.x - field.text().x + field.shift;
    const float one = pen.width(pen.fonts().mono, "0");
    mend.editor.put_cursor({number, static_cast<std::size_t>(std::max(0.f, wanted / one + 0.5f))});
  }
  pen.fitted({row.x, y, field.number_w - 1.5f * pen.u(), row.h}, pen.fonts().small,
             here    ? theme.on_now
             : wrong ? theme.bad
                     : theme.faint,
             fmt::format("{}", number + 1), Align::right);
  const Box text = field.text();
  pen.list().PushClipRect(vec(text.top_left()), vec(text.bottom_right()), true);
  const Point at{text.x - field.shift, y + (field.line_h - pen.fonts().mono->FontSize) / 2};
  pen.line(at, pen.fonts().mono, colour_of(theme, line), line);
  if (here) {
    const float x = at.x + pen.width(pen.fonts().mono, mend.editor.before_cursor());
    pen.fill({x, y + 0.15f * row.h, std::max(2.f, 0.25f * pen.u()), 0.7f * row.h}, theme.now, 0);
  }
  pen.list().PopClipRect();
}

// Chooses the uppermost line so that the cursor is seen, when it has moved, with what is wrong
// there.
void follow_cursor(const Pen& pen, const Mend& mend, const Field& field, MendMemory& memory) {
  const auto cursor = mend.editor.cursor();
  const float wheel = ImGui::GetIO().MouseWheel;
  const auto count = mend.editor.lines().size();
  if (wheel != 0) {
    const auto first = static_cast<float>(memory.first) - 3 * wheel;
    memory.first = static_cast<std::size_t>(std::clamp(first, 0.f, static_cast<float>(count - 1)));
  }
  if (cursor == memory.seen) return;
  memory.seen = cursor;
  memory.first = std::min(memory.first, cursor.line > 1 ? cursor.line - 2 : 0);
  float below = 0;
  std::size_t line = cursor.line + 1;
  for (; line > memory.first; --line) {
    below += field.line_h + complaint_height(pen, field, mend.complaint_at(line - 1));
    if (below > field.box.h) break;
  }
  memory.first = std::max(memory.first, std::min(line, cursor.line));
}

void draw_lines(const Pen& pen, Mend& mend, Field field, MendMemory& memory) {
  const float before = pen.width(pen.fonts().mono, mend.editor.before_cursor());
  field.shift = std::max(0.f, before + 6 * pen.u() - field.text().w);
  follow_cursor(pen, mend, field, memory);
  const auto& lines = mend.editor.lines();
  float y = field.box.y;
  std::size_t line = memory.first;
  for (; line < lines.size() && y + field.line_h <= field.box.bottom(); ++line) {
    draw_line(pen, mend, field, line, y);
    y += field.line_h;
    const Complaint* complaint = mend.complaint_at(line);
    if (complaint == nullptr) continue;
    draw_complaint(pen, field, y, *complaint);
    y += complaint_height(pen, field, complaint);
  }
  mend.lines_seen = std::max<std::size_t>(line - memory.first, 2);
}

// What is wrong with the whole, and how saving went; returns its height.
float draw_general(const Pen& pen, const View& view, Box box) {
  const Mend& mend = *view.mend();
  float y = box.y;
  const auto say = [&](Colour colour, const std::string& words) {
    y += pen.wrapped({box.x, y}, box.w, pen.fonts().text, colour, words);
  };
  const reader::Values values{
      {"path", mend.path},
      {"what", formats::why_not_written(view.words(), mend.path, mend.failure)}};
  for (const Complaint& complaint : mend.complaints) {
    if (complaint.line == 0) say(pen.theme().bad, "! " + complaint.what);
  }
  if (mend.note == Mend::Note::saved)
    say(pen.theme().server, view.words().ui("mend.saved", values));
  if (mend.note == Mend::Note::not_saved) {
    say(pen.theme().bad, view.words().ui("mend.not-saved", values));
  }
  return y - box.y;
}

}  // namespace

void draw_mend(const Ui& ui, View& view, MendMemory& memory, Box window) {
  Mend& mend = *view.mend();
  begin_window("mend", window);
  const Pen pen(ui, "mend");
  const float u = ui.u, edge = 2 * u;
  const auto wrong = static_cast<std::size_t>(
      std::count_if(mend.complaints.begin(), mend.complaints.end(),
                    [](const Complaint& complaint) { return complaint.line != 0; }));
  const std::string name = std::filesystem::path(mend.path).filename().string();
  const std::string title = view.words().ui(
      mend.complaints.empty() ? "mend.title" : "mend.title-wrong",
      {{"file", name}, {"count", fmt::format("{}", std::max<std::size_t>(wrong, 1))}});
  const Box head{edge, u, window.w - 2 * edge, 4 * u};
  const float scale = std::clamp(head.w / (pen.width(ui.fonts.title, title) + 1), 0.5f, 1.f);
  pen.fitted(head, ui.fonts.title, ui.theme.text, title, Align::left, scale);
  float y = head.bottom();
  const std::string state = view.words().ui(mend.is_changed() ? "mend.changed" : "mend.unchanged");
  pen.fitted({edge, y, head.w, 2.25f * u}, ui.fonts.small, ui.theme.muted,
             mend.path + " · " + state);
  y += 2.75f * u;
  y += draw_general(pen, view, {edge, y, head.w, 0});
  const std::string keys = view.words().ui(mend.ran ? "mend.keys-close" : "mend.keys");
  const float keys_h = pen.wrapped_height(head.w, ui.fonts.small, keys);
  const Box panel{edge, y + 0.5f * u, head.w, window.h - y - keys_h - 2.5f * u};
  pen.fill(panel, ui.theme.panel, u);
  const float number_w = pen.width(ui.fonts.small, "0000") + 2 * u;
  draw_lines(pen, mend, {panel.inset(0.75f * u), number_w, Pen::leading(ui.fonts.mono), 0}, memory);
  pen.wrapped({edge, panel.bottom() + u}, head.w, ui.fonts.small, ui.theme.muted, keys);
  ImGui::End();
}

}  // namespace mailtown::view
