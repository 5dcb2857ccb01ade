// Streams, listeners and datagrams: all of the network that a mail program needs.
//
// One contract suite (tests/contract) runs against every implementation. Every wait has a
// deadline; closing an object ends its waits with `closed`.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "platform/clock.h"
#include "platform/endpoint.h"
#include "platform/result.h"
#include "platform/task.h"

namespace mailtown {

// A reliable, ordered stream of bytes (TCP, TLS over it, or their simulation).
// At most one read and one write may wait at a time.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // Waits for at least one byte and returns how many it stored; 0 means that the peer ended its
  // direction. Throws StreamError (timed_out, reset, closed); after timed_out the stream lives on.
  virtual Task<std::size_t> read(std::span<char> into, Deadline deadline) = 0;
  // Waits until all bytes are handed over (back-pressure holds it up). Throws StreamError; a write
  // that timed out may have passed on a part, so the stream is of no more use.
  virtual Task<> write(std::span<const char> bytes, Deadline deadline) = 0;
  // Writes what goes without any wait, and tells how many bytes; for the last words of a protocol
  // that are worth no wait (TLS's close_notify). Not while a write waits. Never throws.
  virtual std::size_t write_now(std::span<const char>) { return 0; }
  // Ends our direction after what was written (half-close); reading goes on.
  virtual void finish() = 0;
  // Ends both directions now. Bytes already written are still delivered. Idempotent.
  virtual void close() = 0;
  // Ends both directions now; the peer sees `reset`.
  virtual void reset() = 0;
  virtual Endpoint local() const = 0;
  virtual Endpoint remote() const = 0;
  // Whether finish() leaves reading open; TLS has no half-close in practice.
  virtual bool can_half_close() const { return true; }
};

class Listener {
 public:
  virtual ~Listener() = default;
  // The next connection; failure `closed` after close(), `timed_out` at the deadline.
  virtual Task<Result<std::unique_ptr<ByteStream>>> accept(Deadline deadline) = 0;
  virtual void close() = 0;
  virtual Endpoint local() const = 0;  // with the port that was really taken
};

struct Datagram {
  Endpoint peer;
  std::string bytes;
};

class DatagramSocket {
 public:
  virtual ~DatagramSocket() = default;
  // Sends or silently loses; never waits, as UDP does.
  virtual void send(const Endpoint& to, std::span<const char> bytes) = 0;
  // The next datagram; failure `timed_out`, `closed`, or `refused` if the peer's machine said so.
  virtual Task<Result<Datagram>> receive(Deadline deadline) = 0;
  virtual void close() = 0;
  virtual Endpoint local() const = 0;
};

class Network {
 public:
  virtual ~Network() = default;
  // Connects to `remote`; `local` unspecified lets the system choose our address.
  // Failures: refused, timed_out, unreachable.
  virtual Task<Result<std::unique_ptr<ByteStream>>> connect(Endpoint remote, IpAddress local,
                                                            Deadline deadline) = 0;
  // Port 0 lets the system choose. Failures: in_use, not_permitted, invalid.
  virtual Result<std::unique_ptr<Listener>> listen(const Endpoint& local) = 0;
  virtual Result<std::unique_ptr<DatagramSocket>> open_datagram(const Endpoint& local) = 0;

  // Streams between programs of one machine and one user, by a name in the file system: `path` is
  // one of the program's Disk, in a folder that is there, and only the user may connect. The ends
  // have no addresses. Whether a world has them is a capability; without it both fail with
  // `invalid`. Further failures: `in_use` if a program listens there (what an earlier one left
  // behind is replaced), `refused` or `not_found` if none does.
  virtual bool has_local_streams() const { return false; }
  virtual Result<std::unique_ptr<Listener>> listen_local(const std::string& path);
  virtual Task<Result<std::unique_ptr<ByteStream>>> connect_local(std::string path,
                                                                  Deadline deadline);
};

}  // namespace mailtown
