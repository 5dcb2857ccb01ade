#include "simulator/faults/faulty_network.h"

#include <array>
#include <chrono>

#include "dns/message_codec.h"
#include "simulator/faults/faulty_stream.h"

namespace mailtown::faults {
namespace {

using namespace std::chrono_literals;

constexpr Duration farewell_wait = 30s;  // for a client that was turned away to say QUIT

// Turns a client away with `greeting` and hears his last words (RFC 5321 §3.1).
Task<> turn_away(std::unique_ptr<ByteStream> stream, std::string greeting, Tracer tracer,
                 Deadline deadline) {
  const Endpoint local = stream->local(), remote = stream->remote();
  tracer.step(trace::Accepted{local, remote, "smtp"});
  tracer.note(trace::LineSent{local, remote, "smtp", 0, greeting});
  greeting += "\r\n";
  std::string how = "closed";
  try {
    co_await stream->write(greeting, deadline);
    stream->finish();
    std::array<char, 512> ignored;
    std::size_t count = 1;
    while (count > 0) count = co_await stream->read(ignored, deadline);
  } catch (const StreamError& error) {
    how = to_string(error.failure().kind);
  }
  tracer.note(trace::StreamEnded{local, remote, "smtp", how});
  stream->close();
}

class FaultyListener final : public Listener {
 public:
  FaultyListener(std::unique_ptr<Listener> inner, MachineFaults& faults, Platform& platform)
      : inner_(std::move(inner)), faults_(faults), platform_(platform) {}

  Task<Result<std::unique_ptr<ByteStream>>> accept(Deadline deadline) override {
    for (;;) {
      auto stream = co_await inner_->accept(deadline);
      if (!stream) co_return stream;
      auto greeting = faults_.reply_instead("CONNECT");
      if (!greeting) {
        co_return std::make_unique<FaultyStream>(std::move(*stream), faults_, platform_);
      }
      faults_.record(platform_.tracer, "reply", *greeting);
      platform_.tasks.spawn("fault", turn_away(std::move(*stream), std::move(*greeting),
                                               platform_.tracer.in_new_conversation(),
                                               platform_.clock.in(farewell_wait)));
    }
  }
  void close() override { inner_->close(); }
  Endpoint local() const override { return inner_->local(); }

 private:
  std::unique_ptr<Listener> inner_;
  MachineFaults& faults_;
  Platform& platform_;
};

class FaultyDatagramSocket final : public DatagramSocket {
 public:
  FaultyDatagramSocket(std::unique_ptr<DatagramSocket> inner, MachineFaults& faults,
                       Platform& platform)
      : inner_(std::move(inner)), faults_(faults), platform_(platform) {}

  void send(const Endpoint& to, std::span<const char> bytes) override { inner_->send(to, bytes); }
  Task<Result<Datagram>> receive(Deadline deadline) override {
    for (;;) {
      auto datagram = co_await inner_->receive(deadline);
      if (!datagram || !answered(*datagram)) co_return datagram;
    }
  }
  void close() override { inner_->close(); }
  Endpoint local() const override { return inner_->local(); }

 private:
  bool answered(const Datagram& datagram) {
    const auto query = dns::parse_message(datagram.bytes);
    if (!query || query->is_response || query->questions.size() != 1) return false;
    const dns::Question& question = query->questions.front();
    if (!faults_.fails(question.name, platform_.clock.now())) return false;
    const std::string name = question.name.to_string(), type = to_string(question.type);
    Tracer tracer = platform_.tracer.in_new_conversation();
    tracer.step(trace::DnsQuestionReceived{inner_->local(), datagram.peer, "udp", query->id, name,
                                           type, dns::flag_words(*query)});
    faults_.record(tracer, "server-failure", name);
    trace::DnsAnswerSent answer;
    answer.local = inner_->local();
    answer.remote = datagram.peer;
    answer.transport = "udp";
    answer.id = query->id;
    answer.name = name;
    answer.type = type;
    answer.outcome = "servfail";
    const dns::Message response = dns::make_response(*query, dns::Rcode::server_failure);
    answer.flags = dns::flag_words(response);
    tracer.step(std::move(answer));
    inner_->send(datagram.peer, dns::print_message(response));
    return true;
  }

  std::unique_ptr<DatagramSocket> inner_;
  MachineFaults& faults_;
  Platform& platform_;
};

}  // namespace

Result<std::unique_ptr<Listener>> FaultyNetwork::listen(const Endpoint& local) {
  auto listener = platform_.network.listen(local);
  if (!listener || local.port != faults_.smtp_port()) return listener;
  return std::make_unique<FaultyListener>(std::move(*listener), faults_, platform_);
}

Result<std::unique_ptr<DatagramSocket>> FaultyNetwork::open_datagram(const Endpoint& local) {
  auto socket = platform_.network.open_datagram(local);
  if (!socket) return socket;
  return std::make_unique<FaultyDatagramSocket>(std::move(*socket), faults_, platform_);
}

}  // namespace mailtown::faults
