// The directory over a file of users (user_table.h).
//
// Domains and local parts are compared without case. RFC 5321 §2.4 leaves the local part to the
// host that owns it, and no user expects Ivanov and ivanov to be two people.
#pragma once

#include <map>
#include <string>

#include "config/config.h"
#include "platform/hasher.h"
#include "users/directory.h"
#include "users/user_table.h"

namespace mailtown::users {

// A login is the full address ("ivanov@example.org"), or its local part alone ("ivanov") where
// there is one local domain only. An account's mailbox is "domain/local part", with what a file
// name should not hold written as %XX.
//
// Mail to postmaster goes to the user who has that address, else to the first user of its domain
// by the alphabet, else to a mailbox "domain/postmaster" that nobody can log in to but that keeps
// the mail. A postmaster without a domain is the one of the first local domain.
class TableDirectory : public Directory {
 public:
  // `config` and `hasher` must outlive the object.
  TableDirectory(const config::Config& config, Hasher& hasher, UserTable table);

  // Other users from now on.
  void replace(UserTable table);

  Task<Decided<std::optional<Account>>> find(Address address) override;
  Task<Result<std::optional<Account>>> check_password(std::string login,
                                                      std::string password) override;
  Task<bool> may_send_as(Account account, Address address) override;

 private:
  Decided<std::optional<Account>> find_user(Address address) const;
  Decided<std::optional<Account>> find_postmaster(Address address) const;
  std::optional<Account> owner_of(const std::string& address) const;
  Account postmaster_of(const std::string& domain) const;
  Account account_of(const std::string& login) const;
  ScryptCost usual_cost() const;

  const config::Config& config_;
  Hasher& hasher_;
  UserTable users_;
  std::map<std::string, std::string> owners_;  // login by each address
  PasswordHash nobodys_;                       // to be hashed against for unknown users
};

}  // namespace mailtown::users
