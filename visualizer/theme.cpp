#include "visualizer/theme.h"

namespace mailtown::view {

Theme dark_theme() {
  Theme t;
  t.dark = true;
  t.back = 0x0E1217;
  t.panel = 0x161C24;
  t.raised = 0x212A35;
  t.hover = 0x2B3644;
  t.line = 0x33404F;
  t.text = 0xE8EDF3;
  t.muted = 0xA3B0BF;
  t.faint = 0x6B7A8C;
  t.now = 0xF5A623;
  t.on_now = 0x1A1204;
  t.client = 0x6CC0F0;
  t.server = 0x3CC9A0;
  t.dns = 0x6CC0F0;
  t.mail = 0xF3E3B8;
  t.bad = 0xE08BBE;
  return t;
}

Theme light_theme() {
  Theme t;
  t.dark = false;
  t.back = 0xEDF0F3;
  t.panel = 0xFFFFFF;
  t.raised = 0xF4F6F9;
  t.hover = 0xE3E9F0;
  t.line = 0xCBD3DC;
  t.text = 0x17202A;
  t.muted = 0x4F5D6C;
  t.faint = 0x8593A3;
  t.now = 0xC65200;
  t.on_now = 0xFFFFFF;
  t.client = 0x0068A8;
  t.server = 0x007A5A;
  t.dns = 0x0072B2;
  t.mail = 0xFFF6DC;
  t.bad = 0xA8407E;
  return t;
}

}  // namespace mailtown::view
