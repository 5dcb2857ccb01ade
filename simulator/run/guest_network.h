// A network on which clients seem to come from an address of one's choice to a server that seems to
// listen where its configuration says, while in truth both are on loopback.
#pragma once

#include <memory>

#include "platform/network.h"

namespace mailtown::run {

// Everything that the server begins itself, such as DNS questions, goes its usual way.
class GuestNetwork : public Network {
 public:
  // Clients come from `client`; the server believes to listen on `server`.
  GuestNetwork(Network& network, Endpoint client, Endpoint server)
      : network_(network), client_(client), server_(server) {}

  Task<Result<std::unique_ptr<ByteStream>>> connect(Endpoint remote, IpAddress local,
                                                    Deadline deadline) override {
    return network_.connect(remote, local, deadline);
  }
  Result<std::unique_ptr<Listener>> listen(const Endpoint& local) override;
  Result<std::unique_ptr<DatagramSocket>> open_datagram(const Endpoint& local) override {
    return network_.open_datagram(local);
  }

  // Where the server really listens; port 0 until it does.
  const Endpoint& door() const { return door_; }

 private:
  Network& network_;
  Endpoint client_, server_, door_;
};

}  // namespace mailtown::run
