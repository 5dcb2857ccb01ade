// TLS in the simulated world: a model that gives the same outcomes as the real one, repeatably.
//
// The client says whom it wants to meet, the server shows its certificate, the client judges it
// and goes on or breaks off: one round trip, as in TLS 1.3 (RFC 8446 §2). What is left out stands
// in docs/limits.md.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/disk.h"
#include "platform/tls.h"
#include "simulator/world/modelled_certificate.h"

namespace mailtown::sim {

class ModelledTls final : public TlsProvider {
 public:
  // Reads its files from `disk`; certificates are judged by `clock`. Both outlive it.
  ModelledTls(Disk& disk, const Clock& clock) : disk_(disk), clock_(clock) {}

  Result<> load(const TlsFiles& files) override;
  bool can_serve() const override { return !shown_.empty(); }
  Task<TlsHandshake> server(std::unique_ptr<ByteStream> plain, Deadline deadline) override;
  Task<TlsHandshake> client(std::unique_ptr<ByteStream> plain, TlsPeer peer,
                            Deadline deadline) override;

 private:
  Disk& disk_;
  const Clock& clock_;
  std::vector<ModelledCertificate> shown_, trusted_;
};

}  // namespace mailtown::sim
