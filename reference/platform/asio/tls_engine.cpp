#include "platform/asio/tls_engine.h"

#include <stdexcept>

#include "platform/asio/tls_facts.h"

namespace mailtown::real {

TlsEngine::TlsEngine(SSL_CTX& context)
    : ssl_(SSL_new(&context)), input_(BIO_new(BIO_s_mem())), output_(BIO_new(BIO_s_mem())) {
  if (!ssl_ || !input_ || !output_) throw std::bad_alloc();
  BIO_set_mem_eof_return(input_, -1);  // an empty buffer means "later", not "the end"
  SSL_set_bio(ssl_.get(), input_, output_);
  SSL_set_app_data(ssl_.get(), this);
}

std::unique_ptr<TlsEngine> TlsEngine::server(SSL_CTX& context) {
  std::unique_ptr<TlsEngine> engine(new TlsEngine(context));
  SSL_set_accept_state(engine->ssl_.get());
  return engine;
}

std::unique_ptr<TlsEngine> TlsEngine::client(SSL_CTX& context, TlsPeer peer) {
  std::unique_ptr<TlsEngine> engine(new TlsEngine(context));
  SSL* ssl = engine->ssl_.get();
  engine->peer_ = std::move(peer);
  std::string& name = engine->peer_.name;
  if (!name.empty() && name.back() == '.') name.pop_back();
  engine->facts_.asked_for = name;
  X509_VERIFY_PARAM* expected = SSL_get0_param(ssl);
  X509_VERIFY_PARAM_set_hostflags(
      expected, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  if (IpAddress::parse(name)) {
    X509_VERIFY_PARAM_set1_ip_asc(expected, name.c_str());
  } else if (!name.empty()) {
    X509_VERIFY_PARAM_set1_host(expected, name.c_str(), name.size());
    SSL_set_tlsext_host_name(ssl, name.c_str());  // never an address: RFC 6066 §3
  }
  SSL_set_verify(ssl, SSL_VERIFY_PEER, nullptr);
  // Sets the callback of the context, and each client's is the same.
  SSL_CTX_set_cert_verify_callback(&context, judge, nullptr);
  SSL_set_connect_state(ssl);
  return engine;
}

// Called in the midst of the handshake with the server's chain. 0 breaks off, with the alert that
// fits the chain's fault.
int TlsEngine::judge(X509_STORE_CTX* chain, void*) {
  const auto* ssl = static_cast<const SSL*>(
      X509_STORE_CTX_get_ex_data(chain, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto& self = *static_cast<TlsEngine*>(SSL_get_app_data(ssl));
  if (const X509* certificate = X509_STORE_CTX_get0_cert(chain)) {
    self.facts_.names = names_of(certificate);
    self.facts_.issuer = issuer_of(certificate);
  }
  const bool believed = X509_verify_cert(chain) == 1 && !self.peer_.name.empty();
  if (believed) {
    self.facts_.proven = self.peer_.name;
  } else {
    const int error = X509_STORE_CTX_get_error(chain);
    self.facts_.unproven = error == X509_V_OK ? "other name" : why_unproven(error);
  }
  return believed || !self.peer_.must_prove ? 1 : 0;
}

void TlsEngine::take_input(std::span<const char> bytes) {
  BIO_write(input_, bytes.data(), static_cast<int>(bytes.size()));
}

std::string TlsEngine::give_output() {
  std::string bytes(BIO_ctrl_pending(output_), '\0');
  if (!bytes.empty()) BIO_read(output_, bytes.data(), static_cast<int>(bytes.size()));
  return bytes;
}

TlsEngine::State TlsEngine::handshake() {
  ERR_clear_error();
  const State state = state_of(SSL_do_handshake(ssl_.get()));
  if (state == State::done) note_facts();
  return state == State::ended ? State::failed : state;
}

TlsEngine::State TlsEngine::read(std::span<char> into, std::size_t& count) {
  ERR_clear_error();
  return state_of(SSL_read_ex(ssl_.get(), into.data(), into.size(), &count));
}

TlsEngine::State TlsEngine::write(std::span<const char> bytes) {
  ERR_clear_error();
  std::size_t written = 0;  // all: the output's buffer grows
  return state_of(SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &written));
}

void TlsEngine::say_good_bye() {
  ERR_clear_error();
  SSL_shutdown(ssl_.get());
  ERR_clear_error();
}

namespace {

// Alerts by which a peer says that it does not believe our certificate (RFC 8446 §6.2).
bool is_disbelief(int reason) {
  switch (reason) {
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
      return true;
    default:
      return false;
  }
}

}  // namespace

TlsEngine::State TlsEngine::state_of(int result) {
  if (result == 1) return State::done;
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return State::needs_input;
    case SSL_ERROR_ZERO_RETURN:
      failure_ = {FailureKind::reset, "the peer has ended the connection"};
      return State::ended;
    default:
      break;
  }
  const int reason = ERR_GET_REASON(ERR_peek_last_error());
  const bool unproven =
      is_disbelief(reason) || (peer_.must_prove && reason == SSL_R_CERTIFICATE_VERIFY_FAILED);
  failure_ = {unproven ? FailureKind::not_permitted : FailureKind::invalid,
              "TLS: " + openssl_error()};
  return State::failed;
}

void TlsEngine::note_facts() {
  facts_.version = SSL_get_version(ssl_.get());
  facts_.cipher = SSL_get_cipher_name(ssl_.get());
  if (!SSL_is_server(ssl_.get())) return;
  if (const char* name = SSL_get_servername(ssl_.get(), TLSEXT_NAMETYPE_host_name)) {
    facts_.asked_for = name;
  }
  if (const X509* certificate = SSL_get_certificate(ssl_.get())) {
    facts_.names = names_of(certificate);
    facts_.issuer = issuer_of(certificate);
  }
}

}  // namespace mailtown::real
