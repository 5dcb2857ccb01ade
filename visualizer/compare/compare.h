// Which two runs are compared, on the stage: those before and after the last intervention, or the
// one shown and another scenario's.
#pragma once

#include <memory>
#include <string>

#include "visualizer/compare/comparison.h"

namespace mailtown::view {

class View;

class Compare {
 public:
  // Another run to compare with as long as nobody intervenes.
  void set_other(std::shared_ptr<ShownRun> other, std::string name);

  // Of the runs as they are now, or null if there is nothing to compare. Made once for each pair.
  const Comparison* comparison(const View& view);

  // What the runs are called, in the view's language.
  std::string left_name(const View& view) const;
  std::string right_name(const View& view) const;

  // Shows the comparison on the stage, or the map again.
  static void toggle(View& view);
  // Shows it, and goes to the first difference.
  void go_to_parting(View& view);

 private:
  bool is_with_other(const View& view) const;

  std::shared_ptr<ShownRun> other_;
  std::string other_name_;
  std::unique_ptr<Comparison> comparison_;
};

}  // namespace mailtown::view
