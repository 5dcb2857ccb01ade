// A stream inside TLS, over any other stream.
#pragma once

#include <memory>

#include "platform/asio/tls_engine.h"
#include "platform/tls.h"

namespace mailtown::real {

// Carries the handshake out. The stream that comes of it tells a cut connection (`reset`) from one
// that the peer has ended with close_notify: nobody in the middle can shorten a message unnoticed.
Task<TlsHandshake> shake_hands(std::unique_ptr<ByteStream> plain, std::unique_ptr<TlsEngine> engine,
                               Deadline deadline);

}  // namespace mailtown::real
