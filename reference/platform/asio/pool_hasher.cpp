#include "platform/asio/pool_hasher.h"

#include <memory>

namespace mailtown::real {

namespace {

struct Counted {
  explicit Counted(std::size_t& count) : count(count) { ++count; }
  ~Counted() { --count; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  std::size_t& count;
};

}  // namespace

Task<Result<std::string>> PoolHasher::scrypt(std::string password, std::string salt,
                                             ScryptCost cost, std::size_t bytes) {
  if (wanted_ >= wanted_max) co_return Failure{FailureKind::full, "too many passwords to check"};
  const Counted counted(wanted_);
  // The thread may outlive the frame that waits for it.
  const auto key = std::make_shared<std::string>();
  std::function<Result<>()> work = [password = std::move(password), salt = std::move(salt), cost,
                                    bytes, key]() -> Result<> {
    auto made = mailtown::scrypt(password, salt, cost, bytes);
    if (!made) return made.error();
    *key = std::move(*made);
    return {};
  };
  const auto hashed = co_await loop_.in_hash_pool(std::move(work));
  if (!hashed) co_return hashed.error();
  co_return std::move(*key);
}

}  // namespace mailtown::real
