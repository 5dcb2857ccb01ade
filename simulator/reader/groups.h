// Things found to be the same, one pair at a time (union-find).
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace mailtown::reader {

class Groups {
 public:
  std::size_t add() {
    parents_.push_back(parents_.size());
    return parents_.size() - 1;
  }
  // The first member of the group that `item` is in.
  std::size_t group_of(std::size_t item) {
    while (parents_[item] != item) item = parents_[item] = parents_[parents_[item]];
    return item;
  }
  void unite(std::size_t one, std::size_t other) {
    one = group_of(one);
    other = group_of(other);
    if (other < one) std::swap(one, other);
    parents_[other] = one;
  }

 private:
  std::vector<std::size_t> parents_;
};

}  // namespace mailtown::reader
