// The keys from, until, nth and times, which many faults have.
#pragma once

#include <algorithm>

#include "simulator/scenario/keys.h"
#include "simulator/scenario/values.h"

namespace mailtown::scenario {

template <class Span>
Key<Span> from_key() {
  return {"from", Type::time, Needed::no, "Since when; by default from the start.",
          [](Reading& r, const toml::node& n, Span& span) { span.from = read_time(r, n); }};
}

template <class Span>
Key<Span> until_key() {
  return {"until", Type::time, Needed::no, "Until when; by default to the end.",
          [](Reading& r, const toml::node& n, Span& span) { span.until = read_time(r, n); }};
}

template <class Counted>
Key<Counted> nth_key(std::string_view meaning) {
  return {"nth", Type::number, Needed::no, meaning,
          [](Reading& r, const toml::node& n, Counted& counted) {
            counted.nth = std::max<std::uint64_t>(1, read_number(r, n, 1'000'000));
          }};
}

template <class Counted>
Key<Counted> times_key() {
  return {"times", Type::number, Needed::no, "How many times, one after another; by default once.",
          [](Reading& r, const toml::node& n, Counted& counted) {
            counted.times = std::max<std::uint64_t>(1, read_number(r, n, 1'000'000));
          }};
}

}  // namespace mailtown::scenario
