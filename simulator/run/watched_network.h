// A network that passes everything on and remembers what was opened for others to reach, so that
// whoever starts a server knows when it is ready.
#pragma once

#include <vector>

#include "platform/network.h"

namespace mailtown::run {

class WatchedNetwork : public Network {
 public:
  explicit WatchedNetwork(Network& network) : network_(network) {}

  Task<Result<std::unique_ptr<ByteStream>>> connect(Endpoint remote, IpAddress local,
                                                    Deadline deadline) override {
    return network_.connect(remote, local, deadline);
  }
  Result<std::unique_ptr<Listener>> listen(const Endpoint& local) override {
    auto listener = network_.listen(local);
    if (listener) listening_.push_back((*listener)->local());
    return listener;
  }
  Result<std::unique_ptr<DatagramSocket>> open_datagram(const Endpoint& local) override {
    return network_.open_datagram(local);
  }

  bool has_local_streams() const override { return network_.has_local_streams(); }
  Result<std::unique_ptr<Listener>> listen_local(const std::string& path) override {
    return network_.listen_local(path);
  }
  Task<Result<std::unique_ptr<ByteStream>>> connect_local(std::string path,
                                                          Deadline deadline) override {
    return network_.connect_local(std::move(path), deadline);
  }

  bool listens_on(const Endpoint& endpoint) const {
    return std::find(listening_.begin(), listening_.end(), endpoint) != listening_.end();
  }

 private:
  Network& network_;
  std::vector<Endpoint> listening_;
};

}  // namespace mailtown::run
