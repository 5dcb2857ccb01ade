#include "tests/unit/smtp/failing_stream.h"

namespace mailtown {

namespace {

class FailingStream : public ByteStream {
 public:
  FailingStream(std::unique_ptr<ByteStream> inner, FailurePlan& plan)
      : inner_(std::move(inner)), plan_(plan) {}

  Task<std::size_t> read(std::span<char> into, Deadline deadline) override {
    count();
    return inner_->read(into, deadline);
  }
  Task<> write(std::span<const char> bytes, Deadline deadline) override {
    count();
    return inner_->write(bytes, deadline);
  }
  void finish() override { inner_->finish(); }
  void close() override { inner_->close(); }
  void reset() override { inner_->reset(); }
  Endpoint local() const override { return inner_->local(); }
  Endpoint remote() const override { return inner_->remote(); }

 private:
  void count() {
    ++plan_.operations;
    if (plan_.operations_left < 0 || plan_.operations_left-- > 0) return;
    plan_.operations_left = 0;  // and dead it stays
    inner_->reset();
    throw StreamError({FailureKind::reset, "planned"});
  }

  std::unique_ptr<ByteStream> inner_;
  FailurePlan& plan_;
};

}  // namespace

std::unique_ptr<ByteStream> make_failing_stream(std::unique_ptr<ByteStream> inner,
                                                FailurePlan& plan) {
  return std::make_unique<FailingStream>(std::move(inner), plan);
}

}  // namespace mailtown
