// The simulator's own random generator: the same numbers from every compiler and library.
//
// xoshiro256** by Blackman and Vigna, its state filled by splitmix64, as its authors advise. A
// stream is named by the world's seed and a text, so that no stream shifts another.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

namespace mailtown::sim {

class Generator {
 public:
  Generator(std::uint64_t seed, std::string_view name) {
    std::uint64_t mixed = splitmix(seed);
    for (const char byte : name) {  // FNV-1a
      mixed = (mixed ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    }
    for (auto& word : state_) word = splitmix(mixed);
  }

  std::uint64_t next() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  // Uniform in 0..bound-1; bound must be positive.
  std::uint64_t below(std::uint64_t bound) {
    const std::uint64_t unfair = (0 - bound) % bound;
    for (;;) {
      const std::uint64_t draw = next();
      if (draw >= unfair) return draw % bound;
    }
  }

 private:
  static std::uint64_t splitmix(std::uint64_t& state) {
    std::uint64_t z = (state += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  std::array<std::uint64_t, 4> state_;
};

}  // namespace mailtown::sim
