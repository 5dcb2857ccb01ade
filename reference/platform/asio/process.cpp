#include "platform/asio/process.h"

#include "platform/asio/random.h"

namespace mailtown::real {

Process::Process(Loop& loop, SocketNetwork& network, std::unique_ptr<Disk> disk,
                 std::optional<std::uint64_t> seed, Tracer tracer)
    : disk_(std::move(disk)),
      random_(make_random(seed)),
      tasks_(loop),
      platform_{network, loop.clock(), *disk_, *random_, tasks_, tls_, std::move(tracer)} {}

}  // namespace mailtown::real
