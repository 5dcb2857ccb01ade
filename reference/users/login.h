// LoginCheck: the one door through which passwords come, whatever protocol brought them.
//
// It counts wrong passwords, for the client's address and for the login apart: the one stops
// somebody who tries many logins, the other many who try one. After too many nobody looks at a
// password from there, or for that login, for a while. The price: whoever knows a login can lock
// its owner out.
//
// What the client hears must be the same for an unknown user, a wrong password and a locked door,
// so that a guesser does not even learn that he guessed right.
//
// Passwords are looked at side by side, but only so many for one address or login as may be wrong:
// else a guesser would send all his guesses at once, before the first was counted.
//
// Departure from production practice: the counts are in memory, one set a program: mta and mda do
// not know of each other's, and a restart forgets them.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "config/config.h"
#include "platform/platform.h"
#include "trace/evidence.h"
#include "trace/payloads.h"
#include "users/directory.h"

namespace mailtown::users {

struct LoginAttempt {
  std::string login, password;
  IpAddress client;
  std::string protocol;  // "smtp", "pop3", "imap": names the RFC of the evidence
};

struct Login {
  std::optional<Account> account;      // who has logged in; none: refused
  bool locked_out = false;             // nobody looked at the password
  std::optional<Failure> unavailable;  // the directory cannot say now: to be refused for the moment
};

class LoginCheck {
 public:
  virtual ~LoginCheck() = default;
  // Waits for the directory, which takes its time on purpose. Rules of the evidence: login.right,
  // login.wrong, login.locked-out, login.unavailable; it never holds the password. The caller
  // records it (login_decision() below).
  virtual Task<Decided<Login>> check(LoginAttempt attempt) = 0;
};

// What is passed must outlive the object.
std::unique_ptr<LoginCheck> make_login_check(Directory& directory, const config::Config& config,
                                             Platform& platform);

// How a log-in is recorded: outcome "accepted" or "refused", the latter with the protocol's reply.
trace::Decision login_decision(const std::string& login, const Decided<Login>& decided,
                               std::string reply = {});

}  // namespace mailtown::users
