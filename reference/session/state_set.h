// Sets of states, where a session's states are the alternatives of a variant that each have a name.
#pragma once

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace mailtown::session {

using StateSet = std::uint32_t;  // one bit an alternative

template <class One, class... All>
constexpr StateSet bit_of(std::in_place_type_t<std::variant<All...>>) {
  StateSet bit = 1;
  StateSet found = 0;
  ((std::is_same_v<One, All> ? void(found = bit) : void(bit <<= 1)), ...);
  return found;
}

// The set of the named alternatives of State.
template <class State, class... Some>
inline constexpr StateSet states_in = (bit_of<Some>(std::in_place_type<State>) | ...);

template <class State>
bool is_in(StateSet set, const State& state) {
  return (set >> state.index() & 1) != 0;
}

template <class State>
const char* name_of(const State& state) {
  return std::visit([](const auto& each) { return each.name; }, state);
}

// The names of a set's states, in the variant's order.
template <class State>
std::vector<std::string> names_of(StateSet set) {
  std::vector<std::string> names;
  const auto add = [&]<std::size_t... Index>(std::index_sequence<Index...>) {
    ((set >> Index & 1 ? names.push_back(std::variant_alternative_t<Index, State>::name) : void()),
     ...);
  };
  add(std::make_index_sequence<std::variant_size_v<State>>());
  return names;
}

}  // namespace mailtown::session
