// Local (Unix domain) sockets: streams between programs of one machine, by a name in a folder.
//
// The name is a file of mode 0600, so that only the user who runs the program, and root, connect.
#pragma once

#include <memory>
#include <string>

#include "platform/asio/loop.h"
#include "platform/network.h"

namespace mailtown::real {

// `path` lies under the folder `root`. Failures as of Network::listen_local and connect_local.
Result<std::unique_ptr<Listener>> open_local_listener(Loop& loop, const std::string& root,
                                                      const std::string& path);
Task<Result<std::unique_ptr<ByteStream>>> connect_local(Loop& loop, std::string root,
                                                        std::string path, Deadline deadline);

}  // namespace mailtown::real
