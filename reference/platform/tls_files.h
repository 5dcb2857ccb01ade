// What an operator decides about TLS: the files that it lives on, and whether a client insists.
#pragma once

#include <string>

namespace mailtown {

// PEM files, by paths as of Disk; in the real world absolute paths will do too. Empty: none.
struct TlsFiles {
  std::string certificate;  // the server's own first, then those of its issuers
  std::string key;          // of the first certificate; nobody else may be able to read it
  std::string trust;        // authorities that a client believes; empty: those of the system
  bool operator==(const TlsFiles&) const = default;
};

// What a client does where a server may or may not speak TLS.
enum class TlsUse {
  none,           // stays in the clear
  opportunistic,  // encrypts if it can, with whoever answers (RFC 7435)
  required,       // encrypts and has the server prove its name, or sends nothing
};

}  // namespace mailtown
