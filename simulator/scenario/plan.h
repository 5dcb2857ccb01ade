// Plan: a scenario turned into machines: addresses, configurations, zone files.
//
// Pure: no world is touched. The same plan goes to the simulated world and, on another ground, to
// real sockets.
//
// What is added to what the file names: the root nameserver a.root-servers.test; a nameserver
// a.<tld>-servers.test a top-level domain; a.in-addr-servers.test for reverse names; a resolver for
// each domain that has none; and for each user who acts a machine pc-<user>.<domain>.
//
// Addresses, simulated: the root's machines are in 203.0.113.0/24, the first domain in
// 192.0.2.0/24, the second in 198.51.100.0/24 (RFC 5737); documentation has no more networks, so
// further domains are in 10.0.1.0/24, 10.0.2.0/24, ... (RFC 1918), as if those were public. Servers
// count from .1, users' machines from .101. On loopback the n-th of these networks becomes
// 127.10.n.0/24.
//
// Departure from the Internet: the zone arpa is left out, the root delegates in-addr.arpa itself;
// and each zone of the root and the top level has one nameserver.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "config/config.h"
#include "platform/result.h"
#include "simulator/scenario/scenario.h"
#include "trace/event.h"

namespace mailtown::scenario {

struct Ports {
  std::uint16_t smtp = 25, submission = 587, pop3 = 110, dns = 53, imap = 143;
};

// Where machines live.
struct Ground {
  bool loopback = false;
  Ports ports;
};

struct PlannedFile {
  std::string path, text;
};

struct PlannedMachine {
  std::string name;
  std::string domain;  // empty for the root's machines
  IpAddress address;
  std::vector<std::string> roles;
  std::string ptr;  // the name that its address has in DNS; empty for none
  std::optional<Certificate> certificate;
  TlsFiles tls;  // where that lies on its disk, and whom the machine believes; both made at the run
  config::Config config;
  std::vector<PlannedFile> files;             // zones, users
  std::vector<trace::UserInfo> users;         // that are in its file of users
  std::shared_ptr<const ConfigTable> own;     // of the file, laid over; null: none
  std::vector<std::string> programs() const;  // "mta", "mda", "nameserver" or "resolver"
  bool has(std::string_view role) const;
};

// A user who does something: from which machine, and what his mail program is set to.
struct PlannedUser {
  std::string login, password;
  std::string machine;
  std::string mail_host;  // where he hands in and fetches, by name
  TlsUse tls = TlsUse::none;
  Endpoint resolver;
};

struct Plan {
  Ground ground;
  std::vector<PlannedMachine> machines;  // the root's first, then domain by domain
  std::vector<PlannedUser> users;
  std::vector<std::shared_ptr<const Plan>> later;  // after each of the scenario's changes

  const PlannedMachine* find(std::string_view machine) const;
  const PlannedUser* find_user(std::string_view login) const;
};

// Fails (`invalid`) if a domain's zone does not make sense with the scenario's own records in it.
Result<Plan> make_plan(const Scenario& scenario, const Ground& ground = {});

}  // namespace mailtown::scenario
