// Sets of message numbers or unique identifiers: "1:3,5,8:*" (RFC 3501 §9, sequence-set).
#pragma once

#include <cstdint>
#include <vector>

namespace mailtown::imap {

class SequenceSet {
 public:
  static constexpr std::uint32_t star = 0;  // "*": the largest number in use

  // Either end may be the larger one; "5:5" is 5 alone.
  void add(std::uint32_t first, std::uint32_t last) { ranges_.push_back({first, last}); }

  struct Range {
    std::uint32_t first = 0, last = 0;
    bool operator==(const Range&) const = default;
  };

  // The ranges in rising order, none touching another, with `largest` in place of "*". With
  // `largest` 0 (nothing is there) a "*" stands for nothing.
  std::vector<Range> resolved(std::uint32_t largest) const;
  // The largest number that is named without a "*" beside it; 0 if there is none. A range to "*" is
  // never too far: clients say "1:*" to an empty mailbox as well.
  std::uint32_t largest_named() const;
  bool operator==(const SequenceSet&) const = default;

 private:
  std::vector<Range> ranges_;
};

// Whether ranges as resolved() makes them hold `number`.
bool contains(const std::vector<SequenceSet::Range>& ranges, std::uint32_t number);

}  // namespace mailtown::imap
