// Hashes in a pool of threads.
#pragma once

#include "platform/asio/loop.h"
#include "platform/hasher.h"

namespace mailtown::real {

class PoolHasher : public Hasher {
 public:
  explicit PoolHasher(Loop& loop) : loop_(loop) {}
  Task<Result<std::string>> scrypt(std::string password, std::string salt, ScryptCost cost,
                                   std::size_t bytes) override;

 private:
  // At some 80 ms each, the last of them waits 8 s on one core.
  static constexpr std::size_t wanted_max = 100;

  Loop& loop_;
  std::size_t wanted_ = 0;
};

}  // namespace mailtown::real
