// The two themes: every colour of the viewer, none of them chosen anywhere else.
//
// Chosen so that people with any colour vision can tell them apart and that text is read on any
// surface (WCAG 2.1 §1.4.3, §1.4.11): tests/ui/theme_test.cpp computes both. One accent, `now`,
// marks what happens at the current step and nothing else. What a colour says is always said by a
// shape or a word as well.
#pragma once

#include <cstdint>

namespace mailtown::view {

using Colour = std::uint32_t;  // 0xRRGGBB

struct Theme {
  bool dark = true;
  Colour back;    // behind everything
  Colour panel;   // a panel's surface
  Colour raised;  // a card on a panel
  Colour hover;   // under the pointer, or selected
  Colour line;    // borders
  Colour way;     // lines that tell something, quietly: links, arcs of a state machine
  Colour text;
  Colour muted;   // secondary text
  Colour faint;   // hints, what is still to come
  Colour now;     // the accent
  Colour on_now;  // text on the accent
  Colour client;  // who asks
  Colour server;  // who answers
  Colour dns;     // questions and answers of DNS
  Colour mail;    // letters
  Colour bad;     // refused, lost, broken
};

Theme dark_theme();
Theme light_theme();

}  // namespace mailtown::view
