#include "dns/exchange.h"

#include "dns/message_codec.h"
#include "dns/tcp_framing.h"

namespace mailtown::dns {

namespace {

trace::DnsQuestionSent sent_event(const Endpoint& local, const Endpoint& remote,
                                  const char* transport, const Message& query) {
  const auto& question = query.questions.front();
  return {.local = local,
          .remote = remote,
          .transport = transport,
          .id = query.id,
          .name = question.name.to_string(),
          .type = to_string(question.type),
          .flags = flag_words(query)};
}

trace::DnsAnswerReceived received_event(const Endpoint& local, const Endpoint& remote,
                                        const char* transport, const Message& response) {
  trace::DnsAnswerReceived event{.local = local,
                                 .remote = remote,
                                 .transport = transport,
                                 .id = response.id,
                                 .outcome = outcome_word(response),
                                 .answer = to_strings(response.answer),
                                 .authority = to_strings(response.authority),
                                 .additional = to_strings(response.additional),
                                 .flags = flag_words(response)};
  if (!response.questions.empty()) {
    event.name = response.questions.front().name.to_string();
    event.type = to_string(response.questions.front().type);
  }
  return event;
}

bool answers(const Message& response, const Message& query) {
  return response.is_response && response.id == query.id && response.questions == query.questions;
}

}  // namespace

Task<Result<Message>> Exchange::ask(Endpoint server, Question question, bool recursion_desired,
                                    Duration wait, Tracer& tracer) {
  const auto id = static_cast<std::uint16_t>(platform_.random.bits("dns-id"));
  auto query = make_query(id, std::move(question), recursion_desired);
  tracer = tracer.in_new_conversation();
  const auto deadline = platform_.clock.in(wait);
  auto response = co_await ask_udp(server, query, deadline, tracer);
  if (response && response->truncated) {  // RFC 7766 §5: the whole answer is to be had over TCP
    response = co_await ask_tcp(server, std::move(query), deadline, tracer);
  }
  co_return response;
}

Task<Result<Message>> Exchange::ask_udp(Endpoint server, Message query, Deadline deadline,
                                        Tracer& tracer) {
  // A socket of its own, so that the system draws a port that others have to guess (RFC 5452 §9.2).
  const Endpoint any_port{
      source_ == IpAddress() && server.address.is_v6() ? IpAddress::v6({}) : source_, 0};
  auto socket = platform_.network.open_datagram(any_port);
  if (!socket) co_return socket.error();
  if (tracer) tracer.step(sent_event((*socket)->local(), server, "udp", query));
  (*socket)->send(server, print_message(query));
  for (;;) {
    auto datagram = co_await (*socket)->receive(deadline);
    if (!datagram) co_return datagram.error();
    if (datagram->peer != server) continue;
    auto response = parse_message(datagram->bytes);
    if (!response || !answers(*response, query)) continue;
    if (tracer) tracer.step(received_event((*socket)->local(), server, "udp", *response));
    co_return response;
  }
}

Task<Result<Message>> Exchange::ask_tcp(Endpoint server, Message query, Deadline deadline,
                                        Tracer& tracer) {
  auto stream = co_await platform_.network.connect(server, source_, deadline);
  if (!stream) co_return stream.error();
  try {
    if (tracer) tracer.step(sent_event((*stream)->local(), server, "tcp", query));
    co_await write_framed(**stream, print_message(query), deadline);
    const auto bytes = co_await read_framed(**stream, deadline);
    if (!bytes) co_return Failure{FailureKind::closed, "the server hung up"};
    auto response = parse_message(*bytes);
    if (response && !answers(*response, query)) {
      response = Failure{FailureKind::invalid, "not the answer to our question"};
    }
    if (response && tracer) {
      tracer.step(received_event((*stream)->local(), server, "tcp", *response));
    }
    co_return response;
  } catch (const StreamError& error) {
    co_return error.failure();
  }
}

}  // namespace mailtown::dns
