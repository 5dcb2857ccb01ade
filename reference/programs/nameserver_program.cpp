// nameserver: answers DNS questions over UDP and TCP.
#include <chrono>

#include <fmt/format.h>

#include "dns/dns_service.h"
#include "dns/iterative_resolver.h"
#include "dns/tcp_framing.h"
#include "dns/zone_file.h"
#include "platform/read_file.h"
#include "programs/kept_program.h"
#include "programs/programs.h"
#include "programs/stream_server.h"

namespace mailtown::programs {

namespace {

using namespace std::chrono_literals;

constexpr Duration tcp_idle_wait = 10s;  // RFC 7766 §6.2.3: a few seconds
constexpr Duration stop_grace = 2s;
constexpr std::size_t questions_max =
    2000;  // being answered at a time; more are dropped, as UDP may
constexpr std::uint64_t zone_bytes_max = 64 << 20;

class DnsConnection : public Connection {
 public:
  DnsConnection(std::unique_ptr<ByteStream> stream, dns::DnsService& service, Platform& platform)
      : stream_(std::move(stream)), service_(service), platform_(platform) {}

  Task<> run() override {
    try {
      co_await answer_all();
    } catch (const StreamError&) {
      // The asker has left or fell silent; a nameserver owes it nothing.
    }
    stream_->close();
  }

  Task<> stop() override {
    stream_->close();
    co_return;
  }
  void abort() override { stream_->close(); }

 private:
  Task<> answer_all() {
    const dns::Arrival arrival{stream_->local(), stream_->remote(), true};
    for (;;) {
      auto query = co_await dns::read_framed(*stream_, platform_.clock.in(tcp_idle_wait));
      if (!query) co_return;
      auto response = co_await service_.respond(std::move(*query), arrival, platform_.tracer);
      if (response.empty()) co_return;
      co_await dns::write_framed(*stream_, std::move(response), platform_.clock.in(tcp_idle_wait));
    }
  }

  std::unique_ptr<ByteStream> stream_;
  dns::DnsService& service_;
  Platform& platform_;
};

class Nameserver {
 public:
  Nameserver(Platform& platform, config::Config config)
      : platform_(platform),
        config_(std::move(config)),
        resolver_(dns::make_iterative_resolver(platform, config_.nameserver)),
        service_(zones_, *resolver_, config_.nameserver, platform.clock),
        tcp_(platform, {.name = "dns",
                        .protocol = "dns",
                        .connections_max = config_.limits.connections,
                        .per_client_max = config_.limits.connections_per_client,
                        .refusal = "",
                        .open =
                            [this](std::unique_ptr<ByteStream> stream) {
                              return std::make_unique<DnsConnection>(std::move(stream), service_,
                                                                     platform_);
                            }}),
        task_ended_(platform.tasks.make_signal()) {}

  // Reads all zones; the failure lists every error of every file.
  Result<> load_zones() {
    std::string errors;
    for (const auto& path : config_.nameserver.zones) {
      auto text = read_file(platform_.disk, path, zone_bytes_max);
      if (!text) {
        errors += fmt::format("{}: {}\n", path, text.error().message());
        continue;
      }
      auto loaded = dns::load_zone(*text, path);
      for (const auto& error : loaded.errors) errors += error + "\n";
      if (loaded.zone && !zones_.add(std::move(*loaded.zone))) {
        errors += path + ": another file has this zone already; name it once\n";
      }
    }
    if (errors.empty()) return {};
    errors.pop_back();
    return Failure{FailureKind::invalid, errors};
  }

  Result<> listen() {
    for (const auto& endpoint : config_.listen.dns) {
      auto socket = platform_.network.open_datagram(endpoint);
      if (!socket) {
        return Failure{socket.error().kind,
                       fmt::format("cannot listen on {} for DNS: {}", endpoint.to_string(),
                                   socket.error().detail)};
      }
      sockets_.push_back(std::move(*socket));
    }
    return tcp_.listen(config_.listen.dns);
  }

  Task<> run() {
    tcp_.start();
    for (const auto& socket : sockets_) {
      ++receiving_;
      platform_.tasks.spawn("dns-udp", answer_datagrams(socket.get()));
    }
    co_await platform_.tasks.stop_requested();
    for (const auto& socket : sockets_) socket->close();
    co_await tcp_.stop(stop_grace);
    while (receiving_ > 0 || underway_ > 0) (void)co_await task_ended_->wait(no_deadline);
  }

 private:
  Task<> answer_datagrams(DatagramSocket* socket) {
    while (!platform_.tasks.stopping()) {
      auto datagram = co_await socket->receive(no_deadline);
      if (datagram) {
        if (underway_ >= questions_max) continue;
        ++underway_;
        platform_.tasks.spawn("dns-question", answer(socket, std::move(*datagram)));
      }
    }
    --receiving_;
    task_ended_->wake_all();
  }

  Task<> answer(DatagramSocket* socket, Datagram datagram) {
    const dns::Arrival arrival{socket->local(), datagram.peer, false};
    const auto response =
        co_await service_.respond(std::move(datagram.bytes), arrival, platform_.tracer);
    if (!response.empty()) socket->send(arrival.peer, response);
    --underway_;
    task_ended_->wake_all();
  }

  Platform& platform_;
  config::Config config_;
  dns::Zones zones_;
  std::unique_ptr<dns::Resolver> resolver_;
  dns::DnsService service_;
  StreamServer tcp_;
  std::vector<std::unique_ptr<DatagramSocket>> sockets_;
  std::size_t receiving_ = 0;  // sockets that are being waited on
  std::size_t underway_ = 0;   // questions
  std::unique_ptr<Signal> task_ended_;
};

}  // namespace

Task<Result<>> run_nameserver(Platform& platform, config::Config config) {
  const auto kept = KeptProgram<Nameserver>::make(platform, std::move(config));
  Nameserver& nameserver = kept->program;
  const auto loaded = nameserver.load_zones();
  if (!loaded) co_return loaded;
  const auto listening = nameserver.listen();
  if (!listening) co_return listening;
  co_await nameserver.run();
  co_return Result<>();
}

}  // namespace mailtown::programs
