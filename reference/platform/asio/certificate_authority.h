// An own certificate authority: makes the keys and certificates that a small mail system needs.
//
// What `mailtown ca` writes to files, and what a scenario gives its machines on loopback. The same
// can be had from the command `openssl`; mailtown ca prints how.
//
// Departure from production practice: no revocation (no CRL, no OCSP), and the authority's key lies
// unencrypted beside its certificate. Enough for a course or an office; public mail servers get
// theirs from a public authority (RFC 8555, ACME).
#pragma once

#include <string>
#include <vector>

#include "platform/clock.h"
#include "platform/result.h"

namespace mailtown::real {

// Both as PEM (RFC 7468): a certificate, and its private key (ECDSA on P-256).
struct PemPair {
  std::string certificate, key;
};

struct Validity {
  WallTime from, until;  // by seconds
};

// An authority of that name, which has signed its own certificate.
Result<PemPair> make_authority(const std::string& name, Validity validity);

// A server's certificate, which the authority has signed. `names`: at least one host name or IP
// address for which it stands. Failures: `invalid` if the authority's texts cannot be read or do
// not belong together.
Result<PemPair> make_server_certificate(const std::vector<std::string>& names, Validity validity,
                                        const PemPair& authority);

}  // namespace mailtown::real
