// A program's certificate and the authorities that it believes: read at the start and at SIGHUP.
#pragma once

#include "config/config.h"
#include "platform/platform.h"

namespace mailtown::programs {

class Certificates {
 public:
  // `platform` must outlive the object.
  Certificates(Platform& platform, const config::Config& config)
      : platform_(platform), files_(config.tls) {}

  // For the start: a program whose certificate cannot be used does not run.
  Result<> load() { return platform_.tls.load(files_); }
  // For later: files that have errors leave in use what is; running sessions notice nothing either
  // way. Records the decision "certificates".
  void reload();

  // For services that offer TLS, and for those that begin with it.
  ServerTls on_demand() const { return {has_certificate() ? &platform_.tls : nullptr, false}; }
  ServerTls from_start() const { return {&platform_.tls, true}; }

 private:
  bool has_certificate() const { return !files_.certificate.empty(); }

  Platform& platform_;
  TlsFiles files_;
};

}  // namespace mailtown::programs
