#include "dns/dns_service.h"

#include <algorithm>
#include <chrono>

#include "dns/message_codec.h"
#include "dns/resolution.h"

namespace mailtown::dns {

namespace {

using namespace std::chrono_literals;

constexpr Duration resolve_wait = 20s;  // whoever asked has given up by then

template <class Event>
Event event_of(const Message& message, const Arrival& arrival) {
  Event event{.local = arrival.local,
              .remote = arrival.peer,
              .transport = arrival.tcp ? "tcp" : "udp",
              .id = message.id};
  event.flags = flag_words(message);
  if (!message.questions.empty()) {
    event.name = message.questions.front().name.to_string();
    event.type = to_string(message.questions.front().type);
  }
  return event;
}

trace::DnsAnswerSent answer_event(const Message& response, const Arrival& arrival) {
  auto event = event_of<trace::DnsAnswerSent>(response, arrival);
  event.outcome = outcome_word(response);
  event.answer = to_strings(response.answer);
  event.authority = to_strings(response.authority);
  event.additional = to_strings(response.additional);
  return event;
}

// RFC 6891 §6.2.3: what the asker can take, never less than plain DNS has.
std::size_t bytes_max(const Message& query, const Arrival& arrival) {
  if (arrival.tcp) return message_bytes_max;
  if (!query.edns) return plain_udp_bytes_max;
  return std::clamp<std::size_t>(query.edns->udp_bytes, plain_udp_bytes_max, our_udp_bytes_max);
}

// Whether the answer ends with an alias whose end others know: it leads out of our zones, or into a
// part that they have handed on.
bool alias_goes_on(const Message& response) {
  if (response.rcode != Rcode::no_error || response.answer.empty()) return false;
  if (response.answer.back().type != RecordType::CNAME) return false;
  if (response.questions.front().type == RecordType::CNAME) return false;
  return std::none_of(response.authority.begin(), response.authority.end(),
                      [](const Record& record) { return record.type == RecordType::SOA; });
}

}  // namespace

bool DnsService::may_recurse(const IpAddress& client) const {
  return std::any_of(config_.recursion_for.begin(), config_.recursion_for.end(),
                     [&](const IpNetwork& network) { return network.contains(client); });
}

Task<Decided<Message>> DnsService::decide(const Message& query, const Arrival& arrival,
                                          Tracer tracer) {
  if (auto malformed = refuse_malformed(query)) co_return std::move(*malformed);
  auto own = authoritative_answer(zones_, query);
  if (!may_recurse(arrival.peer.address)) co_return own;
  own.outcome.recursion_available = true;
  if (!query.recursion_desired) co_return own;
  if (!own.outcome.authoritative) co_return co_await resolve(query, arrival, tracer);
  if (alias_goes_on(own.outcome)) {
    co_return co_await finish_alias(std::move(own), query, arrival, tracer);
  }
  co_return own;
}

Task<Decided<Message>> DnsService::resolve(const Message& query, const Arrival& arrival,
                                           Tracer tracer) {
  const auto& question = query.questions.front();
  const auto resolution =
      co_await resolver_.resolve(question.name, question.type, tracer, clock_.in(resolve_wait));
  Evidence evidence{
      .rule = "resolver.resolved-for-client",
      .inputs = {{"client", arrival.peer.address.to_string()}, {"name", question.name.to_string()}},
      .source = "RFC 1034 §4.3.1"};
  co_return Decided<Message>{write_response(query, resolution), std::move(evidence)};
}

Task<Decided<Message>> DnsService::finish_alias(Decided<Message> own, const Message& query,
                                                const Arrival& arrival, Tracer tracer) {
  const Name target = *target_of(own.outcome.answer.back());
  const auto rest = co_await resolver_.resolve(target, query.questions.front().type, tracer,
                                               clock_.in(resolve_wait));
  const auto further = write_response(query, rest);
  auto& response = own.outcome;
  response.rcode = further.rcode;  // RFC 6604 §3: it speaks of the end of the chain
  response.answer.insert(response.answer.end(), further.answer.begin(), further.answer.end());
  response.authority = further.authority;
  own.evidence.rule = "resolver.alias-resolved";
  own.evidence.source = "RFC 1034 §4.3.2";
  own.evidence.inputs = {{"client", arrival.peer.address.to_string()},
                         {"name", target.to_string()}};
  co_return own;
}

Task<std::string> DnsService::respond(std::string bytes, Arrival arrival, Tracer tracer) {
  auto query = parse_message(bytes);
  if (!query) {
    const auto header = parse_header_only(bytes);
    if (!header || header->is_response) co_return std::string();
    co_return print_message(make_response(*header, Rcode::format_error));
  }
  if (query->is_response) co_return std::string();  // answering answers would never end
  tracer = tracer.in_new_conversation();
  if (tracer) tracer.step(event_of<trace::DnsQuestionReceived>(*query, arrival));
  auto decided = co_await decide(*query, arrival, tracer);
  const auto fitted = fit(std::move(decided.outcome), bytes_max(*query, arrival));
  if (tracer) {
    const auto name = query->questions.empty() ? "" : query->questions.front().name.to_string();
    tracer.step(
        decision("dns.answer", name, outcome_word(fitted.message), std::move(decided.evidence)));
    tracer.step(answer_event(fitted.message, arrival));
  }
  co_return fitted.bytes;
}

}  // namespace mailtown::dns
