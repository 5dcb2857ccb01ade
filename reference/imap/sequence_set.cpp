#include "imap/sequence_set.h"

#include <algorithm>

namespace mailtown::imap {

std::vector<SequenceSet::Range> SequenceSet::resolved(std::uint32_t largest) const {
  std::vector<Range> sorted;
  for (Range range : ranges_) {
    if (range.first == star) range.first = largest;
    if (range.last == star) range.last = largest;
    if (range.first > range.last) std::swap(range.first, range.last);  // RFC 3501 §9, seq-range
    if (range.last == 0) continue;
    sorted.push_back({std::max(range.first, 1u), range.last});
  }
  std::sort(sorted.begin(), sorted.end(),
            [](const Range& a, const Range& b) { return a.first < b.first; });
  std::vector<Range> merged;
  for (const Range& range : sorted) {
    const bool touches = !merged.empty() && range.first - 1 <= merged.back().last;
    if (touches) {
      merged.back().last = std::max(merged.back().last, range.last);
    } else {
      merged.push_back(range);
    }
  }
  return merged;
}

std::uint32_t SequenceSet::largest_named() const {
  std::uint32_t largest = 0;
  for (const Range& range : ranges_) {
    const bool to_star = range.first == star || range.last == star;
    if (!to_star) largest = std::max({largest, range.first, range.last});
  }
  return largest;
}

bool contains(const std::vector<SequenceSet::Range>& ranges, std::uint32_t number) {
  const auto after = std::upper_bound(
      ranges.begin(), ranges.end(), number,
      [](std::uint32_t value, const SequenceSet::Range& range) { return value < range.first; });
  return after != ranges.begin() && number <= std::prev(after)->last;
}

}  // namespace mailtown::imap
