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
  t.way = 0x66758A;
  t.text = 0xE8EDF3;
  t.muted = 0xB3BFCC;
  t.faint = 0x93A1B2;
  t.now = 0xFFB02E;
  t.on_now = 0x1A1204;
  t.client = 0x7DB4FF;
  t.server = 0x4CC98C;
  t.dns = 0x7DB4FF;
  t.mail = 0xF3E3B8;
  t.bad = 0xFF7A6B;
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
  t.way = 0x7C8998;
  t.text = 0x17202A;
  t.muted = 0x43505E;
  t.faint = 0x5C6978;
  t.now = 0xA85000;
  t.on_now = 0xFFFFFF;
  t.client = 0x1A5CC0;
  t.server = 0x00714A;
  t.dns = 0x1A5CC0;
  t.mail = 0xFFF6DC;
  t.bad = 0xA60F30;
  return t;
}

}  // namespace mailtown::view
