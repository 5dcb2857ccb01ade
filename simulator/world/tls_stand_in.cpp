#include "simulator/world/tls_stand_in.h"

#include <utility>

namespace mailtown::sim {

namespace {

class WrappedStream final : public ByteStream {
 public:
  explicit WrappedStream(std::unique_ptr<ByteStream> plain) : plain_(std::move(plain)) {}

  Task<std::size_t> read(std::span<char> into, Deadline deadline) override {
    return plain_->read(into, deadline);
  }
  Task<> write(std::span<const char> bytes, Deadline deadline) override {
    return plain_->write(bytes, deadline);
  }
  void finish() override { plain_->finish(); }
  void close() override { plain_->close(); }
  void reset() override { plain_->reset(); }
  Endpoint local() const override { return plain_->local(); }
  Endpoint remote() const override { return plain_->remote(); }
  bool can_half_close() const override { return false; }

 private:
  std::unique_ptr<ByteStream> plain_;
};

}  // namespace

Task<Result<std::unique_ptr<ByteStream>>> TlsStandIn::server(std::unique_ptr<ByteStream> plain,
                                                             Deadline) {
  co_return std::make_unique<WrappedStream>(std::move(plain));
}

Task<Result<std::unique_ptr<ByteStream>>> TlsStandIn::client(std::unique_ptr<ByteStream> plain,
                                                             std::string, Deadline) {
  co_return std::make_unique<WrappedStream>(std::move(plain));
}

}  // namespace mailtown::sim
