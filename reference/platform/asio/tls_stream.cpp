#include "platform/asio/tls_stream.h"

#include <array>
#include <utility>

namespace mailtown::real {

namespace {

constexpr std::size_t chunk_bytes = 8192;  // that are read from the wire at a time

using State = TlsEngine::State;

class TlsStream : public ByteStream {
 public:
  TlsStream(std::unique_ptr<ByteStream> plain, std::unique_ptr<TlsEngine> engine)
      : plain_(std::move(plain)), engine_(std::move(engine)) {}
  ~TlsStream() override { close(); }

  Task<std::size_t> read(std::span<char> into, Deadline deadline) override {
    for (;;) {
      throw_if_closed();
      std::size_t count = 0;
      const State state = engine_->read(into, count);
      if (state == State::done) co_return count;
      if (state == State::ended) co_return 0;
      if (state == State::failed) fail(engine_->failure());
      std::array<char, chunk_bytes> chunk;
      const std::size_t came = co_await plain_->read(chunk, deadline);
      if (came == 0) {
        fail({FailureKind::reset, "the connection was cut off without TLS's close_notify"});
      }
      engine_->take_input(std::span(chunk).first(came));
    }
  }

  Task<> write(std::span<const char> bytes, Deadline deadline) override {
    throw_if_closed();
    if (broken_) throw StreamError({FailureKind::reset, "an earlier write was not finished"});
    if (bytes.empty()) co_return;
    // Until all is out: what is half written can only be thrown away. All goes in one write, so
    // that the deadline holds for the whole.
    broken_ = true;
    if (engine_->write(bytes) != State::done) fail(engine_->failure());
    const std::string flight = engine_->give_output();
    co_await plain_->write(flight, deadline);
    broken_ = false;
  }

  void finish() override {
    if (closed_ || broken_) return;
    engine_->say_good_bye();
    plain_->write_now(engine_->give_output());
  }
  void close() override {
    finish();
    closed_ = true;
    plain_->close();
  }
  void reset() override {
    closed_ = true;
    plain_->reset();
  }
  Endpoint local() const override { return plain_->local(); }
  Endpoint remote() const override { return plain_->remote(); }
  bool can_half_close() const override { return false; }

 private:
  void throw_if_closed() const {
    if (closed_) throw StreamError({FailureKind::closed, "the TLS connection was closed before"});
  }
  // The peer learns by an alert what was wrong, if there is one.
  [[noreturn]] void fail(Failure failure) {
    const std::string alert = engine_->give_output();
    if (!broken_ && !alert.empty()) plain_->write_now(alert);
    broken_ = true;
    if (failure.kind == FailureKind::invalid) failure.kind = FailureKind::reset;
    throw StreamError(std::move(failure));
  }

  std::unique_ptr<ByteStream> plain_;
  std::unique_ptr<TlsEngine> engine_;
  bool closed_ = false;
  bool broken_ = false;  // a record is written in part
};

Task<State> exchange(ByteStream& plain, TlsEngine& engine, Deadline deadline) {
  for (;;) {
    const State state = engine.handshake();
    const std::string flight = engine.give_output();
    if (!flight.empty()) co_await plain.write(flight, deadline);
    if (state != State::needs_input) co_return state;
    std::array<char, chunk_bytes> chunk;
    const std::size_t came = co_await plain.read(chunk, deadline);
    if (came == 0) {
      throw StreamError({FailureKind::reset, "the peer left in the midst of the handshake"});
    }
    engine.take_input(std::span(chunk).first(came));
  }
}

}  // namespace

Task<TlsHandshake> shake_hands(std::unique_ptr<ByteStream> plain, std::unique_ptr<TlsEngine> engine,
                               Deadline deadline) {
  TlsHandshake handshake;
  State state = State::failed;
  try {
    state = co_await exchange(*plain, *engine, deadline);
    handshake.failure = engine->failure();
  } catch (const StreamError& error) {
    handshake.failure = error.failure();
  }
  handshake.facts = engine->facts();
  if (state == State::done) {
    handshake.stream = std::make_unique<TlsStream>(std::move(plain), std::move(engine));
  } else {
    plain->close();
  }
  co_return handshake;
}

}  // namespace mailtown::real
