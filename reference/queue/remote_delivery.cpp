#include "queue/remote_delivery.h"

#include <algorithm>

#include <fmt/format.h>

#include "queue/fallback.h"
#include "queue/message_source.h"
#include "wire/connect.h"

namespace mailtown::queue {

namespace {

Ending ending_of(const smtp::Outcome& outcome) {
  if (outcome.delivered()) return Ending::sent;
  return outcome.refused_for_good() ? Ending::failed : Ending::deferred;
}

smtp::Envelope envelope_of(const Letter& letter, const std::vector<std::size_t>& recipients,
                           std::uint64_t size) {
  smtp::Envelope envelope{
      .reverse_path = letter.sender, .declared_size = size, .eight_bit = letter.eight_bit};
  for (const auto index : recipients) {
    envelope.recipients.push_back(letter.recipients[index].address);
  }
  return envelope;
}

std::vector<Attempt> same_for_all(const std::vector<std::size_t>& recipients, Ending ending,
                                  const std::string& relay, const std::string& reply) {
  std::vector<Attempt> attempts;
  for (const auto index : recipients) attempts.push_back({index, ending, relay, reply});
  return attempts;
}

Result<std::unique_ptr<smtp::BodySource>> open_text(QueueStore& store, const std::string& id) {
  auto file = store.open_message(id);
  if (!file) return file.error();
  return std::unique_ptr<smtp::BodySource>(std::make_unique<MessageSource>(std::move(*file)));
}

std::string outcome_text(const Standing& standing, Next next) {
  switch (next) {
    case Next::another:
      return standing.left.front();
    case Next::wait:
      return "none-left";
    case Next::give_up:
      break;
  }
  return "nobody-else";
}

// Names the host for the evidence before its addresses are known, the relay afterwards.
std::string relay_of(const routing::MailHost& host, const IpAddress& address, std::uint16_t port) {
  return fmt::format("{}[{}]:{}", host.name, address.to_string(), port);
}

}  // namespace

// One delivery over the hosts of a route.
struct RemoteDelivery::Round {
  const Letter& letter;
  std::vector<std::size_t> recipients;  // still without their letter
  routing::Route route;
  Tracer tracer;
  std::size_t host = 0;              // of the route, whose turn it is
  std::vector<IpAddress> addresses;  // of that host, still to be tried
  std::vector<Tried> tried;
  std::vector<Attempt> settled;  // of recipients who need no more hosts
  std::vector<Attempt> last;     // of those who do: what the host tried last said
  bool dns_failed = false;

  std::string domain() const { return letter.recipients[recipients.front()].address.domain; }
};

// Over a connection that was kept, or a new one. Fails if the letter's text cannot be read.
Task<Result<Sent>> RemoteDelivery::hand_over(Round& round, IpAddress address) {
  const auto& host = round.route.hosts[round.host];
  Connections::OpenText open = [this, id = round.letter.id] { return open_text(store_, id); };
  const auto text = open();  // for its size
  auto envelope = envelope_of(round.letter, round.recipients, text ? (*text)->size() : 0);
  wire::Target server{.endpoint = {address, port_of(round.route)},
                      .name = host.name,
                      .source_address = config_.delivery.source_address};
  smtp::ClientOptions options{.hostname = config_.hostname,
                              .credentials = std::nullopt,
                              .tls = round.route.tls.value_or(config_.delivery.tls),
                              .tls_name = host.address ? host.address->to_string() : host.name};
  if (!round.route.user.empty()) {
    options.credentials = sasl::Credentials{round.route.user, round.route.password};
  }
  co_return co_await connections_.send(std::move(server), std::move(options), std::move(envelope),
                                       std::move(open), round.tracer);
}

// Tries one address, and sorts the recipients by what came of it.
Task<> RemoteDelivery::try_address(Round& round, IpAddress address) {
  const auto relay = relay_of(round.route.hosts[round.host], address, port_of(round.route));
  const auto sent = co_await hand_over(round, address);
  if (!sent) {
    round.last = same_for_all(round.recipients, Ending::deferred, relay,
                              "451 4.3.0 the queue file cannot be read: " + sent.error().message());
    round.addresses.clear();  // another host would not help
    round.host = round.route.hosts.size();
    co_return;
  }
  const auto transcript = std::make_shared<const std::vector<std::string>>(sent->transcript);
  std::vector<std::size_t> open;
  round.last.clear();
  const smtp::Outcome* refusal = nullptr;  // of a recipient who is lost, and of one who is not
  const smtp::Outcome* failure = nullptr;
  for (std::size_t i = 0; i < sent->outcomes.size(); ++i) {
    const auto& outcome = sent->outcomes[i];
    Attempt attempt{round.recipients[i], ending_of(outcome), relay, outcome.to_string(),
                    transcript};
    if (attempt.ending == Ending::failed) refusal = &outcome;
    if (attempt.ending == Ending::deferred) {
      failure = &outcome;
      open.push_back(attempt.recipient);
      round.last.push_back(std::move(attempt));
    } else {
      round.settled.push_back(std::move(attempt));
    }
  }
  const auto domain = round.domain();
  if (refusal != nullptr) record(round, domain, relay, *refusal);
  if (failure != nullptr) record(round, domain, relay, *failure);
  round.tried.push_back({relay, failure != nullptr ? failure->to_string() : ""});
  round.recipients = std::move(open);
}

// The decision about what follows from one outcome.
void RemoteDelivery::record(Round& round, const std::string& domain, const std::string& relay,
                            const smtp::Outcome& outcome) {
  Standing standing{
      .domain = domain, .relay = relay, .outcome = outcome, .before = round.tried, .left = {}};
  const auto& hosts = round.route.hosts;
  for (const auto& address : round.addresses) {
    standing.left.push_back(relay_of(hosts[round.host], address, port_of(round.route)));
  }
  for (std::size_t i = round.host + 1; i < hosts.size(); ++i) {
    standing.left.push_back(hosts[i].name);
  }
  auto next = decide_next(standing);
  auto event = decision("next-host", domain, outcome_text(standing, next.outcome),
                        std::move(next.evidence), outcome.to_string());
  if (next.outcome == Next::give_up) {
    round.tracer.note(std::move(event));
  } else {
    round.tracer.step(std::move(event));
  }
}

std::uint16_t RemoteDelivery::port_of(const routing::Route& route) const {
  return route.port != 0 ? route.port : config_.delivery.port;
}

Task<std::vector<Attempt>> RemoteDelivery::deliver(const Letter& letter,
                                                   std::vector<std::size_t> recipients,
                                                   routing::Route route, Tracer tracer) {
  Round round{letter, std::move(recipients), std::move(route), std::move(tracer)};
  const auto domain = round.domain();
  for (; round.host < round.route.hosts.size() && !round.recipients.empty(); ++round.host) {
    auto found = co_await router_.addresses(round.route.hosts[round.host], round.tracer);
    round.dns_failed = round.dns_failed || found.may_come;
    round.addresses = std::move(found.addresses);
    while (!round.addresses.empty() && !round.recipients.empty()) {
      const auto address = round.addresses.front();
      round.addresses.erase(round.addresses.begin());
      co_await try_address(round, address);
    }
  }
  if (round.tried.empty() && round.last.empty()) {
    // Nobody to connect to: wait if DNS was not sure, else there is nothing to wait for.
    round.last = round.dns_failed
                     ? same_for_all(round.recipients, Ending::deferred, "none",
                                    "451 4.4.3 DNS cannot say now where " + domain + " is")
                     : same_for_all(round.recipients, Ending::failed, "none",
                                    "550 5.4.4 no mail host of " + domain + " has an address");
  }
  if (!round.recipients.empty()) {
    round.settled.insert(round.settled.end(), round.last.begin(), round.last.end());
  }
  co_return std::move(round.settled);
}

}  // namespace mailtown::queue
