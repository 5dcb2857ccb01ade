// STARTTLS, as every line protocol does it.
#include <utility>

#include "wire/line_channel.h"
#include "wire/shared_stream.h"

namespace mailtown::wire {

Task<Result<TlsFacts>> LineChannel::start_tls_server(TlsProvider& tls, Deadline deadline) {
  auto plain = co_await leave_plain("server", deadline);
  TlsHandshake handshake = co_await tls.server(std::move(plain), deadline);
  co_return take_over("server", std::move(handshake));
}

Task<Result<TlsFacts>> LineChannel::start_tls_client(TlsProvider& tls, TlsPeer peer,
                                                     Deadline deadline) {
  auto plain = co_await leave_plain("client", deadline);
  TlsHandshake handshake = co_await tls.client(std::move(plain), std::move(peer), deadline);
  co_return take_over("client", std::move(handshake));
}

Task<std::unique_ptr<ByteStream>> LineChannel::leave_plain(const char* side, Deadline deadline) {
  co_await flush(deadline);
  stream();  // is it open still?
  if (const std::size_t bytes = input_.discard(); bytes > 0) {
    tracer_.step(trace::TlsDiscarded{local_, remote_, protocol_, side, bytes});
  }
  co_return std::make_unique<SharedStream>(stream_);
}

Result<TlsFacts> LineChannel::take_over(const char* side, TlsHandshake handshake) {
  const TlsFacts& facts = handshake.facts;
  if (!handshake.stream) {
    const Failure& failure = handshake.failure;
    const bool liar = failure.kind == FailureKind::not_permitted;
    tracer_.step(trace::TlsFailed{local_, remote_, protocol_, side,
                                  liar ? "not proven" : to_string(failure.kind), failure.detail,
                                  facts.asked_for, facts.names, facts.issuer, facts.unproven});
    return std::move(handshake.failure);
  }
  tracer_.step(trace::TlsStarted{local_, remote_, protocol_, side, facts.version, facts.cipher,
                                 facts.asked_for, facts.names, facts.issuer, facts.proven,
                                 facts.unproven});
  stream_ = std::move(handshake.stream);
  if (!open_) stream_->close();
  return std::move(handshake.facts);
}

}  // namespace mailtown::wire
