#include "simulator/run/guest_network.h"

#include "wire/shared_stream.h"

namespace mailtown::run {
namespace {

class GuestStream : public wire::SharedStream {
 public:
  GuestStream(std::unique_ptr<ByteStream> stream, Endpoint client, Endpoint server)
      : SharedStream(std::move(stream)), client_(client), server_(server) {}

  Endpoint local() const override { return server_; }
  Endpoint remote() const override { return client_; }

 private:
  Endpoint client_, server_;
};

class GuestListener : public Listener {
 public:
  GuestListener(std::unique_ptr<Listener> listener, Endpoint client, Endpoint server)
      : listener_(std::move(listener)), client_(client), server_(server) {}

  Task<Result<std::unique_ptr<ByteStream>>> accept(Deadline deadline) override {
    auto accepted = co_await listener_->accept(deadline);
    if (!accepted) co_return accepted;
    std::unique_ptr<ByteStream> stream =
        std::make_unique<GuestStream>(std::move(*accepted), client_, server_);
    co_return Result<std::unique_ptr<ByteStream>>(std::move(stream));
  }
  void close() override { listener_->close(); }
  Endpoint local() const override { return server_; }

 private:
  std::unique_ptr<Listener> listener_;
  Endpoint client_, server_;
};

}  // namespace

Result<std::unique_ptr<Listener>> GuestNetwork::listen(const Endpoint&) {
  auto listener = network_.listen({IpAddress::v4({127, 0, 0, 1}), 0});
  if (!listener) return listener;
  door_ = (*listener)->local();
  return Result<std::unique_ptr<Listener>>(
      std::make_unique<GuestListener>(std::move(*listener), client_, server_));
}

}  // namespace mailtown::run
