// F1: every key and what it does, in as many columns as there is room for; what does not fit can be
// scrolled to.
#include "visualizer/key_row.h"
#include "visualizer/keys.h"
#include "visualizer/screen.h"

namespace mailtown::view {
namespace {

constexpr float column_least = 60, column_most = 78;  // in units
constexpr float keys_share = 0.3f;                    // of a column

struct Row {
  const KeyHelp* help = nullptr;
  std::string what;
  float h = 0;
};

float keys_width(float column_w) {
  return keys_share * column_w;
}

std::vector<Row> rows_of(const Pen& pen, const View& view, float column_w) {
  const float u = pen.u(), keys_w = keys_width(column_w);
  std::vector<Row> rows;
  for (const KeyHelp& help : key_help()) {
    Row row{&help, view.words().ui(help.what), 0};
    row.h = std::max(
        pen.wrapped_height(keys_w - u, pen.fonts().bold, help.keys),
        pen.wrapped_height(column_w - keys_w - 3 * u, pen.fonts().text, row.what));
    row.h += 0.5f * u;
    rows.push_back(std::move(row));
  }
  return rows;
}

// How many rows the first columns take, so that all columns are about equally high.
std::vector<std::size_t> column_ends(const std::vector<Row>& rows, std::size_t columns) {
  float all = 0;
  for (const Row& row : rows) all += row.h;
  std::vector<std::size_t> ends;
  float sum = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    sum += rows[i].h;
    const float wanted = all / static_cast<float>(columns) * static_cast<float>(ends.size() + 1);
    if (sum >= wanted - 0.01f && ends.size() + 1 < columns) ends.push_back(i + 1);
  }
  ends.push_back(rows.size());
  return ends;
}

// The keys in so many columns, in a window of this size.
struct Columns {
  std::vector<Row> rows;
  std::vector<std::size_t> ends;  // of each column
  float width = 0, highest = 0;
};

Columns columns_of(const Pen& pen, const View& view, Box window, std::size_t count) {
  const float u = pen.u();
  Columns columns;
  columns.width = std::min(column_most * u, (window.w - 8 * u) / static_cast<float>(count));
  columns.rows = rows_of(pen, view, columns.width);
  columns.ends = column_ends(columns.rows, count);
  std::size_t i = 0;
  for (const std::size_t end : columns.ends) {
    float h = 0;
    for (; i < end; ++i) h += columns.rows[i].h;
    columns.highest = std::max(columns.highest, h);
  }
  return columns;
}

}  // namespace

void draw_help(const Ui& ui, View& view, Box window) {
  const Pen frame = begin_overlay(ui, "help", window, 0.82f);
  const float u = ui.u;
  const float head = 7 * u, highest_max = window.h - 4 * u - head;
  const auto fitting = static_cast<std::size_t>(std::max(1.f, window.w / (column_least * u)));
  // As few columns as are not too high.
  Columns all;
  for (std::size_t count = 1; count <= std::min<std::size_t>(fitting, 3); ++count) {
    all = columns_of(frame, view, window, count);
    if (all.highest <= highest_max) break;
  }
  const auto& [rows, ends, column_w, highest] = all;
  const auto columns = ends.size();
  const Point size{column_w * static_cast<float>(columns) + 4 * u,
                   std::min(window.h - 2 * u, head + highest + 2 * u)};
  const Box box{window.centre().x - size.x / 2, window.centre().y - size.y / 2, size.x, size.y};
  frame.fill(box, ui.theme.panel, 1.5f * u);
  frame.frame(box, ui.theme.line, 1.5f * u);
  frame.fitted({box.x + 3 * u, box.y + u, box.w - 6 * u, head - 2 * u}, ui.fonts.title,
               ui.theme.text, view.words().ui("view.keys"));
  {
    ScrollArea area("keys", {box.x + 3 * u, box.y + head, box.w - 4 * u, size.y - head - u});
    const Pen pen(ui, "help");
    const float keys_w = keys_width(column_w);
    for (std::size_t c = 0, i = 0; c < ends.size(); ++c) {
      Point at = area.origin() + Point{static_cast<float>(c) * column_w, 0};
      for (; i < ends[c]; ++i) {
        pen.wrapped(at, keys_w - u, ui.fonts.bold, ui.theme.text, rows[i].help->keys);
        pen.wrapped({at.x + keys_w, at.y}, column_w - keys_w - 3 * u, ui.fonts.text,
                    ui.theme.muted, rows[i].what);
        at.y += rows[i].h;
      }
    }
    area.set_height(highest);
    area.scroll_by(view.take_scroll(Pane::why));
  }
  if (clicked("close", window)) view.set_help(false);
  ImGui::End();
}

}  // namespace mailtown::view
