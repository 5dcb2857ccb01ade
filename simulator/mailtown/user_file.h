// The file of users under an operator's hand: read, and replaced as a whole.
//
// Whoever reads it sees the old file or the new one, after a crash too: the new one is written
// beside it, synced, and renamed over it. Two commands at once take turns.
#pragma once

#include <filesystem>

#include "config/config.h"
#include "platform/result.h"
#include "users/user_table.h"

namespace mailtown::console {

class UserFile {
 public:
  // `path` belongs to `config`, which must outlive the object.
  UserFile(std::filesystem::path path, const config::Config& config);
  ~UserFile();
  UserFile(const UserFile&) = delete;
  UserFile& operator=(const UserFile&) = delete;

  // Waits until no other command changes the file, and keeps others away. Failures: `not_found`
  // (there is no such folder), `not_permitted`, `io`.
  Result<> lock();
  // No file is no user. Failures: `invalid`, `not_permitted`, `io`.
  Result<users::UserTable> read() const;
  // The new file has mode 0600 and the owner of the old one. Failures: `not_permitted`, `full`,
  // `io`.
  Result<> replace(const users::UserTable& table) const;

 private:
  std::filesystem::path path_;
  const config::Config& config_;
  int folder_ = -1;
};

}  // namespace mailtown::console
