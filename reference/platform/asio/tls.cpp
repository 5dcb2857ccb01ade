#include "platform/asio/tls.h"

#include "platform/asio/tls_context.h"
#include "platform/asio/tls_engine.h"
#include "platform/asio/tls_stream.h"

namespace mailtown::real {

namespace {

class OpenSslTls : public TlsProvider {
 public:
  explicit OpenSslTls(std::string root) : root_(std::move(root)) {}

  // Engines hold on to the context that they were made from, so running sessions never notice.
  Result<> load(const TlsFiles& files) override {
    SslContext server;
    if (!files.certificate.empty()) {
      auto made = make_server_context(files, root_);
      if (!made) return made.error();
      server = std::move(*made);
    }
    auto client = make_client_context(files.trust, root_);
    if (!client) return client.error();
    server_ = std::move(server);
    client_ = std::move(*client);
    return {};
  }

  bool can_serve() const override { return server_ != nullptr; }

  Task<TlsHandshake> server(std::unique_ptr<ByteStream> plain, Deadline deadline) override {
    if (!server_) return cannot("there is no certificate to show");
    return shake_hands(std::move(plain), TlsEngine::server(*server_), deadline);
  }

  Task<TlsHandshake> client(std::unique_ptr<ByteStream> plain, TlsPeer peer,
                            Deadline deadline) override {
    if (!client_) {
      const auto by_default = load({});
      if (!by_default) return cannot(by_default.error().detail);
    }
    return shake_hands(std::move(plain), TlsEngine::client(*client_, std::move(peer)), deadline);
  }

 private:
  static Task<TlsHandshake> cannot(std::string why) {
    TlsHandshake handshake;
    handshake.failure = {FailureKind::invalid, std::move(why)};
    co_return handshake;
  }

  std::string root_;
  SslContext server_, client_;
};

}  // namespace

std::unique_ptr<TlsProvider> make_tls(std::string root) {
  return std::make_unique<OpenSslTls>(std::move(root));
}

}  // namespace mailtown::real
