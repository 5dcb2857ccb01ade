// SharedStream: a stream that two hold. Whoever closes it closes it for both.
#pragma once

#include <memory>
#include <utility>

#include "platform/network.h"

namespace mailtown::wire {

class SharedStream : public ByteStream {
 public:
  explicit SharedStream(std::shared_ptr<ByteStream> stream) : stream_(std::move(stream)) {}

  Task<std::size_t> read(std::span<char> into, Deadline deadline) override {
    return stream_->read(into, deadline);
  }
  Task<> write(std::span<const char> bytes, Deadline deadline) override {
    return stream_->write(bytes, deadline);
  }
  std::size_t write_now(std::span<const char> bytes) override { return stream_->write_now(bytes); }
  void finish() override { stream_->finish(); }
  void close() override { stream_->close(); }
  void reset() override { stream_->reset(); }
  Endpoint local() const override { return stream_->local(); }
  Endpoint remote() const override { return stream_->remote(); }
  bool can_half_close() const override { return stream_->can_half_close(); }

 private:
  std::shared_ptr<ByteStream> stream_;
};

}  // namespace mailtown::wire
