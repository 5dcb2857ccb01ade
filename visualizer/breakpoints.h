// Where playing stops by itself: steps of a kind, on a machine, about a letter, with a reply.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/reader/reading.h"

namespace mailtown::view {

using reader::Step;

struct Breakpoint {
  enum class What { kind, machine, letter, reply };
  What what = What::kind;
  std::string value;  // "queue.step", "mx1.example.com", "2", "451", "5"

  // "kind queue.step", "host mx1.example.com", "letter 2", "reply 451", "reply 5xx". A kind may be
  // cut at a dot ("dns"), a reply after any digit. Nothing if it is none of these.
  static std::optional<Breakpoint> parse(std::string_view text);
  std::string to_string() const;
  // Not at a machine that the run does not have: nothing would ever stop there.
  bool is_possible(const reader::Reading& reading) const;
  bool matches(const reader::Reading& reading, Step step) const;
  bool operator==(const Breakpoint&) const = default;
};

class Breakpoints {
 public:
  explicit Breakpoints(const reader::Reading& reading) : reading_(&reading) {}

  // The same breakpoints in another run, as far as they are possible there.
  void look_at(const reader::Reading& reading);
  // Sets it, or takes it away if it is set.
  void toggle(Breakpoint breakpoint);
  void clear();
  const std::vector<Breakpoint>& all() const { return all_; }
  // The steps where one of them stops, in order.
  const std::vector<Step>& steps() const { return steps_; }

 private:
  void find();

  const reader::Reading* reading_;
  std::vector<Breakpoint> all_;
  std::vector<Step> steps_;
};

}  // namespace mailtown::view
