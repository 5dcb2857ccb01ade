// What all TLS connections of a program share: versions, ciphers, certificate, whom to believe.
//
// TLS 1.2 and 1.3 (RFC 8996 has buried the older ones), only key exchanges with forward secrecy and
// ciphers with authentication (RFC 9325 §4.2); no compression, no renegotiation, no resumption.
#pragma once

#include <string>

#include "platform/asio/openssl.h"
#include "platform/result.h"
#include "platform/tls.h"

namespace mailtown::real {

// Relative paths start from the folder `root`. Failures as of TlsProvider::load.
Result<SslContext> make_server_context(const TlsFiles& files, const std::string& root);
// `trust`: a file of authorities; empty: those of the system.
Result<SslContext> make_client_context(const std::string& trust, const std::string& root);

}  // namespace mailtown::real
