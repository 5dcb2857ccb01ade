// From which addresses somebody has lately logged in over POP3: a small file that mda writes and
// mta reads, for POP before SMTP.
//
// How senders were known before SMTP had log-ins (RFC 4954): whoever fetches mail has shown his
// password, so the address he did it from may send for a while. History, since an address is
// nobody: all machines behind one router, and whoever gets the address next, may send too.
//
// The file has one line a log-in, "192.0.2.1 1764000000" (seconds since 1970, UTC). It is not
// synced: whoever is forgotten in a power loss fetches his mail again.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "platform/clock.h"
#include "platform/disk.h"
#include "platform/endpoint.h"

namespace mailtown::users {

// The writer; one a file. `disk` and `clock` must outlive it.
class PopLogins {
 public:
  // Log-ins are of no use after `keep`. The folder of `path` is made if it is missing.
  PopLogins(Disk& disk, const Clock& clock, std::string path, Duration keep)
      : disk_(disk), clock_(clock), path_(std::move(path)), keep_(keep) {}

  // Notes a log-in. A failure is not the reader's business: at worst he has to log in to send.
  Result<> record(const IpAddress& client);

 private:
  Result<> rewrite();

  Disk& disk_;
  const Clock& clock_;
  std::string path_;
  Duration keep_;
  std::unique_ptr<File> file_;  // none before the first log-in
};

// How long before `now` the last log-in from `client` was, rounded down to seconds; nothing if
// there was none. Lines that cannot be read are passed over.
std::optional<Duration> since_pop_login(Disk& disk, const std::string& path,
                                        const IpAddress& client, WallTime now);

}  // namespace mailtown::users
