// Randomness: one stream of numbers a (machine, purpose), so that one draw more in one place
// shifts nothing elsewhere.
#pragma once

#include <cstdint>
#include <string_view>

namespace mailtown {

class Random {
 public:
  virtual ~Random() = default;
  // 64 uniform bits of the stream named `purpose` (such as "mx-shuffle", "dns-id").
  virtual std::uint64_t bits(std::string_view purpose) = 0;

  // Uniform in 0..bound-1 without modulo bias; bound must be positive.
  std::uint64_t below(std::uint64_t bound, std::string_view purpose) {
    const std::uint64_t unfair =
        (0 - bound) % bound;  // the first `unfair` values would be too many
    for (;;) {
      const std::uint64_t draw = bits(purpose);
      if (draw >= unfair) return draw % bound;
    }
  }

  // Fisher-Yates over a random-access range.
  template <class Range>
  void shuffle(Range& range, std::string_view purpose) {
    for (std::size_t left = range.size(); left > 1; --left) {
      const auto pick = static_cast<std::size_t>(below(left, purpose));
      using std::swap;
      swap(range[left - 1], range[pick]);
    }
  }
};

}  // namespace mailtown
