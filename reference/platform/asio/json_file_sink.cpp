#include "platform/asio/json_file_sink.h"

#include <cerrno>
#include <chrono>
#include <cstdio>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "platform/asio/failure.h"
#include "platform/asio/file.h"
#include "trace/json_codec.h"

namespace mailtown::real {

namespace {

Result<> write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return disk_failure("write the trace", errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

class JsonFileSink : public TraceSink {
 public:
  JsonFileSink(int descriptor, bool shows_credentials, const Clock& clock)
      : descriptor_(descriptor),
        shows_credentials_(shows_credentials),
        clock_(clock),
        start_(clock.now()) {}

  Result<> begin(const trace::Header& header) {
    trace::append_header(line_, header);
    return write_all(descriptor_.number(), line_);
  }

  trace::EventNumber record(trace::EventNumber cause, trace::Conversation conversation,
                            const trace::Text& letter, trace::Payload payload) override {
    const auto since_start =
        std::chrono::duration_cast<std::chrono::microseconds>(clock_.now() - start_);
    const trace::Event event{.number = ++events_,
                             .time_us = since_start.count(),
                             .cause = cause,
                             .conversation = conversation,
                             .letter = letter,
                             .payload = std::move(payload)};
    if (!broken_) write(event);
    return event.number;
  }
  trace::Conversation new_conversation() override { return ++conversations_; }
  bool shows_credentials() const override { return shows_credentials_; }

 private:
  void write(const trace::Event& event) {
    line_.clear();
    trace::append_event(line_, event);
    const auto written = write_all(descriptor_.number(), line_);
    if (written) return;
    broken_ = true;
    fmt::print(stderr, "the trace ends here: {}\n", written.error().message());
  }

  Descriptor descriptor_;
  bool shows_credentials_;
  const Clock& clock_;
  Instant start_;
  trace::EventNumber events_ = 0;
  trace::Conversation conversations_ = 0;
  std::string line_;
  bool broken_ = false;
};

}  // namespace

Result<std::unique_ptr<TraceSink>> open_json_file(const JsonFileOptions& options,
                                                  trace::Header header, const Clock& clock) {
  const int how = options.overwrite ? O_TRUNC : O_EXCL;
  const int descriptor =
      ::open(options.path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | how, 0600);
  if (descriptor < 0) return disk_failure("write the trace to " + options.path, errno);
  auto sink = std::make_unique<JsonFileSink>(descriptor, options.shows_credentials, clock);
  header.start = clock.wall();
  const auto begun = sink->begin(header);
  if (!begun) return begun.error();
  return sink;
}

}  // namespace mailtown::real
