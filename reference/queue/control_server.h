// Serves one operator's connection: what control_codec.h says, done by QueueManager.
#pragma once

#include <memory>
#include <string>

#include "platform/clock.h"
#include "platform/network.h"
#include "queue/control_codec.h"
#include "queue/queue_manager.h"
#include "wire/line_channel.h"

namespace mailtown::queue {

// The local stream's name in the configuration's data folder.
inline constexpr const char* control_socket = "queue.sock";

class ControlServer {
 public:
  // `manager` and `clock` must outlive the object.
  ControlServer(std::unique_ptr<ByteStream> stream, QueueManager& manager, const Clock& clock)
      : channel_(std::move(stream), "queue", Tracer()), manager_(manager), clock_(clock) {}

  Task<> run();  // until the client leaves; never throws
  void close() { channel_.close(); }

 private:
  Task<> converse();
  Task<Result<>> obey(ControlCommand command);
  void tell_letters();

  wire::LineChannel channel_;
  QueueManager& manager_;
  const Clock& clock_;
};

}  // namespace mailtown::queue
