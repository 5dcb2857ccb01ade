// What one machine's configuration says: one TOML file, read by mta, mda and nameserver alike.
//
// Defaults are the safe ones: nobody may relay, passwords do not travel in the clear. The simulator
// makes the same struct from a scenario without going through a file.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/policy_config.h"
#include "platform/clock.h"
#include "platform/endpoint.h"
#include "platform/result.h"
#include "platform/tls_files.h"

namespace mailtown::config {

using namespace std::chrono_literals;

struct Listen {
  std::vector<Endpoint> smtp, submission, pop3, imap, dns;
  std::vector<Endpoint> smtps, pop3s, imaps;  // the same inside TLS from the start (RFC 8314)
  bool operator==(const Listen&) const = default;
};

struct Delivery {
  std::uint16_t port = 25;   // to which mail for other domains goes; another on a bench
  IpAddress source_address;  // to connect from; unspecified: the system chooses
  bool ipv6 = true;          // also look for IPv6 addresses of mail hosts
  std::vector<Duration> retry = {5min, 15min, 1h, 3h};  // waits between tries; the last repeats
  std::uint64_t jitter = 10;                            // percent that the lot may add to a wait
  Duration give_up_after = 5 * 24h;
  Duration warn_after = 4h;            // when the sender learns that his letter is late
  std::uint64_t per_destination = 20;  // letters at a time to one domain
  TlsUse tls = TlsUse::opportunistic;
  bool operator==(const Delivery&) const = default;
};

struct Limits {
  std::uint64_t message_bytes = 25 * 1024 * 1024;
  std::uint64_t recipients = 100;             // at least 100: RFC 5321 §4.5.3.1.8
  std::uint64_t connections = 1000;           // at a time, for each service
  std::uint64_t connections_per_client = 50;  // of them, from one address
  std::uint64_t errors = 20;                  // bad commands before a session is ended
  Duration command_wait = 5min;               // RFC 5321 §4.5.3.2.7
  Duration text_wait = 3min;                  // RFC 5321 §4.5.3.2.5
  std::uint64_t mailbox_bytes = 0;            // of one user, all folders together; 0: any
  std::uint64_t mailbox_messages = 0;         // the same
  std::uint64_t hops = 100;                   // Received fields of a letter that goes in a loop
  bool operator==(const Limits&) const = default;
};

// Mail for some domains that shall not simply follow their MX records: a smart host, a gateway.
struct Route {
  std::string domain;      // "example.com"; ".example.com" for all below it; "*" for everything
  std::string host;        // "relay.example.net", with its MX; "[relay.example.net]", "[192.0.2.1]"
  std::uint16_t port = 0;  // 0: delivery.port
  std::string user, password;  // to log in with, or both empty
  std::optional<TlsUse> tls;   // by default that of the delivery
  bool operator==(const Route&) const = default;
};

struct Nameserver {
  std::vector<std::string> zones;        // master files on the machine's disk
  std::vector<IpNetwork> recursion_for;  // clients to resolve for; none by default
  std::vector<Endpoint> root_hints;      // addresses of the root's nameservers
  // Zones with other servers than those that the root leads to: resolvers that find out everything
  // (forward), or the zone's own nameservers (stub).
  std::map<std::string, std::vector<Endpoint>> forward, stub;
  std::uint16_t port = 53;  // of the other nameservers it asks
  IpAddress source_address;
  bool operator==(const Nameserver&) const = default;
};

struct Config {
  std::string hostname;                   // "mx1.example.org", what HELO and Received say
  std::string data = ".";                 // folder under the disk's root for queue/ and mail/
  bool allow_passwords_in_clear = false;  // log-ins without TLS
  TlsFiles tls;
  std::vector<std::string> local_domains;
  std::string users;  // path of the file of users on the machine's disk; empty: there are none
  // By own address: where its mail goes instead, here or elsewhere.
  std::map<std::string, std::vector<std::string>> aliases;
  // By local domain: who gets the mail for addresses that nobody has.
  std::map<std::string, std::string> catch_all;
  std::string subaddress_delimiter = "+";  // "ivanov+news@" is ivanov's; empty: no subaddresses
  std::vector<IpNetwork>
      relay_networks;  // clients that may relay without a password; none by default
  std::vector<std::string> relay_domains;  // whose mail is taken for another host (backup MX)
  Duration pop_before_smtp{};         // for which a POP3 log-in lets its address relay; 0: never
  std::vector<std::string> policies;  // asked on the SMTP port, in this order
  std::vector<std::string> submission_policies;
  Ptr ptr;
  Helo helo;
  Lists lists;
  Dnsbl dnsbl;
  Greylist greylist;
  Tarpit tarpit;
  Rate rate;
  Lockout lockout;
  Size size;
  bool look_up_ptr = true;  // note the PTR name of each client (no refusal from it)
  Listen listen;
  std::vector<Endpoint> dns_servers;  // resolvers that mta asks
  Delivery delivery;
  std::vector<Route> routes;
  Limits limits;
  Nameserver nameserver;
  bool operator==(const Config&) const = default;
};

// Parses a configuration. `file` only serves the messages. The failure (`invalid`) tells all errors
// at once, a line each, in the order of the file:
// "mx1.toml:12: unknown key 'relay_network'; did you mean 'relay_networks'?".
// docs/configuration.md, made from the parser's own table of keys, explains each key.
Result<Config> parse_config(std::string_view text, const std::string& file);

// The path on the machine's disk of something in the configuration's data folder: "mail" or
// "queue".
std::string data_path(const Config& config, std::string_view name);

}  // namespace mailtown::config
