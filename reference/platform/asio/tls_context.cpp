#include "platform/asio/tls_context.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>
#include <sys/stat.h>

namespace mailtown::real {

namespace {

// For TLS 1.2; those of 1.3 are all good.
constexpr const char* ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";

std::string path_under(const std::string& root, const std::string& path) {
  return (std::filesystem::path(root) / path).string();
}

// Else OpenSSL would ask for a passphrase on the terminal, in the midst of everything.
int no_passphrase(char*, int, int, void*) {
  return 0;
}

Result<SslContext> make_context(const SSL_METHOD* method) {
  SslContext context(SSL_CTX_new(method));
  if (!context) return Failure{FailureKind::io, "TLS: " + openssl_error()};
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(context.get(), ciphers);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                         SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context.get(), 0);
  // A connection that waits keeps no buffers, and a server has many of those.
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_default_passwd_cb(context.get(), no_passphrase);
  return context;
}

// Whoever can read the key can pass for us.
Result<> check_mode(const std::string& key) {
  struct stat info {};
  if (::stat(key.c_str(), &info) != 0) {
    return Failure{errno == EACCES ? FailureKind::not_permitted : FailureKind::not_found,
                   fmt::format("the private key {}: {}", key, std::strerror(errno))};
  }
  constexpr mode_t others = S_IROTH | S_IWOTH | S_IWGRP;
  if ((info.st_mode & others) == 0) return {};
  return Failure{FailureKind::not_permitted,
                 fmt::format("the private key {0} may be read or changed by others (mode {1:04o}), "
                             "who could pass for this server; to mend: chmod 600 {0}",
                             key, info.st_mode & 07777)};
}

Failure wrong_file(const char* what, const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    return {FailureKind::not_found, fmt::format("{} {}: {}", what, path, std::strerror(errno))};
  }
  return {FailureKind::invalid, fmt::format("{} {}: {}", what, path, openssl_error())};
}

}  // namespace

Result<SslContext> make_server_context(const TlsFiles& files, const std::string& root) {
  const std::string certificate = path_under(root, files.certificate);
  const std::string key = path_under(root, files.key);
  auto context = make_context(TLS_server_method());
  if (!context) return context.error();
  ERR_clear_error();
  if (SSL_CTX_use_certificate_chain_file(context->get(), certificate.c_str()) != 1) {
    return wrong_file("the certificate", certificate);
  }
  const auto private_enough = check_mode(key);
  if (!private_enough) return private_enough.error();
  if (SSL_CTX_use_PrivateKey_file(context->get(), key.c_str(), SSL_FILETYPE_PEM) != 1) {
    const bool other_key = ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH;
    if (!other_key) return wrong_file("the private key", key);
    ERR_clear_error();
    return Failure{
        FailureKind::invalid,
        fmt::format("the private key {} is not that of the certificate {}", key, certificate)};
  }
  return context;
}

Result<SslContext> make_client_context(const std::string& trust, const std::string& root) {
  auto context = make_context(TLS_client_method());
  if (!context) return context.error();
  ERR_clear_error();
  if (trust.empty()) {
    SSL_CTX_set_default_verify_paths(context->get());
    return context;
  }
  const std::string path = path_under(root, trust);
  if (SSL_CTX_load_verify_locations(context->get(), path.c_str(), nullptr) != 1) {
    return wrong_file("the authorities in", path);
  }
  // Who stands in the file is believed, also if he is no authority but a server himself.
  X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context->get()), X509_V_FLAG_PARTIAL_CHAIN);
  return context;
}

}  // namespace mailtown::real
