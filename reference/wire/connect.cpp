#include "wire/connect.h"

namespace mailtown::wire {

Task<Result<std::unique_ptr<ByteStream>>> connect(Network& network, Target target,
                                                  std::string protocol, Tracer& tracer,
                                                  Deadline deadline) {
  tracer.step(trace::ConnectTried{target.endpoint, target.name, protocol});
  auto stream = co_await network.connect(target.endpoint, target.source_address, deadline);
  if (stream) {
    tracer.step(trace::Connected{(*stream)->local(), (*stream)->remote(), target.name, protocol});
  } else {
    tracer.step(trace::ConnectFailed{target.endpoint, target.name, protocol,
                                     to_string(stream.error().kind)});
  }
  co_return stream;
}

}  // namespace mailtown::wire
