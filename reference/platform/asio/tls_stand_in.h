// A stand-in for TLS: wraps a stream and passes its bytes through UNPROTECTED.
//
// It exists so that wrapped streams are part of the contract suite from the start. Nothing offers
// STARTTLS while it is in place.
#pragma once

#include "platform/tls.h"

namespace mailtown::real {

class TlsStandIn : public TlsProvider {
 public:
  Task<Result<std::unique_ptr<ByteStream>>> server(std::unique_ptr<ByteStream> plain,
                                                   Deadline deadline) override;
  Task<Result<std::unique_ptr<ByteStream>>> client(std::unique_ptr<ByteStream> plain,
                                                   std::string server_name,
                                                   Deadline deadline) override;
};

}  // namespace mailtown::real
