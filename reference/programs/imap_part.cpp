#include "programs/imap_part.h"

#include "imap/imap_server.h"

namespace mailtown::programs {

namespace {

class ImapConnection : public Connection {
 public:
  ImapConnection(std::unique_ptr<ByteStream> stream, imap::MailService& service, Platform& platform,
                 imap::ServerOptions options, ServerTls tls)
      : server_(std::move(stream), service, platform, std::move(options), tls) {}

  Task<> run() override { return server_.run(); }
  Task<> stop() override { return server_.stop(); }
  void abort() override { server_.abort(); }

 private:
  imap::ServerConnection server_;
};

imap::ServerOptions options_of(const config::Config& config) {
  imap::ServerOptions options;
  options.hostname = config.hostname;
  options.allow_passwords_in_clear = config.allow_passwords_in_clear;
  options.message_bytes_max = config.limits.message_bytes;
  options.errors_max = config.limits.errors;
  return options;
}

}  // namespace

ImapPart::ImapPart(Platform& platform, users::LoginCheck& logins, mailbox::MailStore& mail,
                   const Certificates& certificates, const config::Config& config)
    : platform_(platform),
      mailboxes_(logins, mail),
      imap_(platform, service("imap", config, certificates.on_demand())),
      imaps_(platform, service("imaps", config, certificates.from_start())) {}

Result<> ImapPart::listen(const config::Config& config) {
  const auto listening = imap_.listen(config.listen.imap);
  return listening ? imaps_.listen(config.listen.imaps) : listening;
}

void ImapPart::start() {
  imap_.start();
  imaps_.start();
}

Task<> ImapPart::stop(Duration grace) {
  co_await imap_.stop(grace);
  co_await imaps_.stop(grace);
}

Service ImapPart::service(std::string name, const config::Config& config, ServerTls tls) {
  const auto open = [this, tls, options = options_of(config)](std::unique_ptr<ByteStream> stream) {
    return std::make_unique<ImapConnection>(std::move(stream), mailboxes_, platform_, options, tls);
  };
  return {.name = std::move(name),
          .protocol = "imap",
          .connections_max = config.limits.connections,
          .per_client_max = config.limits.connections_per_client,
          .refusal = "* BYE [UNAVAILABLE] too many connections: try again later",
          .open = open};
}

}  // namespace mailtown::programs
