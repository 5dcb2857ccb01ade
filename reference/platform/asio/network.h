// The machine's own TCP, UDP and local sockets.
#pragma once

#include <functional>
#include <string>

#include "platform/asio/loop.h"
#include "platform/network.h"

namespace mailtown::real {

class SocketNetwork : public Network {
 public:
  // `on_listen`, if any, is called with each endpoint on which somebody now listens.
  // Local streams have their names under the folder `root`.
  SocketNetwork(Loop& loop, std::string root, std::function<void(const Endpoint&)> on_listen)
      : loop_(loop), root_(std::move(root)), on_listen_(std::move(on_listen)) {}
  Task<Result<std::unique_ptr<ByteStream>>> connect(Endpoint remote, IpAddress local,
                                                    Deadline deadline) override;
  Result<std::unique_ptr<Listener>> listen(const Endpoint& local) override;
  Result<std::unique_ptr<DatagramSocket>> open_datagram(const Endpoint& local) override;
  bool has_local_streams() const override { return true; }
  Result<std::unique_ptr<Listener>> listen_local(const std::string& path) override;
  Task<Result<std::unique_ptr<ByteStream>>> connect_local(std::string path,
                                                          Deadline deadline) override;

 private:
  Loop& loop_;
  std::string root_;
  std::function<void(const Endpoint&)> on_listen_;
};

}  // namespace mailtown::real
