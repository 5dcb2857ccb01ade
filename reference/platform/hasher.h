// Hasher: slow hashes as a wait. While a password is hashed, the program serves its other clients.
#pragma once

#include <string>

#include "platform/result.h"
#include "platform/scrypt.h"
#include "platform/task.h"

namespace mailtown {

class Hasher {
 public:
  virtual ~Hasher() = default;
  // scrypt() off the loop. Only a few run at a time and a bounded number waits, so that guessing
  // cannot eat the machine; one more fails with `full`.
  virtual Task<Result<std::string>> scrypt(std::string password, std::string salt, ScryptCost cost,
                                           std::size_t bytes) = 0;
};

}  // namespace mailtown
