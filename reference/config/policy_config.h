// What a configuration says about the policies: which are asked, and each one's parameters.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/clock.h"
#include "platform/endpoint.h"

namespace mailtown::config {

using namespace std::chrono_literals;

enum class PtrStrictness {
  off,
  exists,                 // the address has some name
  forward_confirmed,      // and that name leads back to the address
  matches_sender_domain,  // and it is the sender's domain, or a name below it
};

struct Ptr {
  PtrStrictness strictness = PtrStrictness::forward_confirmed;
  bool operator==(const Ptr&) const = default;
};

struct Helo {
  std::vector<std::string> checks = {"form", "literal", "own-name"};  // and "resolves"
  bool operator==(const Helo&) const = default;
};

// Whom a list means: exactly one of the three.
struct ListEntry {
  std::optional<IpNetwork> network;
  std::string domain;   // with all names below it
  std::string mailbox;  // "ivanov@example.org"
  bool operator==(const ListEntry&) const = default;
};

struct Lists {
  std::vector<ListEntry> allow, deny;
  bool operator==(const Lists&) const = default;
};

struct Dnsbl {
  std::vector<std::string> zones;  // "bl.example.test"
  bool operator==(const Dnsbl&) const = default;
};

struct Greylist {
  Duration wait = 5min;            // before which the letter may not come again
  Duration window = 2 * 24h;       // in which it has to
  Duration keep = 35 * 24h;        // for which a client that waited is remembered
  std::uint64_t entries = 100000;  // at most
  bool operator==(const Greylist&) const = default;
};

struct Tarpit {
  std::uint64_t after = 1;  // errors that are free
  Duration step = 5s;       // more for each error after those
  Duration most = 1min;
  Duration forget = 1h;  // errors that old
  bool operator==(const Tarpit&) const = default;
};

struct Rate {
  Duration window = 1h;
  std::uint64_t connections = 1000, letters = 500, recipients = 2000;  // of one client in a window
  bool operator==(const Rate&) const = default;
};

struct Lockout {
  std::uint64_t failures = 5;  // wrong passwords, of one client or for one login
  Duration time = 15min;       // from the last of them
  bool operator==(const Lockout&) const = default;
};

struct Size {
  std::uint64_t stranger_bytes = 10 * 1024 * 1024;
  bool operator==(const Size&) const = default;
};

}  // namespace mailtown::config
