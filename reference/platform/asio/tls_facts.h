// What a certificate says, in the platform's words.
#pragma once

#include <string>
#include <vector>

#include "platform/asio/openssl.h"

namespace mailtown::real {

// The host names and addresses for which it stands (RFC 9525 §6.1); without any, its subject.
std::vector<std::string> names_of(const X509* certificate);
std::string issuer_of(const X509* certificate);
// Why a chain was not believed, as TlsFacts::unproven, from OpenSSL's X509_V_ERR_...
const char* why_unproven(int verify_error);

}  // namespace mailtown::real
