#include "visualizer/dialogue.h"
#include "visualizer/icons.h"
#include "visualizer/insides/states.h"
#include "visualizer/key_hint.h"
#include "visualizer/screen.h"

namespace mailtown::view {
namespace {

// Client and server with their colours, signs and names.
void draw_heading(const Pen& pen, const View& view, const reader::ConversationInfo& info, Box box) {
  const float u = pen.u(), half = box.w / 2;
  const std::string client = view.words().ui("view.client") + "  " + info.client;
  const std::string server = info.server + "  " + view.words().ui("view.server");
  // In a small room the name counts more than the side, which the place tells too.
  const auto fits = [&](const std::string& words) {
    return pen.width(pen.fonts().small, words) <= half - u;
  };
  const bool both = fits(client) && fits(server);
  const auto draw = [&](float x, Colour colour, const std::string& words, Align align) {
    const float scale =
        std::clamp((half - u) / (pen.width(pen.fonts().small, words) + 1), 0.75f, 1.f);
    pen.fitted({x, box.y, half - u, box.h}, pen.fonts().small, colour, words, align, scale);
  };
  draw(box.x, pen.theme().client, both ? client : info.client.get(), Align::left);
  draw(box.x + half, pen.theme().server, both ? server : info.server.get(), Align::right);
  pen.segment({box.x, box.bottom()}, {box.right() - u, box.bottom()}, pen.theme().line, 1, 0.7f);
}

// One line, to the left for the client and to the right for the server. Returns its height.
float draw_utterance(const Pen& pen, View& view, const Utterance& said, Point at, float room) {
  const float u = pen.u();
  const Theme& theme = pen.theme();
  ImFont* font = pen.fonts().mono;
  const float most = 0.78f * room - 3 * u;
  const std::string text = said.lost ? said.text + "  ×" : said.text;
  const float w = std::min(most, pen.width(font, text) + 1);
  const float h = pen.wrapped_height(most, font, text) + 0.75f * u;
  const float left = said.by_client ? at.x : at.x + room - w - 2.5f * u;
  const Box bubble{left, at.y, w + 2.5f * u, h};
  const std::string id = "said " + std::to_string(said.step);
  bool hovered = false;
  if (clicked(id.c_str(), bubble, &hovered)) view.go(said.step);
  const bool refuses = view.run().is_stop(Unit::refusal, said.step);
  if (refuses && bubble.x - at.x > 2 * u) {
    draw_no_entry(pen, {bubble.x - 1.25f * u, bubble.centre().y}, 1.5f * u, theme.bad);
  }
  const Colour who = said.lost || refuses ? theme.bad
                     : said.by_client     ? theme.client
                                          : theme.server;
  pen.fill(bubble, hovered ? theme.hover : theme.raised, 0.75f * u);
  pen.fill({said.by_client ? bubble.x : bubble.right() - 0.4f * u, bubble.y, 0.4f * u, h}, who,
           0.2f * u);
  if (said.now) pen.frame(bubble.inset(-1), theme.now, 0.75f * u, 2);
  pen.wrapped({bubble.x + 1.25f * u, bubble.y + 0.5f * u}, most, font,
              said.now ? theme.text : theme.muted, text);
  return h;
}

// Where an end of the conversation stands from now on, at its side. Returns the height.
float draw_change(const Pen& pen, View& view, const StateChange& change, Point at, float room) {
  const float u = pen.u(), h = 2.25f * u;
  const Theme& theme = pen.theme();
  const std::string words = change.from + " → " + change.to;
  const float w = std::min(room, pen.width(pen.fonts().small, words) + 2 * u + 1);
  const Box box{change.by_client ? at.x : at.x + room - w, at.y, w, h};
  const bool is_now = change.step == view.step();
  bool hovered = false;
  if (clicked(("state " + std::to_string(change.step)).c_str(), box, &hovered)) {
    view.go(change.step);
  }
  if (is_now || hovered) pen.frame(box, is_now ? theme.now : theme.line, h / 2, is_now ? 2.f : 1.f);
  pen.fitted({box.x + u, box.y, box.w - 2 * u, box.h}, pen.fonts().small,
             is_now ? theme.text : theme.faint, words);
  return h;
}

}  // namespace

void draw_dialogue(const Ui& ui, View& view, Memory& memory, Box box) {
  const Pen frame(ui, "dialogue");
  Box inner = box;
  const std::uint32_t conversation = view.run().conversation_near(view.step());
  const reader::Joined& joined = view.run().joined();
  if (conversation == 0) {
    const float h = frame.wrapped(inner.top_left(), inner.w - ui.u, ui.fonts.text, ui.theme.muted,
                                  view.words().ui("view.no-dialogue"));
    const Point at{inner.x, inner.y + h + ui.u};
    const bool hit = draw_key_hint(frame, "next conversation", at, inner.w - ui.u, "C",
                                   view.words().ui("view.do.next-conversation"));
    if (hit) view.next_stop(Unit::conversation);
    return;
  }
  const reader::ConversationInfo& info = joined.conversations[conversation - 1];
  std::string heading = view.words().ui("view.protocol." + info.protocol);
  if (!info.subject.empty()) heading += "  ·  " + info.subject;
  frame.fitted({inner.x, inner.y, inner.w - ui.u, 2.5f * ui.u}, ui.fonts.small, ui.theme.muted,
               heading);
  inner = {inner.x, inner.y + 2.5f * ui.u, inner.w, inner.h - 2.5f * ui.u};
  const Box head{inner.x, inner.y - 0.5f * ui.u, inner.w, 2.5f * ui.u};
  draw_heading(frame, view, info, head);
  const float top = head.bottom() + ui.u;
  ScrollArea area("dialogue", {inner.x, top, inner.w, inner.bottom() - top});
  const Pen pen(ui, "dialogue");
  float y = area.origin().y;
  float now_top = -1, now_bottom = -1;
  const auto changes = states_until(view.run(), conversation, view.step());
  auto change = changes.begin();
  const float room = area.width() - ui.u;
  const auto draw_changes_before = [&](Step step) {
    for (; change != changes.end() && change->step < step; ++change) {
      now_top = y - area.origin().y;
      y += draw_change(pen, view, *change, {area.origin().x, y}, room) + 0.5f * ui.u;
      now_bottom = y - area.origin().y;
    }
  };
  for (const Utterance& said :
       dialogue_until(view.run(), view.words(), conversation, view.step())) {
    draw_changes_before(said.step);
    now_top = y - area.origin().y;
    y += draw_utterance(pen, view, said, {area.origin().x, y}, room) + 0.5f * ui.u;
    now_bottom = y - area.origin().y;
  }
  draw_changes_before(view.step() + 1);
  if (now_bottom < 0) {
    y += pen.wrapped({area.origin().x, y}, room, ui.fonts.text, ui.theme.muted,
                     view.words().ui("view.nothing-said"));
  }
  area.set_height(y - area.origin().y);
  if (memory.dialogue.is_new({view.step(), {}, box, ui.u}) && now_bottom > 0) {
    area.reveal(now_top, now_bottom);
  }
  area.scroll_by(view.take_scroll(Pane::dialogue));
}

}  // namespace mailtown::view
