// MachineFaults: what goes wrong at one machine's programs, as its scenario says, and how often it
// has happened already.
//
// It only counts and decides; FaultyNetwork acts on it at the seam between the programs and the
// network. Counts are the machine's: they go on through all connections and through restarts.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dns/name.h"
#include "platform/clock.h"
#include "simulator/scenario/scenario.h"
#include "trace/tracer.h"

namespace mailtown::faults {

class MachineFaults {
 public:
  // Takes those of the scenario's faults that strike at `machine`'s programs. `smtp_port` is where
  // its mta listens.
  MachineFaults(const scenario::Scenario& scenario, std::string machine, std::uint16_t smtp_port);

  bool none() const { return counted_.empty() && failures_.empty() && strippers_.empty(); }
  std::uint16_t smtp_port() const { return smtp_port_; }
  // Where the faults' times count from; by default the clock's beginning.
  void set_start(Instant start) { start_ = start; }
  // How to crash the machine; without it crashes do not happen.
  void on_crash(std::function<void(const scenario::Crash&)> crash) { crash_ = std::move(crash); }

  // Each counts one more of its kind and says what happens to it.

  // A command line, "CONNECT" or ".": the reply to give instead of the mta's.
  std::optional<std::string> reply_instead(const std::string& command);
  // A connection: how long the greeting is held back.
  std::optional<Duration> greeting_delay();
  // A letter's text begins: after how many bytes the connection drops.
  std::optional<std::uint64_t> drop_after();
  // The mta has answered this command.
  void answered(const std::string& command);

  // Whether the offer of TLS is taken out of what the mta says now.
  bool strips_tls(Instant now) const;
  // Whether `name` is answered with SERVFAIL now.
  bool fails(const dns::Name& name, Instant now) const;

  // Records that a fault has struck: "reply", with what it did.
  void record(const Tracer& tracer, std::string what, std::string detail) const;

 private:
  struct Counted {
    const scenario::Fault* fault;
    std::uint64_t seen = 0;
  };
  template <class Kind, class Applies>
  const Kind* count(Applies applies);

  std::string machine_;
  std::uint16_t smtp_port_;
  Instant start_{};
  std::vector<Counted> counted_;
  std::vector<scenario::ServerFailure> failures_;
  std::vector<scenario::StripStartTls> strippers_;
  std::function<void(const scenario::Crash&)> crash_;
};

// Whether `line` is the command that a fault names: its verb, or a whole line with '*'.
bool is_command(std::string_view line, std::string_view named);

}  // namespace mailtown::faults
