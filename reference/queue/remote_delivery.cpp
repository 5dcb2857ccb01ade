#include "queue/remote_delivery.h"

#include <algorithm>

#include <fmt/format.h>

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

// Takes out of `attempts` what is still open, so that the next host can try these recipients.
std::vector<std::size_t> still_open(const std::vector<Attempt>& attempts) {
  std::vector<std::size_t> open;
  for (const auto& attempt : attempts) {
    if (attempt.ending == Ending::deferred) open.push_back(attempt.recipient);
  }
  return open;
}

std::vector<Attempt> final_ones(std::vector<Attempt> attempts) {
  const auto is_open = [](const Attempt& attempt) { return attempt.ending == Ending::deferred; };
  attempts.erase(std::remove_if(attempts.begin(), attempts.end(), is_open), attempts.end());
  return attempts;
}

// Why the next host is asked now: RFC 5321 §5.1 wants every host tried before mail has to wait.
trace::Decision next_host_decision(const std::string& domain, const std::string& relay,
                                   const std::string& reply, const std::string& next) {
  Evidence evidence{
      .rule = next.empty() ? "next-host.none-left" : "next-host.after-failure",
      .inputs = {{"domain", domain}, {"relay", relay}, {"reply", reply}, {"host", next}},
      .source = "RFC 5321 §5.1"};
  return decision("next-host", domain, next.empty() ? "defer" : next, std::move(evidence));
}

}  // namespace

Task<std::vector<Attempt>> RemoteDelivery::send_to(const Letter& letter,
                                                   std::vector<std::size_t> recipients,
                                                   routing::MailHost host, IpAddress address,
                                                   Tracer tracer) {
  const Endpoint endpoint{address, config_.delivery.port};
  const auto relay = fmt::format("{}[{}]:{}", host.name, address.to_string(), endpoint.port);
  Connections::OpenText open = [this, id = letter.id] { return open_text(store_, id); };
  const auto text = open();  // for its size
  auto envelope = envelope_of(letter, recipients, text ? (*text)->size() : 0);
  wire::Target server{
      .endpoint = endpoint, .name = host.name, .source_address = config_.delivery.source_address};
  smtp::ClientOptions options{.hostname = config_.hostname, .credentials = std::nullopt};
  const auto sent = co_await connections_.send(std::move(server), std::move(options),
                                               std::move(envelope), std::move(open), tracer);
  if (!sent) {
    co_return same_for_all(recipients, Ending::deferred, relay,
                           "451 4.3.0 the queue file cannot be read: " + sent.error().message());
  }
  const auto transcript = std::make_shared<const std::vector<std::string>>(sent->transcript);
  std::vector<Attempt> attempts;
  for (std::size_t i = 0; i < recipients.size(); ++i) {
    attempts.push_back({recipients[i], ending_of(sent->outcomes[i]), relay,
                        sent->outcomes[i].to_string(), transcript});
  }
  co_return attempts;
}

Task<std::vector<Attempt>> RemoteDelivery::deliver(const Letter& letter,
                                                   std::vector<std::size_t> recipients,
                                                   routing::Route route, Tracer tracer) {
  const auto domain = letter.recipients[recipients.front()].address.domain;
  std::vector<Attempt> settled;
  std::vector<Attempt> last;  // of the host tried last: what still waits, and why
  bool any_address = false, dns_failed = false;
  for (const auto& host : route.hosts) {
    if (!last.empty()) {
      tracer.step(next_host_decision(domain, last.front().relay, last.front().reply, host.name));
    }
    const auto found = co_await router_.addresses(host, tracer);
    dns_failed = dns_failed || found.may_come;
    for (const auto& address : found.addresses) {
      any_address = true;
      last = co_await send_to(letter, recipients, host, address, tracer);
      recipients = still_open(last);
      const auto done = final_ones(last);
      settled.insert(settled.end(), done.begin(), done.end());
      if (recipients.empty()) co_return settled;
    }
  }
  if (!any_address) {
    // Nobody to connect to: wait if DNS was not sure, else there is nothing to wait for.
    last = dns_failed ? same_for_all(recipients, Ending::deferred, "none",
                                     "451 4.4.3 DNS cannot say now where " + domain + " is")
                      : same_for_all(recipients, Ending::failed, "none",
                                     "550 5.4.4 no mail host of " + domain + " has an address");
  } else {
    tracer.step(next_host_decision(domain, last.front().relay, last.front().reply, ""));
  }
  for (const auto& attempt : last) {
    const bool open =
        std::find(recipients.begin(), recipients.end(), attempt.recipient) != recipients.end();
    if (open) settled.push_back(attempt);
  }
  co_return settled;
}

}  // namespace mailtown::queue
