// mta: takes mail in over SMTP, keeps it safe, and passes it on or files it.
#include <chrono>

#include <fmt/format.h>

#include "dns/stub_resolver.h"
#include "mta/mta_service.h"
#include "programs/accounts.h"
#include "programs/certificates.h"
#include "programs/kept_program.h"
#include "programs/programs.h"
#include "programs/reload.h"
#include "programs/stream_server.h"
#include "queue/control_server.h"
#include "queue/delivery.h"
#include "queue/queue_manager.h"
#include "smtp/smtp_server.h"
#include "users/address_book.h"

namespace mailtown::programs {

namespace {

using namespace std::chrono_literals;

constexpr Duration stop_grace = 5s;  // for sessions and deliveries underway at a stop
constexpr std::uint64_t operators_max = 10;

class SmtpConnection : public Connection {
 public:
  SmtpConnection(std::unique_ptr<ByteStream> stream, smtp::MailService& service, Platform& platform,
                 smtp::ServerOptions options, ServerTls tls)
      : server_(std::move(stream), service, platform.clock, std::move(options), platform.tracer,
                tls) {}

  Task<> run() override { return server_.run(); }
  Task<> stop() override { return server_.stop(); }
  void abort() override { server_.abort(); }

 private:
  smtp::ServerConnection server_;
};

class ControlConnection : public Connection {
 public:
  ControlConnection(std::unique_ptr<ByteStream> stream, queue::QueueManager& manager,
                    const Clock& clock)
      : server_(std::move(stream), manager, clock) {}

  Task<> run() override { return server_.run(); }
  Task<> stop() override {
    server_.close();
    co_return;
  }
  void abort() override { server_.close(); }

 private:
  queue::ControlServer server_;
};

// The parts of a running mta, in the order in which they stand on each other.
class Mta {
 public:
  Mta(Platform& platform, const config::Config& config, users::UserTable users)
      : platform_(platform),
        config_(config),
        certificates_(platform, config_),
        accounts_(platform, config_, std::move(users)),
        resolver_(dns::make_stub_resolver(platform, config_.dns_servers)),
        mailboxes_(platform, config::data_path(config_, "mail")),
        store_(platform, config::data_path(config_, "queue")),
        router_(config_, *resolver_, platform.clock, platform.random),
        local_(config_, store_, accounts_.directory(), mailboxes_),
        connections_(platform),
        remote_(config_, store_, router_, connections_),
        delivery_(router_, local_, remote_),
        book_(config_, accounts_.directory()),
        manager_(platform, config_, store_, delivery_, book_),
        service_(platform, config_, accounts_.directory(), accounts_.logins(), *resolver_, store_,
                 [this](queue::Letter letter, Tracer tracer) {
                   manager_.add(std::move(letter), tracer);
                 }),
        smtp_(platform, service_of("smtp", false, certificates_.on_demand())),
        submission_(platform, service_of("submission", true, certificates_.on_demand())),
        smtps_(platform, service_of("smtps", true, certificates_.from_start())),
        control_(platform, control_service()) {}

  Result<> load_certificates() { return certificates_.load(); }
  Result<> listen() {
    auto listening = smtp_.listen(config_.listen.smtp);
    if (listening) listening = submission_.listen(config_.listen.submission);
    return listening ? smtps_.listen(config_.listen.smtps) : listening;
  }
  // Before the queue is read: two programs must not work on one.
  Result<> listen_for_operator() {
    if (!platform_.network.has_local_streams()) return {};
    const auto made = platform_.disk.make_folder(config_.data == "." ? "" : config_.data);
    if (!made) return made;
    return control_.listen_local(config::data_path(config_, queue::control_socket));
  }

  Task<Result<>> recover() {
    auto recovered = co_await store_.recover();
    if (!recovered) {
      co_return Failure{recovered.error().kind,
                        "cannot read the queue: " + recovered.error().detail};
    }
    for (const auto& damage : recovered->damage) {
      platform_.tracer.note(trace::QueueStep{.step = "damaged", .detail = damage});
    }
    for (auto& letter : recovered->letters) manager_.add(std::move(letter), platform_.tracer);
    co_return Result<>();
  }

  Task<> run() {
    connections_.keep_while(
        [this](const std::string& domain) { return manager_.has_more_for(domain); });
    smtp_.start();
    submission_.start();
    smtps_.start();
    control_.start();
    platform_.tasks.spawn("queue-manager", manager_.run());
    platform_.tasks.spawn("reload", reload_on_request(platform_.tasks, certificates_, accounts_));
    co_await platform_.tasks.stop_requested();
    co_await smtp_.stop(stop_grace);
    co_await submission_.stop(stop_grace);
    co_await smtps_.stop(stop_grace);
    co_await control_.stop(stop_grace);
    co_await manager_.finish(stop_grace);
    co_await connections_.close(stop_grace);
  }

 private:
  Service service_of(std::string name, bool submission, ServerTls tls) {
    return {.name = std::move(name),
            .protocol = "smtp",
            .connections_max = config_.limits.connections,
            .per_client_max = config_.limits.connections_per_client,
            .refusal = "421 4.7.0 " + config_.hostname + " has too many clients: try again later",
            .open = opener(submission, tls)};
  }

  Service control_service() {
    return {.name = "queue",
            .protocol = "queue",
            .connections_max = operators_max,
            .refusal = "error too many operators",
            .open = [this](std::unique_ptr<ByteStream> stream) {
              return std::make_unique<ControlConnection>(std::move(stream), manager_,
                                                         platform_.clock);
            }};
  }

  OpenConnection opener(bool submission, ServerTls tls) {
    const smtp::ServerOptions options{.hostname = config_.hostname,
                                      .submission = submission,
                                      .allow_passwords_in_clear = config_.allow_passwords_in_clear,
                                      .message_bytes_max = config_.limits.message_bytes,
                                      .recipients_max = config_.limits.recipients,
                                      .errors_max = config_.limits.errors,
                                      .command_wait = config_.limits.command_wait,
                                      .text_wait = config_.limits.text_wait};
    return [this, options, tls](std::unique_ptr<ByteStream> stream) {
      return std::make_unique<SmtpConnection>(std::move(stream), service_, platform_, options, tls);
    };
  }

  Platform& platform_;
  config::Config config_;
  Certificates certificates_;
  Accounts accounts_;
  std::unique_ptr<dns::Resolver> resolver_;
  mailbox::MailStore mailboxes_;
  queue::QueueStore store_;
  routing::Router router_;
  queue::LocalDelivery local_;
  queue::Connections connections_;
  queue::RemoteDelivery remote_;
  queue::Delivery delivery_;
  users::AddressBook book_;
  queue::QueueManager manager_;
  mta::MtaService service_;
  StreamServer smtp_, submission_, smtps_, control_;
};

}  // namespace

Task<Result<>> run_mta(Platform& platform, config::Config config) {
  auto users = users::load_users(platform.disk, config);
  if (!users) co_return users.error();
  const auto aliased = users::check_aliases(config, *users);
  if (!aliased) co_return aliased;
  const auto kept = KeptProgram<Mta>::make(platform, config, std::move(*users));
  Mta& mta = kept->program;
  const auto certified = mta.load_certificates();
  if (!certified) co_return certified;
  const auto controlled = mta.listen_for_operator();
  if (!controlled) co_return controlled;
  const auto recovered = co_await mta.recover();
  if (!recovered) co_return recovered;
  const auto listening = mta.listen();
  if (!listening) co_return listening;
  co_await mta.run();
  co_return Result<>();
}

}  // namespace mailtown::programs
