// Dry runs: what a machine's mta would do and why, asked of the mail system's own parts.
//
// Two grounds: a machine of a scenario, in the simulated world, where nobody acts but what goes
// wrong goes wrong at its time; or a real machine's configuration file, with the real DNS servers
// that it names. There nothing of the running server is touched: its queue, mailboxes and memory
// (of greylisting, say) are a temporary folder's, and no port is taken but one on loopback.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "config/config.h"
#include "platform/result.h"
#include "simulator/run/dry_route.h"
#include "simulator/scenario/scenario.h"
#include "trace/event.h"

namespace mailtown::run {

// What a client says to the mta, as far as it is let.
struct Visit {
  IpAddress from;
  std::string helo;                     // "client.example.net"; empty: the address as a literal
  std::string sender;                   // of the envelope; empty: the null sender
  std::vector<std::string> recipients;  // none: it ends after MAIL
  bool mail = false;                    // whether it says MAIL at all
};

struct DryRun {
  trace::Trace trace;
  std::uint32_t program = 0;  // in the trace's header: the one that was asked
  std::vector<Way> ways;      // of a route
};

// `machine` is an mta of the scenario; it is asked at the time `when` from the scenario's start.
// Failures: `invalid` if the scenario cannot be planned.
Result<DryRun> dry_route(const scenario::Scenario& scenario, const std::string& machine,
                         const Address& address, Duration when);
Result<DryRun> dry_session(const scenario::Scenario& scenario, const std::string& machine,
                           const Visit& visit, Duration when);

// A real machine's configuration, and the folder from which its paths start: the file of users and
// the certificate are read there, and nothing else.
struct RealMachine {
  config::Config config;
  std::string root;
};

// Failures: those of the disk, of the file of users and of starting the mta.
Result<DryRun> dry_route(const RealMachine& machine, const Address& address);
Result<DryRun> dry_session(const RealMachine& machine, const Visit& visit);

// The lines of the visit: EHLO, MAIL, RCPT, DATA. After the reply to DATA the client leaves, so
// that no letter is ever taken.
std::vector<std::string> lines_of(const Visit& visit);

}  // namespace mailtown::run
