// TlsEngine: one TLS connection without a network: bytes in, bytes out. Never waits.
//
// OpenSSL works on two buffers in memory; whoever owns the engine carries bytes between them and a
// stream, so that any stream can be wrapped and every wait keeps its deadline.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "platform/asio/openssl.h"
#include "platform/tls.h"

namespace mailtown::real {

class TlsEngine {
 public:
  // As server, or as a client that expects `peer`. Running engines keep their context's objects.
  static std::unique_ptr<TlsEngine> server(SSL_CTX& context);
  static std::unique_ptr<TlsEngine> client(SSL_CTX& context, TlsPeer peer);
  TlsEngine(const TlsEngine&) = delete;
  TlsEngine& operator=(const TlsEngine&) = delete;

  enum class State { done, needs_input, ended, failed };

  // --- the wire's side ---
  void take_input(std::span<const char> bytes);
  std::string give_output();  // what is to be sent; empty if nothing

  // --- the program's side ---
  State handshake();
  // Stores at least one byte and says how many (done), or none.
  State read(std::span<char> into, std::size_t& count);
  State write(std::span<const char> bytes);
  void say_good_bye();  // close_notify (RFC 8446 §6.1)

  const TlsFacts& facts() const { return facts_; }
  // After `failed`.
  const Failure& failure() const { return failure_; }

 private:
  explicit TlsEngine(SSL_CTX& context);
  static int judge(X509_STORE_CTX* chain, void*);
  State state_of(int result);
  void note_facts();

  Ssl ssl_;
  BIO* input_;  // both belong to ssl_
  BIO* output_;
  TlsPeer peer_;
  TlsFacts facts_;
  Failure failure_;
};

}  // namespace mailtown::real
