// The network of one program on a machine at whose ends things go wrong.
//
// Only what the faults name is touched: streams that come in at the mta's port 25, and datagrams
// that ask a nameserver. All else goes through as it is.
#pragma once

#include <memory>

#include "platform/platform.h"
#include "simulator/faults/machine_faults.h"

namespace mailtown::faults {

class FaultyNetwork final : public Network {
 public:
  // `platform` is the program's own; it and `faults` outlive everything opened here.
  FaultyNetwork(MachineFaults& faults, Platform& platform) : faults_(faults), platform_(platform) {}

  Task<Result<std::unique_ptr<ByteStream>>> connect(Endpoint remote, IpAddress local,
                                                    Deadline deadline) override {
    return platform_.network.connect(remote, local, deadline);
  }
  Result<std::unique_ptr<Listener>> listen(const Endpoint& local) override;
  Result<std::unique_ptr<DatagramSocket>> open_datagram(const Endpoint& local) override;

 private:
  MachineFaults& faults_;
  Platform& platform_;
};

}  // namespace mailtown::faults
