// TLS wraps a stream; a protocol never sees a certificate library's types.
//
// First version: the seam and a stand-in that passes bytes through, so that one contract suite
// covers wrapped streams from the start. Handshakes with real certificates come with STARTTLS.
#pragma once

#include <memory>
#include <string>

#include "platform/network.h"

namespace mailtown {

class TlsProvider {
 public:
  virtual ~TlsProvider() = default;
  // Takes over `plain`, whose receive buffer must be empty: bytes that a peer sent before the
  // handshake are never read as if they had been protected (RFC 3207 §4.2 and §6).
  virtual Task<Result<std::unique_ptr<ByteStream>>> server(std::unique_ptr<ByteStream> plain,
                                                           Deadline deadline) = 0;
  virtual Task<Result<std::unique_ptr<ByteStream>>> client(std::unique_ptr<ByteStream> plain,
                                                           std::string server_name,
                                                           Deadline deadline) = 0;
};

}  // namespace mailtown
