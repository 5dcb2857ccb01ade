// StreamServer: the accept loop of a program that serves connections, and its clean end.
//
// Departure from production practice: at the limit it stops accepting, so that further clients wait
// in the system's backlog and see no message.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "platform/platform.h"

namespace mailtown::programs {

// One client's connection, from greeting to end.
class Connection {
 public:
  virtual ~Connection() = default;
  virtual Task<> run() = 0;   // serves; never throws
  virtual Task<> stop() = 0;  // says good-bye; run() returns soon after
};

using OpenConnection = std::function<std::unique_ptr<Connection>(std::unique_ptr<ByteStream>)>;

// Must outlive the tasks that it spawns: after stop() none is left, but for sessions that did not
// end within the grace; a program that owns one returns right after it.
class StreamServer {
 public:
  // `protocol` names it in messages; at most `connections_max` connections at a time.
  StreamServer(Platform& platform, std::string protocol, std::uint64_t connections_max,
               OpenConnection open);

  // Failures as of Network::listen, with the endpoint in the detail.
  Result<> listen(const std::vector<Endpoint>& endpoints);
  void start();
  // Stops accepting, says good-bye to everybody, and returns when all have left, at most `grace`
  // later.
  Task<> stop(Duration grace);

 private:
  Task<> accept_all(Listener* listener);
  Task<> serve(std::shared_ptr<Connection> connection);
  Task<> say_good_bye(std::shared_ptr<Connection> connection);

  Platform& platform_;
  std::string protocol_;
  std::uint64_t connections_max_;
  OpenConnection open_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::list<std::shared_ptr<Connection>> connections_;
  std::size_t accepting_ = 0;     // listeners that are being waited on
  std::size_t good_byes_ = 0;     // being said
  std::unique_ptr<Signal> left_;  // somebody has, or a task above has ended
};

}  // namespace mailtown::programs
