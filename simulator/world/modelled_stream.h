// The modelled TLS on a stream: records for the handshake, and the stream that comes of it.
#pragma once

#include <memory>
#include <optional>

#include "platform/network.h"
#include "simulator/world/modelled_record.h"

namespace mailtown::sim {

// Reads and writes whole records; throws StreamError as the stream below.
class RecordChannel {
 public:
  explicit RecordChannel(std::unique_ptr<ByteStream> plain) : plain_(std::move(plain)) {}

  // The next record; nothing if what comes is none.
  Task<std::optional<Record>> read(Deadline deadline);
  Task<> write(Record record, Deadline deadline);
  // Without a wait, if the stream below can do that.
  void write_now(const Record& record) { plain_->write_now(print(record)); }
  void close() { plain_->close(); }
  ByteStream& plain() { return *plain_; }
  const ByteStream& plain() const { return *plain_; }

 private:
  std::unique_ptr<ByteStream> plain_;
  RecordReader reader_;
};

// As the real one: a connection that is cut shows as `reset`, one that the peer ended as its end.
std::unique_ptr<ByteStream> make_modelled_stream(RecordChannel channel);

}  // namespace mailtown::sim
