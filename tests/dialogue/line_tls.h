// A TLS of one line, for scripts: the handshake is "HANDSHAKE", and all else stays readable.
#pragma once

#include <array>

#include "platform/tls.h"

namespace mailtown::dialogue {

class LineTls : public TlsProvider {
 public:
  explicit LineTls(bool has_certificate = true) : has_certificate_(has_certificate) {}
  Result<> load(const TlsFiles&) override { return {}; }
  bool can_serve() const override { return has_certificate_; }
  Task<TlsHandshake> server(std::unique_ptr<ByteStream> plain, Deadline deadline) override {
    std::string said;
    std::array<char, 1> byte{};
    while (!said.ends_with('\n')) {
      const std::size_t count = co_await plain->read(byte, deadline);
      if (count == 0) break;
      said += byte[0];
    }
    TlsHandshake handshake;
    handshake.failure = {FailureKind::invalid, "that is no handshake: " + said};
    if (said == "HANDSHAKE\r\n") handshake.stream = std::move(plain);
    co_return handshake;
  }
  Task<TlsHandshake> client(std::unique_ptr<ByteStream> plain, TlsPeer, Deadline until) override {
    co_return co_await server(std::move(plain), until);
  }

 private:
  bool has_certificate_;
};

}  // namespace mailtown::dialogue
