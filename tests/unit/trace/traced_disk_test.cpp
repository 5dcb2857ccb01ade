// What the decorator of a disk tells, and that it changes nothing.
#include "trace/traced_disk.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/world/world.h"

namespace mailtown {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

using Body = std::function<Task<>(Disk&, Platform&)>;

// Runs `body` on a traced disk and returns what was told: "appended a 5 5".
std::vector<std::string> told(Body body, std::optional<std::uint64_t> capacity = {}) {
  sim::World world;
  const auto machine = world.add_machine({"mx.example.org", "", {}});
  world.add_program(machine, "mta", [&body](Platform& platform) -> Task<> {
    TracedDisk disk(platform.disk, platform.tracer);
    co_await body(disk, platform);
  });
  if (capacity) world.disk(machine).set_capacity(*capacity);
  world.run_until_idle(Instant(1h));
  EXPECT_TRUE(world.defects().empty());
  std::vector<std::string> lines;
  for (const trace::Event& event : world.trace().events) {
    const auto* step = std::get_if<trace::DiskStep>(&event.payload);
    if (!step) continue;
    std::string line = step->step + " " + step->path;
    if (!step->to.empty()) line += " " + step->to;
    if (step->bytes != 0) line += fmt::format(" +{}", step->bytes);
    if (step->size != 0) line += fmt::format(" ={}", step->size);
    if (!step->error.empty()) line += " !" + step->error;
    lines.push_back(line);
  }
  return lines;
}

std::string_view text(const char* bytes) {
  return bytes;
}

TEST(TracedDisk, TellsALettersWayInFewSteps) {
  const auto lines = told([](Disk& disk, Platform&) -> Task<> {
    disk.make_folder("new").value();
    disk.make_folder("new").value();
    {
      const auto file = disk.open("tmp", OpenMode::create).value();
      for (int i = 0; i < 100; ++i) file->append(text("12345")).value();
      (co_await file->sync()).value();
    }
    disk.rename("tmp", "new/letter").value();
    (co_await disk.sync_folder("new")).value();
    (co_await disk.sync_all()).value();
    disk.remove("new/letter").value();
  });
  EXPECT_THAT(lines, ElementsAre("folder-made new", "created tmp", "appended tmp +500 =500",
                                 "synced tmp =500", "renamed tmp new/letter", "folder-synced new",
                                 "all-synced ", "removed new/letter"));
}

TEST(TracedDisk, TellsWhatWasAppendedBeforeItMatters) {
  const auto lines = told([](Disk& disk, Platform&) -> Task<> {
    const auto one = disk.open("one", OpenMode::append).value();
    auto two = disk.open("two", OpenMode::append).value();
    for (int i = 0; i < 3; ++i) {
      one->append(text("1")).value();
      two->append(text("22")).value();
    }
    two.reset();
    disk.link("two", "three").value();
    one->append(text("1")).value();
    one->truncate(2).value();
    disk.rename("one", "four").value();
    one->append(text("4444")).value();
    (co_await disk.sync_all()).value();
    const auto again = disk.open("four", OpenMode::append).value();
    again->append(text("5")).value();
  });
  EXPECT_THAT(lines, ElementsAre("created one", "created two", "appended two +6 =6",
                                 "appended one +3 =3", "linked two three", "appended one +1 =4",
                                 "truncated one =2", "renamed one four", "appended four +4 =6",
                                 "all-synced ", "appended four +1 =7"));
}

TEST(TracedDisk, TellsNeitherReadingNorAnswers) {
  const auto lines = told([](Disk& disk, Platform&) -> Task<> {
    EXPECT_FALSE(disk.remove("nothing"));
    EXPECT_FALSE(disk.open("nothing", OpenMode::read));
    EXPECT_FALSE(disk.rename("nothing", "something"));
    disk.open("letter", OpenMode::create).value()->append(text("x")).value();
    EXPECT_FALSE(disk.open("letter", OpenMode::create));
    EXPECT_FALSE(disk.link("letter", "letter"));
    EXPECT_EQ(disk.open("letter", OpenMode::read).value()->size(), 1u);
    EXPECT_EQ(disk.list("").value(), std::vector<std::string>{"letter"});
    EXPECT_TRUE(disk.stat("letter"));
    co_return;
  });
  EXPECT_THAT(lines, ElementsAre("created letter", "appended letter +1 =1"));
}

TEST(TracedDisk, TellsWhatFailedAndHowFarItCame) {
  const auto lines = told(
      [](Disk& disk, Platform&) -> Task<> {
        const auto file = disk.open("letter", OpenMode::create).value();
        file->append(text("12")).value();
        EXPECT_FALSE(file->append(text("3456")));
        file->truncate(2).value();
        co_return;
      },
      4);
  EXPECT_THAT(lines, ElementsAre("created letter", "appended letter +2 =2",
                                 "appended letter +2 =4 !full", "truncated letter =2"));
}

// A sync of everything covers what was told before it began: that is its cause.
TEST(TracedDisk, ASyncNamesTheLastStepThatItCovers) {
  sim::World world;
  const auto machine = world.add_machine({"mx.example.org", "", {}});
  world.disk(machine).set_sync_latency(1s);
  world.add_program(machine, "mta", [](Platform& platform) -> Task<> {
    const auto disk = std::make_shared<TracedDisk>(platform.disk, platform.tracer);
    auto late = [](std::shared_ptr<TracedDisk> same, Platform& late_platform) -> Task<> {
      co_await late_platform.clock.sleep_until(late_platform.clock.now() + 500ms);
      (void)same->open("late", OpenMode::create);
    };
    (void)disk->open("early", OpenMode::create);
    platform.tasks.spawn("late", late(disk, platform));
    (co_await disk->sync_all()).value();
  });
  world.run_until_idle(Instant(1h));
  const auto& events = world.trace().events;
  const auto find = [&](const std::string& step, const std::string& path) {
    for (const trace::Event& event : events) {
      const auto* told = std::get_if<trace::DiskStep>(&event.payload);
      if (told && told->step == step && told->path == path) return event;
    }
    return trace::Event{};
  };
  const auto synced = find("all-synced", "");
  ASSERT_NE(synced.number, 0u);
  EXPECT_EQ(synced.cause, find("created", "early").number);
  EXPECT_GT(synced.number, find("created", "late").number);
}

}  // namespace
}  // namespace mailtown
