// The file of users: who has a mailbox here. Parsed and printed; the configuration's key `users`
// names it, mta and mda read it when they start and on SIGHUP, `mailtown user` writes it.
//
//   ["ivanov@example.org"]
//   password = "$scrypt$ln=15,r=8,p=1$..."        see password_hash.h
//   addresses = ["sales@example.org"]             further ones: their mail is his
//   quota = "1G"                                  what his mailbox may hold; else
//   limits.mailbox_bytes
//
// Departure from production practice: one file, read as a whole. Thousands of users would be a
// database's, or a directory server's, behind the same interface (directory.h).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "platform/disk.h"
#include "trace/event.h"
#include "users/password_hash.h"

namespace mailtown::users {

struct User {
  PasswordHash password;
  std::vector<std::string> addresses;
  std::uint64_t quota_bytes = 0;  // 0: any
  bool operator==(const User&) const = default;
};

using UserTable = std::map<std::string, User>;  // by login: "ivanov@example.org", in lower case

// `file` only serves the messages, of which the failure (`invalid`) has all at once, a line each.
// Every address is in a local domain of `config` and belongs to one user only.
Result<UserTable> parse_users(std::string_view text, const std::string& file,
                              const config::Config& config);
std::string print_users(const UserTable& table);

// Who is in the table, for a trace; the quota is the user's own or the one for everybody.
std::vector<trace::UserInfo> without_secrets(const UserTable& table, const config::Config& config);

// Reads the file that the configuration names; nobody, if it names none. Failures: `not_found`,
// `invalid`, `io`.
Result<UserTable> load_users(Disk& disk, const config::Config& config);

// Whether each alias and catch-all leads to somebody; else `invalid` with a line each.
Result<> check_aliases(const config::Config& config, const UserTable& table);

}  // namespace mailtown::users
