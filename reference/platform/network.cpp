#include "platform/network.h"

namespace mailtown {

namespace {

Failure no_local_streams(const std::string& path) {
  return {FailureKind::invalid, "there are no local streams in this world: " + path};
}

}  // namespace

Result<std::unique_ptr<Listener>> Network::listen_local(const std::string& path) {
  return no_local_streams(path);
}

Task<Result<std::unique_ptr<ByteStream>>> Network::connect_local(std::string path, Deadline) {
  co_return no_local_streams(path);
}

}  // namespace mailtown
