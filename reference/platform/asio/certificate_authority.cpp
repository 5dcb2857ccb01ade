#include "platform/asio/certificate_authority.h"

#include <chrono>

#include <fmt/format.h>
#include <openssl/bn.h>
#include <openssl/pem.h>

#include "platform/asio/openssl.h"
#include "platform/endpoint.h"

namespace mailtown::real {

namespace {

constexpr int serial_bits = 127;  // RFC 5280 §4.1.2.2: positive, at most 20 bytes; not guessable

using BigNumber = std::unique_ptr<BIGNUM, FreeWith<BN_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>>;

Failure openssl_failure(const char* doing) {
  return {FailureKind::invalid, fmt::format("{}: {}", doing, openssl_error())};
}

template <class Write>
std::string pem_text(const Write& write) {
  const Bio out(BIO_new(BIO_s_mem()));
  write(out.get());
  std::string text(BIO_ctrl_pending(out.get()), '\0');
  BIO_read(out.get(), text.data(), static_cast<int>(text.size()));
  return text;
}

PemPair as_pem(X509* certificate, EVP_PKEY* key) {
  return {pem_text([&](BIO* out) { PEM_write_bio_X509(out, certificate); }),
          pem_text([&](BIO* out) {
            PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
          })};
}

Bio reader_of(const std::string& text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

void set_time(ASN1_TIME* time, WallTime to) {
  ASN1_TIME_set(time, std::chrono::system_clock::to_time_t(
                          std::chrono::time_point_cast<std::chrono::system_clock::duration>(to)));
}

// A certificate without a signature, for `key`. The subject is `name`, cut to what fits there: the
// names that count stand in subjectAltName.
Certificate begin_certificate(const std::string& name, Validity validity, EVP_PKEY* key) {
  constexpr std::size_t common_name_max = 64;  // RFC 5280 appendix A.1
  Certificate made(X509_new());
  X509_set_version(made.get(), X509_VERSION_3);
  const BigNumber serial(BN_new());
  BN_rand(serial.get(), serial_bits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY);
  BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(made.get()));
  set_time(X509_getm_notBefore(made.get()), validity.from);
  set_time(X509_getm_notAfter(made.get()), validity.until);
  const std::string shown = name.substr(0, common_name_max);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(shown.data()),
                             static_cast<int>(shown.size()), -1, 0);
  X509_set_pubkey(made.get(), key);
  return made;
}

struct Wanted {
  int extension;  // NID_...
  std::string value;
};

bool add_extensions(X509* to, X509* issuer, const std::vector<Wanted>& all) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
  for (const Wanted& wanted : all) {
    const Extension made(
        X509V3_EXT_conf_nid(nullptr, &context, wanted.extension, wanted.value.c_str()));
    if (!made || X509_add_ext(to, made.get(), -1) != 1) return false;
  }
  return true;
}

std::string alternative_names(const std::vector<std::string>& names) {
  std::vector<std::string> parts;
  for (const std::string& name : names) {
    parts.push_back((IpAddress::parse(name) ? "IP:" : "DNS:") + name);
  }
  return fmt::format("{}", fmt::join(parts, ","));
}

// A comma would begin another entry in OpenSSL's notation.
bool is_plain(const std::string& name) {
  constexpr const char* allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:*";
  return !name.empty() && name.find_first_not_of(allowed) == std::string::npos;
}

}  // namespace

Result<PemPair> make_authority(const std::string& name, Validity validity) {
  ERR_clear_error();
  const Key key(EVP_EC_gen("P-256"));
  if (!key) return openssl_failure("cannot make a key");
  const Certificate made = begin_certificate(name, validity, key.get());
  X509_set_issuer_name(made.get(), X509_get_subject_name(made.get()));
  const bool complete = add_extensions(made.get(), made.get(),
                                       {{NID_basic_constraints, "critical,CA:TRUE"},
                                        {NID_key_usage, "critical,keyCertSign,cRLSign"},
                                        {NID_subject_key_identifier, "hash"}}) &&
                        X509_sign(made.get(), key.get(), EVP_sha256()) > 0;
  if (!complete) return openssl_failure("cannot make the authority's certificate");
  return as_pem(made.get(), key.get());
}

Result<PemPair> make_server_certificate(const std::vector<std::string>& names, Validity validity,
                                        const PemPair& authority) {
  ERR_clear_error();
  for (const std::string& name : names) {
    if (!is_plain(name)) {
      return Failure{FailureKind::invalid, "'" + name + "' is no host name or IP address"};
    }
  }
  const Certificate issuer(
      PEM_read_bio_X509(reader_of(authority.certificate).get(), nullptr, nullptr, nullptr));
  if (!issuer) return openssl_failure("cannot read the authority's certificate");
  const Key issuer_key(
      PEM_read_bio_PrivateKey(reader_of(authority.key).get(), nullptr, nullptr, nullptr));
  if (!issuer_key) return openssl_failure("cannot read the authority's key");
  if (X509_check_private_key(issuer.get(), issuer_key.get()) != 1) {
    return openssl_failure("the authority's key is not that of its certificate");
  }
  const Key key(EVP_EC_gen("P-256"));
  if (!key) return openssl_failure("cannot make a key");
  const Certificate made = begin_certificate(names.at(0), validity, key.get());
  X509_set_issuer_name(made.get(), X509_get_subject_name(issuer.get()));
  const bool complete = add_extensions(made.get(), issuer.get(),
                                       {{NID_basic_constraints, "critical,CA:FALSE"},
                                        {NID_key_usage, "critical,digitalSignature"},
                                        {NID_ext_key_usage, "serverAuth"},
                                        {NID_subject_alt_name, alternative_names(names)},
                                        {NID_subject_key_identifier, "hash"},
                                        {NID_authority_key_identifier, "keyid"}}) &&
                        X509_sign(made.get(), issuer_key.get(), EVP_sha256()) > 0;
  if (!complete) return openssl_failure("cannot make the server's certificate");
  return as_pem(made.get(), key.get());
}

}  // namespace mailtown::real
