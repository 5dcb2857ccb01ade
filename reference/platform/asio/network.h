// The machine's own TCP and UDP.
#pragma once

#include <functional>

#include "platform/asio/loop.h"
#include "platform/network.h"

namespace mailtown::real {

class SocketNetwork : public Network {
 public:
  // `on_listen`, if any, is called with each endpoint on which somebody now listens.
  SocketNetwork(Loop& loop, std::function<void(const Endpoint&)> on_listen)
      : loop_(loop), on_listen_(std::move(on_listen)) {}
  Task<Result<std::unique_ptr<ByteStream>>> connect(Endpoint remote, IpAddress local,
                                                    Deadline deadline) override;
  Result<std::unique_ptr<Listener>> listen(const Endpoint& local) override;
  Result<std::unique_ptr<DatagramSocket>> open_datagram(const Endpoint& local) override;

 private:
  Loop& loop_;
  std::function<void(const Endpoint&)> on_listen_;
};

}  // namespace mailtown::real
