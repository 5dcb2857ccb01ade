// OpenSSL's objects, each with an owner, and its errors as text. Included by .cpp files only: no
// header of the platform shows OpenSSL's types.
#pragma once

#include <memory>
#include <string>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace mailtown::real {

template <auto free_it>
struct FreeWith {
  template <class Object>
  void operator()(Object* object) const {
    free_it(object);
  }
};

using SslContext = std::unique_ptr<SSL_CTX, FreeWith<SSL_CTX_free>>;
using Ssl = std::unique_ptr<SSL, FreeWith<SSL_free>>;
using Bio = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreeWith<X509_free>>;

// What OpenSSL complained about last in this thread, and forgets it: "certificate verify failed".
inline std::string openssl_error() {
  const auto code = ERR_peek_last_error();
  const char* reason = ERR_reason_error_string(code);
  ERR_clear_error();
  return reason ? reason : "an unknown error of OpenSSL";
}

}  // namespace mailtown::real
