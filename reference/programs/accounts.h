// A program's users: its directory, the check of log-ins, and what SIGHUP does to them.
#pragma once

#include <memory>

#include "config/config.h"
#include "platform/platform.h"
#include "users/login.h"
#include "users/table_directory.h"

namespace mailtown::programs {

class Accounts {
 public:
  // `platform` and `config` must outlive the object.
  Accounts(Platform& platform, const config::Config& config, users::UserTable table)
      : platform_(platform),
        config_(config),
        directory_(config, platform.hasher, std::move(table)),
        logins_(users::make_login_check(directory_, config, platform)) {}

  users::Directory& directory() { return directory_; }
  users::LoginCheck& logins() { return *logins_; }

  // Reads the file of users again. If that has errors, the users stay as they were: a slip of the
  // operator's must not turn mail away. Records the decision "users".
  void reload();

 private:
  Platform& platform_;
  const config::Config& config_;
  users::TableDirectory directory_;
  std::unique_ptr<users::LoginCheck> logins_;
};

}  // namespace mailtown::programs
