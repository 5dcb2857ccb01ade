#include "platform/asio/random.h"

#include <array>
#include <cerrno>
#include <map>
#include <span>
#include <string>
#include <system_error>

#include <sys/random.h>

namespace mailtown::real {

namespace {

class SystemRandom : public Random {
 public:
  std::uint64_t bits(std::string_view) override {
    if (used_ == drawn_.size()) refill();
    return drawn_[used_++];
  }

 private:
  void refill() {
    std::span<std::byte> left = std::as_writable_bytes(std::span(drawn_));
    while (!left.empty()) {
      const auto got = ::getrandom(left.data(), left.size(), 0);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) throw std::system_error(errno, std::generic_category(), "getrandom");
      left = left.subspan(static_cast<std::size_t>(got));
    }
    used_ = 0;
  }

  std::array<std::uint64_t, 64> drawn_{};  // many at a time: each refill is a system call
  std::size_t used_ = drawn_.size();
};

// SplitMix64 (Steele, Lea, Flood 2014): tiny, and good enough where nobody guesses on purpose.
std::uint64_t split_mix(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

class SeededRandom : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : seed_(seed) {}
  std::uint64_t bits(std::string_view purpose) override {
    auto stream = streams_.find(purpose);
    if (stream == streams_.end()) stream = streams_.emplace(purpose, start_of(purpose)).first;
    return split_mix(stream->second);
  }

 private:
  std::uint64_t start_of(std::string_view purpose) const {
    std::uint64_t state = seed_;
    for (const unsigned char letter : purpose) state = split_mix(state) ^ letter;
    return state;
  }

  std::uint64_t seed_;
  std::map<std::string, std::uint64_t, std::less<>> streams_;
};

}  // namespace

std::unique_ptr<Random> make_random(std::optional<std::uint64_t> seed) {
  if (seed) return std::make_unique<SeededRandom>(*seed);
  return std::make_unique<SystemRandom>();
}

}  // namespace mailtown::real
