// The certificates of a scenario's machines, made when its run begins.
//
// One authority, "Mailtown CA", is believed by all machines; others that a scenario names are
// believed by nobody. In the simulated world certificates are modelled, on loopback real.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/result.h"
#include "simulator/scenario/plan.h"

namespace mailtown::run {

class TownCertificates {
 public:
  virtual ~TownCertificates() = default;
  // The files that the machine's configuration names: its certificate and key if it has one, and
  // whom to believe.
  virtual Result<std::vector<scenario::PlannedFile>> files_for(
      const scenario::PlannedMachine& machine) = 0;
};

// `now`: the wall time of the run's start.
std::unique_ptr<TownCertificates> modelled_certificates(WallTime now);
std::unique_ptr<TownCertificates> real_certificates(WallTime now);

// From when until when a certificate is valid.
struct Lifetime {
  WallTime from, until;
};
Lifetime lifetime_of(const scenario::Certificate& certificate, WallTime now);

inline constexpr const char* town_authority = "Mailtown CA";

}  // namespace mailtown::run
