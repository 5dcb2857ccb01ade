// Who has a mailbox here, and whose password is right.
//
// One interface; the first implementation is a file of users (table_directory.h). Others may ask
// PAM, LDAP or a database: so every question is a wait, and the answer may be that nobody knows
// now.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "address/address.h"
#include "platform/result.h"
#include "platform/task.h"
#include "trace/evidence.h"

namespace mailtown::users {

struct Account {
  std::string login;              // "ivanov@example.org"
  std::string mailbox;            // folder under the mail root: "example.org/ivanov"
  std::string detail;             // of a subaddress: "news" of "ivanov+news@example.org"
  std::uint64_t quota_bytes = 0;  // what the mailbox may hold, all folders together; 0: any
  std::uint64_t quota_messages = 0;  // the same
};

class Directory {
 public:
  virtual ~Directory() = default;
  // The account that mail to `address` is filed for, or none. `postmaster`, in any case and with
  // or without a domain, always has one (RFC 5321 §4.5.1). Knows subaddresses (RFC 5233), no
  // aliases: those are the address book's.
  virtual Task<Decided<std::optional<Account>>> find(Address address) = 0;
  // The account if login and password are right. Does not tell an unknown user from a wrong
  // password, neither by its answer nor by its time. A failure: the directory cannot say now.
  // Programs ask the LoginCheck (login.h), which counts.
  virtual Task<Result<std::optional<Account>>> check_password(std::string login,
                                                              std::string password) = 0;
  // Whether that account may send as `address` (RFC 6409 §6.1).
  virtual Task<bool> may_send_as(Account account, Address address) = 0;
};

}  // namespace mailtown::users
