// The [users] table, whose keys are logins instead of words of the configuration.
#pragma once

#include <string>
#include <vector>

#include "config/config.h"
#include "config/value_reader.h"

namespace mailtown::config {

struct UserKey {
  std::string name;  // "password"
  std::string type, explanation;
};

// The keys of one user's table.
std::vector<UserKey> user_keys();

// Reads all users, in long ([users."ivanov@example.org"] password = ...) or short form
// ("ivanov@example.org" = "secret").
void read_users(const toml::node& node, ErrorList& errors, Config& config);

}  // namespace mailtown::config
