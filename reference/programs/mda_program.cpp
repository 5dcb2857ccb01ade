// mda: hands mail to its readers' clients over POP3 and IMAP.
//
// Mail arrives without it: mta files into the same Maildirs, and neither needs the other to run.
#include <chrono>

#include "mailbox/mail_store.h"
#include "pop3/maildir_service.h"
#include "pop3/pop3_server.h"
#include "programs/accounts.h"
#include "programs/certificates.h"
#include "programs/imap_part.h"
#include "programs/kept_program.h"
#include "programs/programs.h"
#include "programs/reload.h"
#include "programs/stream_server.h"
#include "users/pop_logins.h"

namespace mailtown::programs {

namespace {

using namespace std::chrono_literals;

constexpr Duration stop_grace = 5s;  // for commands that are being executed at a stop

class Pop3Connection : public Connection {
 public:
  Pop3Connection(std::unique_ptr<ByteStream> stream, pop3::MaildropService& service,
                 Platform& platform, pop3::ServerOptions options, ServerTls tls)
      : server_(std::move(stream), service, platform.clock, std::move(options), platform.tracer,
                tls) {}

  Task<> run() override { return server_.run(); }
  Task<> stop() override {
    server_.stop();
    co_return;
  }
  void abort() override { server_.abort(); }

 private:
  pop3::ServerConnection server_;
};

// The parts of a running mda, in the order in which they stand on each other.
class Mda {
 public:
  Mda(Platform& platform, const config::Config& config, users::UserTable users)
      : platform_(platform),
        config_(config),
        accounts_(platform, config_, std::move(users)),
        pop_logins_(platform.disk, platform.clock, config::data_path(config, "pop-logins"),
                    config.pop_before_smtp),
        mail_(platform, config::data_path(config, "mail")),
        service_(accounts_.logins(), mail_, notes_logins(config)),
        certificates_(platform, config),
        pop3_(platform, pop3_service("pop3", config, certificates_.on_demand())),
        pop3s_(platform, pop3_service("pop3s", config, certificates_.from_start())),
        imap_(platform, accounts_.logins(), mail_, certificates_, config) {}

  Result<> load_certificates() { return certificates_.load(); }
  Result<> listen(const config::Config& config) {
    auto listening = pop3_.listen(config.listen.pop3);
    if (listening) listening = pop3s_.listen(config.listen.pop3s);
    return listening ? imap_.listen(config) : listening;
  }

  Task<> run() {
    pop3_.start();
    pop3s_.start();
    imap_.start();
    platform_.tasks.spawn("reload", reload_on_request(platform_.tasks, certificates_, accounts_));
    co_await platform_.tasks.stop_requested();
    co_await pop3_.stop(stop_grace);
    co_await pop3s_.stop(stop_grace);
    co_await imap_.stop(stop_grace);
  }

 private:
  // For POP before SMTP. That a log-in could not be noted is not the reader's trouble.
  pop3::LoggedIn notes_logins(const config::Config& config) {
    if (config.pop_before_smtp == Duration::zero()) return {};
    return [this](const IpAddress& client) { static_cast<void>(pop_logins_.record(client)); };
  }

  Service pop3_service(std::string name, const config::Config& config, ServerTls tls) {
    return {.name = std::move(name),
            .protocol = "pop3",
            .connections_max = config.limits.connections,
            .per_client_max = config.limits.connections_per_client,
            .refusal = "-ERR [SYS/TEMP] too many connections: try again later",
            .open = opener(config, tls)};
  }

  OpenConnection opener(const config::Config& config, ServerTls tls) {
    pop3::ServerOptions options;
    options.hostname = config.hostname;
    options.allow_passwords_in_clear = config.allow_passwords_in_clear;
    options.errors_max = config.limits.errors;
    return [this, options, tls](std::unique_ptr<ByteStream> stream) {
      return std::make_unique<Pop3Connection>(std::move(stream), service_, platform_, options, tls);
    };
  }

  Platform& platform_;
  config::Config config_;
  Accounts accounts_;
  users::PopLogins pop_logins_;
  mailbox::MailStore mail_;
  pop3::MaildirService service_;
  Certificates certificates_;
  StreamServer pop3_, pop3s_;
  ImapPart imap_;
};

}  // namespace

Task<Result<>> run_mda(Platform& platform, config::Config config) {
  auto users = users::load_users(platform.disk, config);
  if (!users) co_return users.error();
  const auto kept = KeptProgram<Mda>::make(platform, config, std::move(*users));
  Mda& mda = kept->program;
  const auto certified = mda.load_certificates();
  if (!certified) co_return certified;
  const auto listening = mda.listen(config);
  if (!listening) co_return listening;
  co_await mda.run();
  co_return Result<>();
}

}  // namespace mailtown::programs
