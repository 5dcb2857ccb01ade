// Users for tests: their hashes cost next to nothing.
#pragma once

#include <string>
#include <vector>

#include "users/table_directory.h"

namespace mailtown::users {

inline User user(const std::string& password, std::vector<std::string> addresses = {}) {
  return {.password = make_hash(password, "salt", least_scrypt_cost),
          .addresses = std::move(addresses),
          .quota_bytes = 0};
}

}  // namespace mailtown::users
