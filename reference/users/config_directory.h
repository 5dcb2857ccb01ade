// The directory whose users stand in the configuration.
//
// Domains and local parts are compared without case. RFC 5321 §2.4 leaves the local part to the
// host that owns it, and no user expects Ivanov and ivanov to be two people.
//
// Departure from production practice: passwords are kept as they are, not hashed.
#pragma once

#include <memory>

#include "config/config.h"
#include "users/directory.h"

namespace mailtown::users {

// A login is the full address ("ivanov@example.org"), or its local part alone ("ivanov") where
// there is one local domain only. An account's mailbox is "domain/local part", with what a file
// name should not hold written as %XX.
//
// Mail to postmaster goes to the user who has that address, else to the first user of its domain
// by the alphabet, else to a mailbox "domain/postmaster" that nobody can log in to but that keeps
// the mail. A postmaster without a domain is the one of the first local domain.
std::unique_ptr<Directory> make_config_directory(const config::Config& config);

}  // namespace mailtown::users
