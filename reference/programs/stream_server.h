// StreamServer: the accept loop of a program that serves connections, and its clean end.
//
// Departure from production practice: over its limit a client gets one line and is gone; a
// production server under attack would stop accepting instead, which costs it less.
#pragma once

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
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
  virtual void abort() = 0;   // closes the stream in the midst of whatever goes on
};

using OpenConnection = std::function<std::unique_ptr<Connection>(std::unique_ptr<ByteStream>)>;

// What a StreamServer serves, and how much of it.
struct Service {
  std::string name;                   // "submission": for messages
  std::string protocol;               // "smtp": what is spoken, for the trace
  std::uint64_t connections_max = 1;  // at a time
  std::uint64_t per_client_max = 1;   // of those, from one address
  std::string refusal;  // the line for a client over that limit, without CRLF; empty: none
  OpenConnection open;
};

// Must outlive the tasks that it spawns: after stop() none is left.
class StreamServer {
 public:
  StreamServer(Platform& platform, Service service);

  // Failures as of Network::listen, with the endpoint in the detail.
  Result<> listen(const std::vector<Endpoint>& endpoints);
  // The same for a local stream (Network::listen_local).
  Result<> listen_local(const std::string& path);
  void start();
  // Stops accepting, says good-bye to everybody, and returns when all have left. Who is still there
  // after `grace` is cut off.
  Task<> stop(Duration grace);

 private:
  Task<> accept_all(Listener* listener);
  Task<> serve(std::shared_ptr<Connection> connection, IpAddress client);
  // Why there is no room for one more client from there; nothing if there is.
  std::optional<Evidence> why_full(const IpAddress& client) const;
  Task<> refuse(std::unique_ptr<ByteStream> stream, Evidence why);
  Task<> say_good_bye(std::shared_ptr<Connection> connection);

  Platform& platform_;
  Service service_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::list<std::shared_ptr<Connection>> connections_;
  std::map<IpAddress, std::uint64_t> by_client_;
  std::size_t accepting_ = 0;     // listeners that are being waited on
  std::size_t refusing_ = 0;      // clients over the limit that are being told so
  std::size_t good_byes_ = 0;     // being said
  std::unique_ptr<Signal> left_;  // somebody has, or a task above has ended
};

}  // namespace mailtown::programs
