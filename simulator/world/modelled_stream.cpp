#include "simulator/world/modelled_stream.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace mailtown::sim {

namespace {

constexpr std::size_t chunk_bytes = 8192;
constexpr std::size_t record_bytes = 16384;  // RFC 8446 §5.1

class ModelledStream final : public ByteStream {
 public:
  explicit ModelledStream(RecordChannel channel) : channel_(std::move(channel)) {}
  ~ModelledStream() override { close(); }

  Task<std::size_t> read(std::span<char> into, Deadline deadline) override {
    while (rest_.empty()) {
      throw_if_closed();
      if (ended_) co_return 0;
      auto record = co_await channel_.read(deadline);
      if (!record) throw StreamError({FailureKind::reset, "TLS: what came was no record"});
      if (record->kind == Record::Kind::data) rest_ = std::move(record->contents);
      ended_ = record->kind == Record::Kind::good_bye;
    }
    const std::size_t count = std::min(rest_.size(), into.size());
    std::memcpy(into.data(), rest_.data(), count);
    rest_.erase(0, count);
    co_return count;
  }

  Task<> write(std::span<const char> bytes, Deadline deadline) override {
    throw_if_closed();
    broken_ = true;  // until all is out
    while (!bytes.empty()) {
      const std::size_t count = std::min(bytes.size(), record_bytes);
      const Record record{Record::Kind::data, std::string(bytes.data(), count)};
      co_await channel_.write(record, deadline);
      bytes = bytes.subspan(count);
    }
    broken_ = false;
  }

  void finish() override {
    if (!closed_ && !broken_) channel_.write_now({Record::Kind::good_bye, {}});
  }
  void close() override {
    finish();
    if (!std::exchange(closed_, true)) channel_.close();
  }
  void reset() override {
    closed_ = true;
    channel_.plain().reset();
  }
  Endpoint local() const override { return channel_.plain().local(); }
  Endpoint remote() const override { return channel_.plain().remote(); }
  bool can_half_close() const override { return false; }

 private:
  void throw_if_closed() const {
    if (closed_) throw StreamError({FailureKind::closed, "the TLS connection was closed before"});
  }

  RecordChannel channel_;
  std::string rest_;  // of the record that came last
  bool closed_ = false, ended_ = false;
  bool broken_ = false;  // a record is written in part
};

}  // namespace

Task<std::optional<Record>> RecordChannel::read(Deadline deadline) {
  for (;;) {
    auto record = reader_.take();
    if (record || reader_.is_nonsense()) co_return record;
    std::array<char, chunk_bytes> chunk;
    const std::size_t count = co_await plain_->read(chunk, deadline);
    if (count == 0) {
      throw StreamError({FailureKind::reset, "the connection was cut off without a good-bye"});
    }
    reader_.add(std::string_view(chunk.data(), count));
  }
}

Task<> RecordChannel::write(Record record, Deadline deadline) {
  const std::string bytes = print(record);
  co_await plain_->write(bytes, deadline);
}

std::unique_ptr<ByteStream> make_modelled_stream(RecordChannel channel) {
  return std::make_unique<ModelledStream>(std::move(channel));
}

}  // namespace mailtown::sim
