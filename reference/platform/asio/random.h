// Randomness of the real world.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "platform/random.h"

namespace mailtown::real {

// Without a seed: the operating system's generator, so that nobody can guess a DNS id
// (RFC 5452 §9.2). With one: a repeatable stream a purpose, for tests and demonstrations only.
std::unique_ptr<Random> make_random(std::optional<std::uint64_t> seed);

}  // namespace mailtown::real
