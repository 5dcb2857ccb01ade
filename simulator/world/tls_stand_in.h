// A stand-in for TLS: bytes pass through unchanged, in a stream that has no half-close.
//
// Real bytes of OpenSSL are not repeatable, so the simulator models TLS. This first version models
// only the stream's shape, for the one contract suite.
#pragma once

#include <memory>
#include <string>

#include "platform/tls.h"

namespace mailtown::sim {

class TlsStandIn final : public TlsProvider {
 public:
  Task<Result<std::unique_ptr<ByteStream>>> server(std::unique_ptr<ByteStream> plain,
                                                   Deadline deadline) override;
  Task<Result<std::unique_ptr<ByteStream>>> client(std::unique_ptr<ByteStream> plain,
                                                   std::string server_name,
                                                   Deadline deadline) override;
};

}  // namespace mailtown::sim
