#include <fmt/format.h>

#include "visualizer/screen.h"

namespace mailtown::view {
namespace {

constexpr std::size_t sentence_lines = 2;

// Where the columns of the two runs stand; between them is the sign of each line.
struct Columns {
  float left = 0, right = 0, width = 0, sign = 0;
};

Columns columns_of(float x, float w, float u) {
  const float width = (w - 6 * u) / 2;
  return {x + u, x + width + 5 * u, width, x + width + 3 * u};
}

void draw_sign(const Pen& pen, Point centre, const char* sign, Colour colour) {
  const float u = pen.u();
  pen.fitted({centre.x - 1.5f * u, centre.y - 1.5f * u, 3 * u, 3 * u}, pen.fonts().bold, colour,
             sign, Align::centre);
}

void draw_heads(const Pen& pen, View& view, const Comparison& comparison, Box box) {
  const float u = pen.u();
  const Columns c = columns_of(box.x, box.w, u);
  const Step parting = comparison.parting();
  const auto& words = view.words();
  std::string title = words.ui("compare.same");
  if (parting != 0) {
    // Whichever run does something first.
    const ShownRun &left = comparison.left(), &right = comparison.right();
    const auto time_of = [&](const ShownRun& run) {
      return run.reading().event(std::min(parting, run.last())).time_us;
    };
    const ShownRun& run = time_of(right) < time_of(left) ? right : left;
    const Step step = std::min(parting, run.last());
    title = words.ui("compare.parting", {{"step", std::to_string(parting)},
                                         {"time", run.narrator(view.language()).clock(step)}});
  }
  pen.fitted({c.left, box.y, box.w - 2 * u, 3 * u}, pen.fonts().text, pen.theme().text, title);
  pen.fitted({c.left, box.y + 3 * u, c.width, 2.5f * u}, pen.fonts().bold, pen.theme().text,
             view.compare().left_name(view));
  pen.fitted({c.right, box.y + 3 * u, c.width, 2.5f * u}, pen.fonts().bold, pen.theme().text,
             view.compare().right_name(view));
  pen.fill({box.x, box.bottom() - 1, box.w, 1}, pen.theme().line, 0);
}

// The steps of both runs, line by line, as the reader scrolls through them.
class Lines {
 public:
  Lines(const Pen& pen, View& view, const Comparison& comparison, const ScrollArea& area)
      : pen_(pen),
        view_(view),
        comparison_(comparison),
        shows_left_(&view.run() == &comparison.left()),
        c_(columns_of(area.origin().x, area.width(), pen.u())),
        row_(2 * Pen::leading(pen.fonts().text) + pen.u()),
        top_(area.origin().y),
        visible_(area.visible()) {}

  void draw() {
    const std::size_t now = comparison_.line_at(view_.step(), shows_left_);
    for (std::size_t i = 0; i < comparison_.lines().size(); ++i) line(i, i == now);
  }
  float row() const { return row_; }

 private:
  void line(std::size_t number, bool now) {
    const float u = pen_.u();
    const Side side = comparison_.lines()[number];
    const Box box{c_.left - u, top_ + static_cast<float>(number) * row_, 2 * c_.width + 6 * u,
                  row_};
    if (box.bottom() < visible_.y || box.y > visible_.bottom()) return;
    const Step here = shows_left_ ? side.left : side.right;
    bool hovered = false;
    const std::string id = fmt::format("compare {}", number);
    if (clicked(id.c_str(), box, &hovered) && here != 0) view_.go(here);
    if (now || hovered) pen_.fill(box, pen_.theme().hover, u, now ? 1.f : 0.5f);
    if (now) pen_.fill({box.x, box.y + u, 0.5f * u, box.h - 2 * u}, pen_.theme().now, 0.25f * u);
    const bool first = number == comparison_.first_different();
    if (first) pen_.frame(box.inset(1), pen_.theme().now, u, 2);
    half(comparison_.left(), side.left, c_.left, side, box.y);
    half(comparison_.right(), side.right, c_.right, side, box.y);
    draw_sign(pen_, {c_.sign, box.centre().y}, sign_of(side),
              first              ? pen_.theme().now
              : side.is_common() ? pen_.theme().faint
                                 : pen_.theme().text);
  }

  void half(const ShownRun& run, Step step, float x, const Side& side, float y) {
    const float u = pen_.u();
    if (step == 0) {
      pen_.fitted({x, y, c_.width, row_}, pen_.fonts().small, pen_.theme().faint, "–");
      return;
    }
    const auto& narrator = run.narrator(view_.language());
    const std::string sentence = narrator.explain(step);
    const bool has_clock = c_.width > 26 * u;  // else the sentence needs the room
    pen_.wrapped({x, y + 0.5f * u}, c_.width, pen_.fonts().text,
                 side.is_common() ? pen_.theme().muted : pen_.theme().text,
                 has_clock ? narrator.clock(step) + "  " + sentence : sentence, sentence_lines);
  }

  // "=" where both ran alike, "~" where only the time differs, "≠" where they do not.
  const char* sign_of(const Side& side) const {
    if (!side.is_common()) return "≠";
    const auto left_us = comparison_.left().reading().event(side.left).time_us;
    return left_us == comparison_.right().reading().event(side.right).time_us ? "=" : "~";
  }

  const Pen& pen_;
  View& view_;
  const Comparison& comparison_;
  bool shows_left_;
  Columns c_;
  float row_;
  float top_;
  Box visible_;
};

// What became of the letters, in both runs.
class Outcomes {
 public:
  Outcomes(const Pen& pen, const View& view, const ScrollArea& area)
      : pen_(pen),
        view_(view),
        c_(columns_of(area.origin().x, area.width(), pen.u())),
        top_(area.origin().y) {}

  // The height that it takes.
  float draw(const Comparison& comparison) {
    for (const Outcome& outcome : comparison.outcomes(view_.language())) letter(outcome);
    return y_;
  }

 private:
  void letter(const Outcome& outcome) {
    const float u = pen_.u();
    pen_.fitted({c_.left, top_ + y_, 2 * c_.width, 2.5f * u}, pen_.fonts().text, pen_.theme().text,
                outcome.letter);
    y_ += 2.5f * u;
    draw_sign(pen_, {c_.sign, top_ + y_ + u}, outcome.differs() ? "≠" : "=",
              outcome.differs() ? pen_.theme().now : pen_.theme().faint);
    const float left = fates(outcome.left, c_.left), right = fates(outcome.right, c_.right);
    y_ += std::max(left, right) + u;
  }

  float fates(const std::vector<std::string>& lines, float x) {
    const Colour colour = lines.empty() ? pen_.theme().faint : pen_.theme().muted;
    if (lines.empty()) return text(x, 0, colour, view_.words().ui("compare.nothing-came"));
    float h = 0;
    for (const std::string& line : lines) h += text(x, h, colour, line);
    return h;
  }
  float text(float x, float y, Colour colour, const std::string& words) const {
    return pen_.wrapped({x, top_ + y_ + y}, c_.width, pen_.fonts().text, colour, words);
  }

  const Pen& pen_;
  const View& view_;
  Columns c_;
  float top_, y_ = 0;
};

void draw_outcomes(const Ui& ui, const View& view, const Comparison& comparison, Box box) {
  const Pen frame(ui, "compare");
  const float u = ui.u;
  frame.fill({box.x, box.y, box.w, 1}, ui.theme.line, 0);
  frame.fitted({box.x + u, box.y + 0.25f * u, box.w - 2 * u, 2.5f * u}, ui.fonts.small,
               ui.theme.muted, view.words().ui("compare.outcome"));
  ScrollArea area("outcomes", {box.x, box.y + 3 * u, box.w, box.h - 3 * u});
  const Pen pen(ui, "compare");
  area.set_height(Outcomes(pen, view, area).draw(comparison));
}

}  // namespace

void draw_compare(const Ui& ui, View& view, Memory& memory, Box box) {
  const Pen frame(ui, "compare");
  const float u = ui.u;
  frame.fill(box, ui.theme.panel, 1.25f * u);
  frame.frame(box, ui.theme.line, 1.25f * u, 1, 0.6f);
  const Box inner = box.inset(u);
  const Comparison* comparison = view.compare().comparison(view);
  if (comparison == nullptr) {
    frame.wrapped({inner.x + u, inner.y + u}, inner.w - 2 * u, ui.fonts.text, ui.theme.muted,
                  view.words().ui("compare.nothing"));
    return;
  }
  const Box head{inner.x, inner.y, inner.w, 6 * u};
  draw_heads(frame, view, *comparison, head);
  const float outcomes_h = std::max(9 * u, 0.34f * (inner.h - head.h));
  const Box middle{inner.x, head.bottom(), inner.w, inner.h - head.h - outcomes_h};
  {
    ScrollArea area("compare", middle);
    const Pen pen(ui, "compare");
    Lines lines(pen, view, *comparison, area);
    lines.draw();
    area.set_height(static_cast<float>(comparison->lines().size()) * lines.row());
    const auto now = comparison->line_at(view.step(), &view.run() == &comparison->left());
    if (memory.compare.is_new({view.step(), {}, box, u})) {
      const float top = static_cast<float>(now) * lines.row();
      area.reveal(top, top + lines.row(), lines.row());
    }
  }
  draw_outcomes(ui, view, *comparison, {inner.x, middle.bottom(), inner.w, outcomes_h});
}

}  // namespace mailtown::view
