// The two themes: every colour of the viewer, none of them chosen anywhere else.
//
// After Okabe and Ito's palette, which people with any colour vision can tell apart. One accent,
// `now`, marks what happens at the current step and nothing else. What a colour says is always
// said by a shape or a word as well.
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
  Colour line;    // borders and quiet links
  Colour text;
  Colour muted;   // secondary text
  Colour faint;   // hints, disabled
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
