// TLS wraps a stream; a protocol never sees a certificate library's types.
//
// Each program has one provider. It loads a certificate and whom to believe once the configuration
// is known, and again when the operator says so (SIGHUP); sessions that run keep what they have.
// Clients show no certificate: in mail, users prove themselves with passwords, inside.
//
// Departure from production practice: no session is resumed, so each connection pays for a whole
// handshake, which runs on the program's one thread (about a millisecond).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/network.h"
#include "platform/tls_files.h"

namespace mailtown {

// Whom a client expects to meet.
struct TlsPeer {
  std::string name;  // host name or IP address: asked for (RFC 6066 §3), and compared (RFC 9525)
  // Without proof that it is he, the handshake fails; else the stream is encrypted with whoever
  // answers, which helps against listeners and not against somebody in the middle (RFC 7435).
  bool must_prove = false;
};

// What came of a handshake, as far as it got.
struct TlsFacts {
  std::string version, cipher;     // "TLSv1.3", "TLS_AES_256_GCM_SHA384"
  std::string asked_for;           // the name that the client asked for; may be empty
  std::vector<std::string> names;  // for which the server's certificate stands
  std::string issuer;              // of it
  // Only on the client's side: the name that the server has proven, or else why it has not. One of
  // "unknown issuer", "self-signed", "expired", "not yet valid", "other name",
  // "not valid".
  std::string proven, unproven;
};

struct TlsHandshake {
  std::unique_ptr<ByteStream> stream;  // null: it failed, and the connection is of no more use
  TlsFacts facts;
  // Why it failed: `not_permitted` if the peer could not prove what it must; `timed_out`; `reset`
  // and `closed` of the stream; `invalid` if the other side does not speak TLS as we do.
  Failure failure;
};

class TlsProvider {
 public:
  virtual ~TlsProvider() = default;
  // Uses these files from now on. A failure (`not_found`, `not_permitted`, `invalid`) tells for
  // people which file it is and what to do, and leaves what was in use before.
  virtual Result<> load(const TlsFiles& files) = 0;
  // Whether there is a certificate to show.
  virtual bool can_serve() const = 0;
  // Both take over `plain`. Of it nothing may have been read ahead: bytes that a peer sent before
  // the handshake must never pass for protected ones (RFC 3207 §4.2); LineChannel sees to that.
  virtual Task<TlsHandshake> server(std::unique_ptr<ByteStream> plain, Deadline deadline) = 0;
  virtual Task<TlsHandshake> client(std::unique_ptr<ByteStream> plain, TlsPeer peer,
                                    Deadline deadline) = 0;
};

// Whether a server offers TLS, and when it begins.
struct ServerTls {
  TlsProvider* provider = nullptr;  // none: there is no TLS; must outlive the session
  bool from_start = false;          // before the first line (RFC 8314 §3), instead of on demand

  // Whether it is to be offered.
  bool on_demand() const { return provider && !from_start && provider->can_serve(); }
};

}  // namespace mailtown
