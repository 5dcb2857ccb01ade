#include "simulator/reader/known_disk.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/reader/timeline.h"
#include "tests/unit/reader/trace_builder.h"

namespace mailtown::reader {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A disk and the steps on it, counted from 1.
class Told {
 public:
  void step(trace::DiskStep event, Step covered = 0) { disk.take(event, ++now, covered); }
  // A sync that covers all before.
  void sync(trace::DiskStep event) { step(std::move(event), now); }

  // What is not safe: "path 3/5 bytes, name".
  std::vector<std::string> at_risk() const {
    std::vector<std::string> lines;
    for (const DiskFile& file : disk.at_risk()) {
      std::string line = file.path;
      if (file.bytes != file.safe_bytes) line += fmt::format(" {}/{}", file.safe_bytes, file.bytes);
      if (!file.is_name_safe) line += " name";
      if (!file.former.empty()) line += " was " + file.former;
      if (file.replaces) line += " replaces";
      if (file.is_in_doubt) line += " doubt";
      lines.push_back(line);
    }
    return lines;
  }
  std::vector<std::string> safe() const {
    std::vector<std::string> lines;
    for (const auto& file : disk.safe())
      lines.push_back(fmt::format("{} {}", file->path, file->bytes));
    return lines;
  }

  KnownDisk disk;
  Step now = 0;
};

TEST(KnownDisks, AFileIsSafeWhenItsBytesAndItsNameAre) {
  Told told;
  told.step({.step = "created", .path = "queue/1"});
  EXPECT_THAT(told.at_risk(), ElementsAre("queue/1 name"));
  told.step({.step = "appended", .path = "queue/1", .bytes = 5, .size = 5});
  told.step({.step = "synced", .path = "queue/1", .size = 5});
  EXPECT_THAT(told.at_risk(), ElementsAre("queue/1 name"));
  told.sync({.step = "folder-synced", .path = "elsewhere"});
  EXPECT_THAT(told.at_risk(), ElementsAre("queue/1 name"));
  told.sync({.step = "folder-synced", .path = "queue"});
  EXPECT_THAT(told.at_risk(), IsEmpty());
  EXPECT_THAT(told.safe(), ElementsAre("queue/1 5"));
  told.step({.step = "appended", .path = "queue/1", .bytes = 3, .size = 8});
  EXPECT_THAT(told.at_risk(), ElementsAre("queue/1 5/8"));
  told.step({.step = "appended", .path = "queue/1", .bytes = 2, .size = 10});
  told.step({.step = "synced", .path = "queue/1", .size = 8});
  EXPECT_THAT(told.at_risk(), ElementsAre("queue/1 8/10")) << "appended while it was synced";
  EXPECT_THAT(told.safe(), IsEmpty());
}

TEST(KnownDisks, ASyncOfEverythingCoversWhatWasToldBeforeItBegan) {
  Told told;
  told.step({.step = "created", .path = "early"});
  told.step({.step = "appended", .path = "early", .bytes = 5, .size = 5});
  const Step begun = told.now;
  told.step({.step = "created", .path = "late"});
  told.step({.step = "all-synced"}, begun);
  EXPECT_THAT(told.at_risk(), ElementsAre("late name"));
  EXPECT_THAT(told.safe(), ElementsAre("early 5"));
  EXPECT_EQ(told.disk.safe()[0]->changed, told.now) << "that is news";
}

TEST(KnownDisks, ARenamedFileMayHaveItsOldNameAgain) {
  Told told;
  told.step({.step = "created", .path = "tmp/a"});
  told.sync({.step = "all-synced"});
  told.step({.step = "renamed", .path = "tmp/a", .to = "new/a"});
  told.step({.step = "renamed", .path = "new/a", .to = "cur/a"});
  EXPECT_THAT(told.at_risk(), ElementsAre("cur/a name was tmp/a"));
  told.sync({.step = "folder-synced", .path = "cur"});
  EXPECT_THAT(told.safe(), ElementsAre("cur/a 0"));
  told.step({.step = "created", .path = "draft"});
  told.step({.step = "renamed", .path = "draft", .to = "cur/a"});
  EXPECT_THAT(told.at_risk(), ElementsAre("cur/a name replaces"));
  told.step({.step = "removed", .path = "cur/a"});
  EXPECT_THAT(told.at_risk(), IsEmpty());
  EXPECT_THAT(told.safe(), IsEmpty());
}

TEST(KnownDisks, AFolderTakesAllWithIt) {
  Told told;
  told.step({.step = "folder-made", .path = "a/b"});
  told.step({.step = "created", .path = "a/b/safe"});
  told.sync({.step = "all-synced"});
  told.step({.step = "created", .path = "a/b/new"});
  told.step({.step = "renamed", .path = "a/b", .to = "a/c"});
  EXPECT_THAT(told.at_risk(), ElementsAre("a/c name was a/b", "a/c/new name"));
  EXPECT_THAT(told.safe(), ElementsAre("a/c/safe 0"));
}

TEST(KnownDisks, AFileFromBeforeTheTraceCountsAsSafe) {
  Told told;
  told.step({.step = "appended", .path = "index", .bytes = 3, .size = 103});
  EXPECT_THAT(told.at_risk(), ElementsAre("index 100/103"));
  told.step({.step = "renamed", .path = "new/x", .to = "cur/x"});
  EXPECT_THAT(told.at_risk(), ElementsAre("index 100/103", "cur/x name was new/x"));
}

TEST(KnownDisks, WhatFailedChangesNothingButWhatArrived) {
  Told told;
  told.step({.step = "created", .path = "a", .error = "full"});
  EXPECT_THAT(told.at_risk(), IsEmpty());
  told.step({.step = "created", .path = "a"});
  told.step({.step = "appended", .path = "a", .bytes = 2, .size = 2, .error = "full"});
  told.step({.step = "synced", .path = "a", .size = 2, .error = "input/output error"});
  EXPECT_THAT(told.at_risk(), ElementsAre("a 0/2 name"));
}

TEST(KnownDisks, WhatIsLeftOfWhatWasNotSafeIsUnknownUntilItIsTold) {
  TraceBuilder builder;
  builder.machine("a.example.org", "", "192.0.2.1", {"mta"});
  const auto add = [&builder](trace::DiskStep step, trace::EventNumber cause = 0) {
    return builder.add(0, cause, 0, {}, std::move(step));
  };
  add({.step = "created", .path = "safe"});
  const auto covered = add({.step = "appended", .path = "safe", .bytes = 1, .size = 1});
  add({.step = "all-synced"}, covered);
  add({.step = "created", .path = "draft"});
  add({.step = "appended", .path = "draft", .bytes = 7, .size = 7});
  builder.add(0, 0, 0, {}, trace::MachineCrashed{"a.example.org"});
  builder.add(0, 0, 0, {}, trace::MachineRestarted{"a.example.org"});
  add({.step = "all-synced"}, 7);
  add({.step = "truncated", .path = "draft", .size = 4});
  const Reading reading(std::move(builder.trace));
  Timeline timeline(reading);
  const auto risks = [&](Step step) {
    return timeline.at(step).machines.at("a.example.org").disk->at_risk();
  };
  EXPECT_FALSE(risks(5).at(0).is_in_doubt);
  EXPECT_TRUE(risks(6).at(0).is_in_doubt);
  EXPECT_TRUE(risks(8).at(0).is_in_doubt) << "a sync does not say what there is";
  EXPECT_FALSE(risks(9).at(0).is_in_doubt);
  EXPECT_EQ(timeline.at(9).machines.at("a.example.org").disk->safe().size(), 1u);
}

TEST(KnownDisks, StatesShareADiskUntilOneOfThemChangesIt) {
  CopiedOnChange<KnownDisk> one;
  EXPECT_THAT(one->safe(), IsEmpty());
  one.change().take({.step = "created", .path = "a"}, 1, 0);
  const CopiedOnChange<KnownDisk> two = one;
  EXPECT_EQ(&*one, &*two);
  one.change().take({.step = "created", .path = "b"}, 2, 0);
  EXPECT_EQ(two->at_risk().size(), 1u);
  EXPECT_EQ(one->at_risk().size(), 2u);
}

}  // namespace
}  // namespace mailtown::reader
