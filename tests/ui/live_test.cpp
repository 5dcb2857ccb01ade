#include "visualizer/live/live.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/unit/reader/sample_trace.h"
#include "trace/json_codec.h"

namespace mailtown::view {
namespace {

namespace fs = std::filesystem;
using std::chrono::microseconds;
using State = FollowedFile::State;

// A program's own trace: its machine only, its own clock.
class Program {
 public:
  Program(const fs::path& path, const std::string& machine, const std::string& role, WallTime start)
      : path_(path), role_(role) {
    trace::Header header;
    header.scenario = role + ".toml";
    header.start = start;
    header.machines.push_back({machine, "", {}, {role}});
    header.programs.push_back({machine, role});
    std::string line;
    trace::append_header(line, header);
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << line;
  }
  std::string line_at(std::int64_t time_us, const std::string& detail) {
    trace::Event event;
    event.number = ++events_;
    event.time_us = time_us;
    event.payload = trace::ProgramStarted{role_, detail};
    std::string line;
    trace::append_event(line, event);
    return line;
  }
  void write(const std::string& text) { std::ofstream(path_, std::ios::app) << text; }
  void say(std::int64_t time_us, const std::string& detail) { write(line_at(time_us, detail)); }

 private:
  fs::path path_;
  std::string role_;
  trace::EventNumber events_ = 0;
};

class LiveTest : public testing::Test {
 protected:
  LiveTest()
      : folder_(fs::temp_directory_path() / ("mailtown-live-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~LiveTest() override { fs::remove_all(folder_); }

  static std::vector<std::string> told(const Live& live) {
    std::vector<std::string> details;
    for (const auto& event : live.trace().events) {
      details.push_back(std::get<trace::ProgramStarted>(event.payload).detail);
    }
    return details;
  }

  using Details = std::vector<std::string>;
  fs::path folder_;
  const WallTime start_{std::chrono::hours(24 * 365 * 50)};
  const WallTime later_ = start_ + std::chrono::hours(1);
};

TEST_F(LiveTest, WaitsForTheEndOfALineThatIsCut) {
  Program mta(folder_ / "mta.trace", "mail.example.org", "mta", start_);
  FollowedFile file((folder_ / "mta.trace").string());
  EXPECT_TRUE(file.poll());
  EXPECT_FALSE(file.poll()) << "nothing was added";
  const std::string line = mta.line_at(1000, "listens");
  mta.write(line.substr(0, 20));
  EXPECT_FALSE(file.poll());
  EXPECT_TRUE(file.traces().front().events.empty());
  EXPECT_EQ(file.state(), State::followed) << "a line that is not whole is no mistake";
  mta.write(line.substr(20));
  EXPECT_TRUE(file.poll());
  ASSERT_EQ(file.traces().front().events.size(), 1u);
}

TEST_F(LiveTest, SaysThatAFileWasCutReplacedOrRemoved) {
  const fs::path path = folder_ / "mta.trace";
  FollowedFile file(path.string());
  EXPECT_FALSE(file.poll());
  EXPECT_EQ(file.state(), State::awaited);
  Program first(path, "mail.example.org", "mta", start_);
  first.say(1, "first");
  EXPECT_TRUE(file.poll());
  EXPECT_EQ(file.state(), State::followed);

  Program second(path, "mail.example.org", "mta", start_);  // shorter than what was read
  EXPECT_TRUE(file.poll());
  EXPECT_EQ(file.state(), State::cut);
  second.say(2, "second");
  EXPECT_TRUE(file.poll());
  ASSERT_EQ(file.traces().size(), 2u);
  EXPECT_EQ(file.traces()[0].events.size(), 1u) << "what was read stays";
  EXPECT_EQ(file.traces()[1].events.size(), 1u);

  fs::rename(path, folder_ / "mta.trace.1");
  Program third(path, "mail.example.org", "mta", start_);
  EXPECT_TRUE(file.poll());
  EXPECT_EQ(file.state(), State::replaced);
  fs::remove(path);
  EXPECT_TRUE(file.poll());
  EXPECT_EQ(file.state(), State::gone);
}

TEST_F(LiveTest, LeavesOutWhatCannotBeReadAndSaysSo) {
  Program mta(folder_ / "mta.trace", "mail.example.org", "mta", start_);
  mta.say(1, "one");
  mta.write("{ no trace\n");
  mta.say(2, "two");
  Live live({(folder_ / "mta.trace").string()});
  live.poll(later_);
  EXPECT_EQ(told(live), (Details{"one", "two"}));
  EXPECT_EQ(live.notice().key, "live.unreadable");
  EXPECT_TRUE(live.notice().values.at(1).value.starts_with("line 3: "));
}

TEST_F(LiveTest, PutsTheProgramsOnOneClock) {
  Program mta(folder_ / "mta.trace", "mail.example.org", "mta", start_ + microseconds(500));
  Program mda(folder_ / "mda.trace", "mail.example.org", "mda", start_);
  mta.say(100, "mta at 600");
  mda.say(50, "mda at 50");
  mda.say(700, "mda at 700");
  Live live({(folder_ / "mta.trace").string(), (folder_ / "mda.trace").string()});
  EXPECT_TRUE(live.poll(later_));
  EXPECT_EQ(told(live), (Details{"mda at 50", "mta at 600", "mda at 700"}));
  const trace::Trace trace = live.trace();
  EXPECT_EQ(trace.header.start, start_);
  EXPECT_EQ(trace.events[1].time_us, 600);
  ASSERT_EQ(trace.header.machines.size(), 1u) << "one machine with two programs";
  EXPECT_EQ(trace.header.machines[0].roles, (Details{"mta", "mda"}));
  ASSERT_EQ(trace.header.programs.size(), 2u);
  EXPECT_EQ(trace.header.programs.at(trace.events[1].program).role, "mta");
}

TEST_F(LiveTest, HoldsBackWhatIsNewSoThatStepsKeepTheirNumbers) {
  Program mta(folder_ / "mta.trace", "a.example.org", "mta", start_);
  Program mda(folder_ / "mda.trace", "b.example.org", "mda", start_);
  Live live({(folder_ / "mta.trace").string(), (folder_ / "mda.trace").string()});
  mta.say(1'000'000, "mta");
  live.poll(start_ + microseconds(1'000'100));
  EXPECT_EQ(told(live), Details{});
  mda.say(999'000, "mda, seen later");
  live.poll(start_ + microseconds(2'000'000));
  EXPECT_EQ(told(live), (Details{"mda, seen later", "mta"}));
}

TEST_F(LiveTest, KnowsWhereAStepIsThatMoved) {
  Program mta(folder_ / "mta.trace", "a.example.org", "mta", start_);
  Program mda(folder_ / "mda.trace", "b.example.org", "mda", start_);
  Live live({(folder_ / "mta.trace").string(), (folder_ / "mda.trace").string()});
  mta.say(1000, "one");
  mta.say(2000, "two");
  live.poll(later_);
  mda.say(1500, "far too late");
  live.poll(later_);
  EXPECT_EQ(told(live), (Details{"one", "far too late", "two"}));
  EXPECT_EQ(live.now_at(1), 1u);
  EXPECT_EQ(live.now_at(2), 3u);
}

TEST_F(LiveTest, MergesPiecesOfOneTraceBackIntoIt) {
  const trace::Trace whole = reader::sample_trace();
  std::vector<std::string> paths;
  for (std::uint32_t program = 0; program < whole.header.programs.size(); ++program) {
    trace::Header header = whole.header;
    header.programs = {whole.header.programs[program]};
    std::string text;
    trace::append_header(text, header);
    for (trace::Event event : whole.events) {
      if (event.program != program) continue;
      event.program = 0;
      trace::append_event(text, event);
    }
    paths.push_back((folder_ / (std::to_string(program) + ".trace")).string());
    std::ofstream(paths.back()) << text;
  }
  Live live(paths);
  live.poll(later_ + std::chrono::hours(24 * 365 * 50));
  const trace::Trace merged = live.trace();
  ASSERT_EQ(merged.events.size(), whole.events.size());
  EXPECT_EQ(merged.header.machines.size(), whole.header.machines.size());
  for (std::size_t i = 1; i < merged.events.size(); ++i) {
    EXPECT_LE(merged.events[i - 1].time_us, merged.events[i].time_us);
  }
}

}  // namespace
}  // namespace mailtown::view
