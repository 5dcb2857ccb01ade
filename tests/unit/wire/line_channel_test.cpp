#include "wire/line_channel.h"

#include <deque>

#include <gtest/gtest.h>

#include "simulator/world/run_task.h"

namespace mailtown::wire {
namespace {

// What a ScriptedStream has seen; outlives it.
struct Seen {
  std::vector<std::string> writes;
  bool closed = false;
};

// Gives out its pieces one a read, then the end.
class ScriptedStream : public ByteStream {
 public:
  ScriptedStream(std::deque<std::string> pieces, Seen& seen)
      : pieces_(std::move(pieces)), seen_(seen) {}

  Task<std::size_t> read(std::span<char> into, Deadline) override {
    if (pieces_.empty()) co_return 0;
    const std::string piece = std::move(pieces_.front());
    pieces_.pop_front();
    std::copy(piece.begin(), piece.end(), into.begin());
    co_return piece.size();
  }
  Task<> write(std::span<const char> bytes, Deadline) override {
    seen_.writes.emplace_back(bytes.data(), bytes.size());
    co_return;
  }
  void finish() override {}
  void close() override { seen_.closed = true; }
  void reset() override {}
  Endpoint local() const override { return {IpAddress::v4({192, 0, 2, 25}), 25}; }
  Endpoint remote() const override { return {IpAddress::v4({198, 51, 100, 7}), 4242}; }

 private:
  std::deque<std::string> pieces_;
  Seen& seen_;
};

using Body = std::function<Task<std::string>(LineChannel& channel)>;

std::string with_channel(std::deque<std::string> pieces, Seen& seen, const Body& body) {
  return sim::run_task<std::string>([&](Platform& platform) -> Task<std::string> {
    LineChannel channel(std::make_unique<ScriptedStream>(std::move(pieces), seen), "smtp",
                        platform.tracer);
    co_return co_await body(channel);
  });
}

// Answers "+" to every line until the end; returns the lines, joined.
Task<std::string> answer_all(LineChannel& channel) {
  std::string heard;
  for (;;) {
    const Line line = co_await channel.read_line(512, no_deadline);
    if (line.kind == Line::Kind::end_of_stream) co_return heard + "end:" + line.text;
    heard += line.text + ";";
    channel.write_line("+");
  }
}

TEST(LineChannel, RepliesWaitWhileCommandsAreAtHand) {
  Seen seen;
  EXPECT_EQ(with_channel({"A\r\nB\r\nC", "\r\nD\r\nrest"}, seen, answer_all), "A;B;C;D;end:rest");
  EXPECT_EQ(seen.writes, (std::vector<std::string>{"+\r\n+\r\n", "+\r\n+\r\n"}));
}

TEST(LineChannel, GivesRawBytesBehindALineAndWritesInOrder) {
  Seen seen;
  const auto heard =
      with_channel({"DATA\r\nbo", "dy"}, seen, [](LineChannel& channel) -> Task<std::string> {
        co_await channel.read_line(512, no_deadline);
        channel.write_line("354");
        const std::string first(co_await channel.peek(no_deadline));
        channel.consume(first.size());
        const std::string second(co_await channel.peek(no_deadline));
        channel.consume(1);
        const std::string third(co_await channel.peek(no_deadline));
        channel.write_line("250");
        co_await channel.write_bytes("raw", no_deadline);
        co_return first + "," + second + "," + third + "," + std::to_string(channel.offset_in()) +
            "," + std::to_string(channel.offset_out());
      });
  EXPECT_EQ(heard, "bo,dy,y,9,13");
  EXPECT_EQ(seen.writes, (std::vector<std::string>{"354\r\n", "250\r\n", "raw"}));
}

// A handshake that always succeeds and hands the stream back as it is.
class EasyTls : public TlsProvider {
 public:
  Result<> load(const TlsFiles&) override { return {}; }
  bool can_serve() const override { return true; }
  Task<TlsHandshake> server(std::unique_ptr<ByteStream> plain, Deadline) override {
    TlsHandshake handshake;
    handshake.stream = std::move(plain);
    co_return handshake;
  }
  Task<TlsHandshake> client(std::unique_ptr<ByteStream> plain, TlsPeer, Deadline until) override {
    co_return co_await server(std::move(plain), until);
  }
};

TEST(LineChannel, ForgetsWhatCameBeforeAHandshake) {
  Seen seen;
  EasyTls tls;
  const auto heard = with_channel({"STARTTLS\r\nEHLO evil\r\n", "EHLO good\r\n"}, seen,
                                  [&](LineChannel& channel) -> Task<std::string> {
                                    co_await channel.read_line(512, no_deadline);
                                    channel.write_line("220 go ahead");
                                    const auto started =
                                        co_await channel.start_tls_server(tls, no_deadline);
                                    EXPECT_TRUE(started.has_value());
                                    const Line line = co_await channel.read_line(512, no_deadline);
                                    co_return std::to_string(line.offset) + " " + line.text;
                                  });
  EXPECT_EQ(heard, "21 EHLO good");
  EXPECT_EQ(seen.writes, (std::vector<std::string>{"220 go ahead\r\n"}));
}

TEST(LineChannel, IsDeadAfterClose) {
  Seen seen;
  const auto heard = with_channel({"A\r\n"}, seen, [](LineChannel& channel) -> Task<std::string> {
    channel.close();
    channel.close();
    try {
      co_await channel.read_line(512, no_deadline);
    } catch (const StreamError& error) {
      co_return to_string(error.failure().kind);
    }
    co_return "read on";
  });
  EXPECT_EQ(heard, "closed");
  EXPECT_TRUE(seen.closed);
}

std::string hide_pass(std::string_view) {
  return "PASS ****";
}

TEST(LineChannel, RecordsLinesWhenTheyGoOutAndHidesSecrets) {
  sim::World world;
  const auto machine = world.add_machine({"a.example.org", "", {IpAddress::v4({192, 0, 2, 1})}});
  Seen seen;
  world.add_program(machine, "test", [&](Platform& platform) -> Task<> {
    std::deque<std::string> pieces;
    pieces.emplace_back("PASS secret\r\nNO\nOP\r\n");
    LineChannel channel(std::make_unique<ScriptedStream>(std::move(pieces), seen), "pop3",
                        platform.tracer);
    co_await channel.read_line(512, no_deadline, hide_pass);
    channel.write_line("+OK");
    co_await channel.read_line(512, no_deadline);
    co_await channel.flush(no_deadline);
    channel.close();
  });
  world.run_until_idle();
  std::vector<std::string> told;
  for (const auto& event : world.trace().events) {
    if (const auto* line = std::get_if<trace::LineReceived>(&event.payload)) {
      told.push_back("< " + std::to_string(line->offset) + " " + line->text);
    }
    if (const auto* line = std::get_if<trace::LineSent>(&event.payload)) {
      told.push_back("> " + std::to_string(line->offset) + " " + line->text);
    }
    if (const auto* end = std::get_if<trace::StreamEnded>(&event.payload)) told.push_back(end->how);
  }
  EXPECT_EQ(told,
            (std::vector<std::string>{"< 0 PASS ****", "< 13 NO\\x0aOP", "> 0 +OK", "closed"}));
}

}  // namespace
}  // namespace mailtown::wire
