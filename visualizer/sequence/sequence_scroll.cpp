#include "visualizer/sequence/sequence_scroll.h"

#include "visualizer/view.h"

namespace mailtown::view {
namespace {

SequenceScroll& shown(View& view) {
  view.set_stage(Stage::sequence);
  return view.sequence_scroll();
}

}  // namespace

void scroll_lines(View& view, int lines) {
  shown(view).lines += lines;
}
void scroll_pages(View& view, int pages) {
  shown(view).pages += pages;
}
void scroll_lanes(View& view, int lanes) {
  shown(view).lanes += lanes;
}
void scroll_to_end(View& view, int end) {
  shown(view).end = end;
}
void scroll_to_step(View& view) {
  shown(view).to_step = true;
}

}  // namespace mailtown::view
