// The network as one boot sees it: connections, listeners, datagrams.
#pragma once

#include <deque>
#include <memory>
#include <string>

#include "platform/network.h"
#include "simulator/world/boot.h"

namespace mailtown::sim {

class SimulatedNetwork final : public Network {
 public:
  explicit SimulatedNetwork(Boot& boot) : boot_(boot) {}
  Task<Result<std::unique_ptr<ByteStream>>> connect(Endpoint remote, IpAddress local,
                                                    Deadline deadline) override;
  Result<std::unique_ptr<Listener>> listen(const Endpoint& local) override;
  Result<std::unique_ptr<DatagramSocket>> open_datagram(const Endpoint& local) override;

 private:
  Boot& boot_;
};

}  // namespace mailtown::sim
