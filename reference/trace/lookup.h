// A table that is looked up and never gone through.
//
// Hashing finds one of many keys several times faster than std::map, but its order differs from one
// library to the next. What a run shows must never depend on that, so this has no begin().
#pragma once

#include <functional>
#include <unordered_map>

namespace mailtown::trace {

template <class Key, class Value, class Hash, class Equal = std::equal_to<Key>>
class Lookup : std::unordered_map<Key, Value, Hash, Equal> {
  using Table = std::unordered_map<Key, Value, Hash, Equal>;

 public:
  using Table::Table;
  using Table::operator[];
  using Table::clear;
  using Table::contains;
  using Table::emplace;
  using Table::end;  // what find() gives if there is none
  using Table::erase;
  using Table::find;
  using Table::size;
  using Table::try_emplace;
};

}  // namespace mailtown::trace
