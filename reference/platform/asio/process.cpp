#include "platform/asio/process.h"

#include "platform/asio/random.h"
#include "platform/asio/tls.h"

namespace mailtown::real {

Process::Process(Loop& loop, std::unique_ptr<Disk> disk, ProcessOptions options)
    : network_(loop, options.disk_root, std::move(options.on_listen)),
      disk_(std::move(disk)),
      random_(make_random(options.seed)),
      tasks_(loop),
      tls_(make_tls(options.disk_root)),
      hasher_(loop),
      platform_{network_, loop.clock(), *disk_,  *random_,
                tasks_,   *tls_,        hasher_, std::move(options.tracer)} {}

}  // namespace mailtown::real
