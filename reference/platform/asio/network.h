// The machine's own TCP and UDP.
#pragma once

#include "platform/asio/loop.h"
#include "platform/network.h"

namespace mailtown::real {

class SocketNetwork : public Network {
 public:
  explicit SocketNetwork(Loop& loop) : loop_(loop) {}
  Task<Result<std::unique_ptr<ByteStream>>> connect(Endpoint remote, IpAddress local,
                                                    Deadline deadline) override;
  Result<std::unique_ptr<Listener>> listen(const Endpoint& local) override;
  Result<std::unique_ptr<DatagramSocket>> open_datagram(const Endpoint& local) override;

 private:
  Loop& loop_;
};

}  // namespace mailtown::real
