// Numbers put into groups once, to be looked up by group: two arrays, whatever their count.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mailtown::view {

class ByGroup {
 public:
  using Items = std::span<const std::uint32_t>;

  ByGroup() = default;
  // `each(add)` calls add(group, item) for all, in the same order each time: it is called twice.
  template <class Each>
  ByGroup(std::size_t groups, const Each& each) : begins_(groups + 1) {
    each([this](std::size_t group, std::size_t) { ++begins_[group + 1]; });
    for (std::size_t g = 0; g < groups; ++g) begins_[g + 1] += begins_[g];
    items_.resize(begins_.back());
    std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
    each([&](std::size_t group, std::size_t item) {
      items_[next[group]++] = static_cast<std::uint32_t>(item);
    });
  }

  // In the order in which they were added; none if there is no such group.
  Items of(std::size_t group) const {
    if (group + 1 >= begins_.size()) return {};
    return Items(items_).subspan(begins_[group], begins_[group + 1] - begins_[group]);
  }

 private:
  std::vector<std::uint32_t> begins_;  // of each group in items_; and the end of the last
  std::vector<std::uint32_t> items_;
};

}  // namespace mailtown::view
