#include "platform/asio/json_file_sink.h"

#include <fstream>
#include <sstream>

#include "tests/unit/platform_asio/real_program.h"
#include "trace/json_codec.h"

namespace mailtown {
namespace {

class JsonFile : public RealProgram {
 protected:
  std::unique_ptr<TraceSink> open(bool overwrite = false) {
    trace::Header header;
    header.scenario = "mx.toml";
    header.programs = {{"mx1.example.org", "mta"}};
    return real::open_json_file({path, overwrite}, header, platform.clock).value();
  }
  std::string text() const {
    std::ostringstream all;
    all << std::ifstream(path).rdbuf();
    return all.str();
  }
  const std::string path = folder / "trace.jsonl";
};

TEST_F(JsonFile, ALiveReaderSeesWholeLinesAtOnce) {
  const auto sink = open();
  Tracer tracer(sink.get());
  EXPECT_EQ(tracer.step(trace::ProgramStarted{"mta", "listens"}), 1u);
  Tracer later = tracer.in_new_conversation().about_letter("4F2A");
  EXPECT_EQ(later.step(trace::QueueStep{.step = "accepted"}), 2u);

  const auto read = trace::read_trace(text());  // while the sink is open
  EXPECT_EQ(read.damage, "");
  EXPECT_EQ(read.trace.header.scenario, "mx.toml");
  EXPECT_GT(read.trace.header.start, WallTime{});
  ASSERT_EQ(read.trace.events.size(), 2u);
  const auto& event = read.trace.events[1];
  EXPECT_EQ(event.number, 2u);
  EXPECT_EQ(event.cause, 1u);
  EXPECT_EQ(event.conversation, 1u);
  EXPECT_EQ(event.letter, "4F2A");
  EXPECT_EQ(trace::kind(event), "queue.step");
}

TEST_F(JsonFile, TimeCountsFromItsStart) {
  run([&](Platform& platform) -> Task<> {
    co_await platform.clock.sleep_until(platform.clock.in(std::chrono::milliseconds(3)));
    const auto sink = open();
    Tracer(sink.get()).note(trace::ProgramStarted{"mta", ""});
    co_await platform.clock.sleep_until(platform.clock.in(std::chrono::milliseconds(3)));
    Tracer(sink.get()).note(trace::ProgramStopped{"mta", "cleanly"});
  });
  const auto read = trace::read_trace(text());
  ASSERT_EQ(read.trace.events.size(), 2u);
  EXPECT_EQ(read.trace.events[0].time_us, 0);
  EXPECT_GE(read.trace.events[1].time_us, 3000);
}

TEST_F(JsonFile, AnOldTraceStaysUnlessAskedFor) {
  std::ofstream(path) << "precious";
  const auto refused = real::open_json_file({path}, {}, platform.clock);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, FailureKind::exists);
  EXPECT_EQ(text(), "precious");
  open(true);
  EXPECT_EQ(trace::read_trace(text()).damage, "");
}

}  // namespace
}  // namespace mailtown
