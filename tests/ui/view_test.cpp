#include "visualizer/view.h"

#include <gtest/gtest.h>

#include "tests/unit/reader/sample_trace.h"
#include "visualizer/map/motion.h"

namespace mailtown::view {
namespace {

class ViewTest : public testing::Test {
 protected:
  ViewTest() {
    reader::Telling telling;
    telling.beats = {{"second", {60}, "say"}, {"first", {20, 40}, "say"}, {"never", {}, "say"}};
    run_ = ShownRun::make({reader::sample_trace(), {}}, {telling, telling}).value();
  }

  template <class Payload>
  Step first(Step after = 0) const {
    for (Step step = after + 1; step <= run_->last(); ++step) {
      if (std::holds_alternative<Payload>(run_->reading().event(step).payload)) return step;
    }
    return 0;
  }

  std::unique_ptr<ShownRun> run_;
};

TEST_F(ViewTest, StepsThroughWhatTheFilterLetsThrough) {
  View view(*run_);
  view.set_filter(Filter::all);
  EXPECT_EQ(view.step(), 1u);
  view.next();
  EXPECT_EQ(view.step(), 2u);
  view.back();
  view.back();
  EXPECT_EQ(view.step(), 1u);
  view.set_filter(Filter::headlines);
  view.next();
  EXPECT_EQ(view.step(), first<trace::UserActed>());
  view.end();
  EXPECT_EQ(view.step(), run_->last());
  view.next();
  EXPECT_EQ(view.step(), run_->last());
  view.home();
  EXPECT_EQ(view.step(), 1u);
  view.go(1'000'000);
  EXPECT_EQ(view.step(), run_->last());
}

TEST_F(ViewTest, GoesByBeatsInTheOrderOfTime) {
  View view(*run_);
  std::vector<Step> stops;
  for (int i = 0; i < 4; ++i) {
    view.next_beat();
    stops.push_back(view.step());
  }
  EXPECT_EQ(stops, (std::vector<Step>{20, 40, 60, 60}));
  view.back_beat();
  EXPECT_EQ(view.step(), 40u);
}

TEST_F(ViewTest, PlaysToTheEndAndStops) {
  View view(*run_);
  view.set_filter(Filter::headlines);
  view.toggle_play();
  for (int i = 0; i < 100'000 && view.playing(); ++i) view.advance(1.0 / 60);
  EXPECT_FALSE(view.playing());
  EXPECT_EQ(view.step(), run_->steps(Filter::headlines).back());
  view.toggle_play();
  EXPECT_EQ(view.step(), 1u) << "playing at the end begins anew";
}

TEST_F(ViewTest, PlaysFasterAtHigherSpeed) {
  View slow(*run_), fast(*run_);
  fast.faster();
  fast.faster();
  slow.toggle_play();
  fast.toggle_play();
  for (int i = 0; i < 600; ++i) {
    slow.advance(1.0 / 60);
    fast.advance(1.0 / 60);
  }
  EXPECT_GT(fast.step(), slow.step());
}

TEST_F(ViewTest, JumpsByWhatIsOfInterest) {
  View view(*run_);
  view.next_stop(Unit::decision);
  EXPECT_EQ(view.step(), first<trace::Decision>());
  view.next_stop(Unit::decision);
  EXPECT_EQ(view.step(), first<trace::Decision>(first<trace::Decision>()));
  view.back_stop(Unit::decision);
  EXPECT_EQ(view.step(), first<trace::Decision>());
  view.home();
  view.next_stop(Unit::line);
  EXPECT_EQ(view.step(), first<trace::LineSent>());
  view.home();
  view.set_filter(Filter::headlines);
  view.next_event();
  EXPECT_EQ(view.step(), 2u);
  view.back_event();
  EXPECT_EQ(view.step(), 1u);
  for (const auto unit : {Unit::conversation, Unit::letter}) {
    view.end();
    view.back_stop(unit);
    const Step last = view.step();
    EXPECT_LT(last, run_->last());
    view.next_stop(unit);
    EXPECT_EQ(view.step(), last) << "there is none after it";
  }
}

TEST_F(ViewTest, GoesToTimes) {
  View view(*run_);
  const auto& events = run_->reading().trace().events;
  view.go_to(Later{events.back().time_us + 1});
  EXPECT_EQ(view.step(), run_->last());
  view.go_to(Later{-1});
  EXPECT_LT(events[view.step() - 1].time_us, events.back().time_us);
  EXPECT_EQ(events[view.step()].time_us, events.back().time_us);
  view.go_to(Later{-1'000'000'000'000});
  EXPECT_EQ(view.step(), 1u);
  view.go_to(ToStep{40});
  EXPECT_EQ(view.step(), 40u);
}

TEST_F(ViewTest, StopsAtBreakpoints) {
  View view(*run_);
  view.set_filter(Filter::headlines);
  view.toggle(*Breakpoint::parse("kind decision"));
  view.toggle_play();
  for (int i = 0; i < 100'000 && view.playing(); ++i) view.advance(1.0 / 60);
  EXPECT_EQ(view.step(), first<trace::Decision>());
  view.next_break();
  EXPECT_EQ(view.step(), first<trace::Decision>(first<trace::Decision>()));
  view.clear_breakpoints();
  view.back_break();
  EXPECT_NE(view.step(), first<trace::Decision>());
  view.go(first<trace::LineSent>());
  view.toggle_break_at_kind();
  EXPECT_EQ(view.breakpoints().all().front().to_string(), "kind line.sent");
  view.toggle_break_at_kind();
  EXPECT_TRUE(view.breakpoints().all().empty());
}

TEST_F(ViewTest, KnowsWhereABreakpointCannotStop) {
  const auto possible = [&](const char* text) {
    return Breakpoint::parse(text)->is_possible(run_->reading());
  };
  EXPECT_TRUE(possible("host mx1.example.com"));
  EXPECT_FALSE(possible("host mx2.example.com"));
  EXPECT_TRUE(possible("reply 4xx")) << "a run may well have none";
}

TEST(Breakpoint, ReadsItsForms) {
  EXPECT_EQ(Breakpoint::parse("reply 4xx")->to_string(), "reply 4xx");
  EXPECT_EQ(Breakpoint::parse("reply 451")->value, "451");
  EXPECT_EQ(Breakpoint::parse("host mx1.example.com")->what, Breakpoint::What::machine);
  for (const char* wrong :
       {"", "kind", "kind ", "reply mx", "letter one", "beat 1", "reply 4511"}) {
    EXPECT_FALSE(Breakpoint::parse(wrong)) << wrong;
  }
}

TEST(Destination, ReadsItsForms) {
  EXPECT_EQ(std::get<ToStep>(*parse_destination("40")).step, 40u);
  EXPECT_EQ(std::get<Later>(*parse_destination("+1h30m")).us, 5'400'000'000);
  EXPECT_EQ(std::get<Later>(*parse_destination("-5d")).us, -432'000'000'000);
  EXPECT_EQ(std::get<ToClock>(*parse_destination("10:05:30")).us_of_day, 36'330'000'000);
  EXPECT_EQ(std::get<ToClock>(*parse_destination("9:05")).us_of_day, 32'700'000'000);
  for (const char* wrong :
       {"", "+", "+0s", "5d", "+5", "+5w", "25:00", "10:60", "10:05:30:1", "10:", ":", ":05", "x",
        "+99999999999999999999d", "99999999999999999999"}) {
    EXPECT_FALSE(parse_destination(wrong)) << wrong;
  }
}

TEST_F(ViewTest, KeepsTextSizeInItsLimits) {
  View view(*run_);
  for (int i = 0; i < 100; ++i) view.larger();
  EXPECT_EQ(view.percent(), 300);
  for (int i = 0; i < 100; ++i) view.smaller();
  EXPECT_EQ(view.percent(), 50);
}

TEST_F(ViewTest, SelectsEveryMachineInTurnThenNone) {
  View view(*run_);
  std::size_t count = 0;
  for (view.select_next(1); view.selected(); view.select_next(1)) ++count;
  EXPECT_EQ(count, run_->reading().header().machines.size());
  view.select_next(-1);
  EXPECT_EQ(view.selected(), run_->reading().header().machines.back().name);
}

TEST_F(ViewTest, WhatIsSentGoesAllTheWayWhereOneStepTellsIt) {
  View view(*run_);
  view.go(first<trace::LineSent>());
  ASSERT_EQ(travellers(view).size(), 1u);
  EXPECT_EQ(travellers(view)[0].place, 0.f);
  view.advance(10);
  EXPECT_EQ(travellers(view)[0].place, 1.f);
}

TEST_F(ViewTest, WhatIsSentGoesHalfTheWayWhereItsArrivalIsAStepOfItsOwn) {
  View view(*run_);
  view.set_filter(Filter::all);
  const Step sent = first<trace::LineSent>();
  view.go(sent);
  view.advance(10);
  EXPECT_EQ(travellers(view)[0].place, 0.5f);
  view.go(first<trace::LineReceived>(sent));
  EXPECT_EQ(travellers(view)[0].place, 0.5f);
  view.advance(10);
  EXPECT_EQ(travellers(view)[0].place, 1.f);
}

TEST_F(ViewTest, WhatIsLostIsSeenToBeLost) {
  View view(*run_);
  const Step lost = first<trace::PacketLost>();
  view.go(run_->joined().at(lost).cause);
  view.advance(10);
  ASSERT_EQ(travellers(view).size(), 1u);
  EXPECT_EQ(travellers(view)[0].place, 0.5f);
  EXPECT_EQ(travellers(view)[0].fate, Fate::moves);
  view.go(lost);
  ASSERT_EQ(travellers(view).size(), 1u);
  EXPECT_NE(travellers(view)[0].fate, Fate::moves);
  EXPECT_EQ(travellers(view)[0].fall, 0.f) << "first it stands on the way";
  view.advance(10);
  EXPECT_EQ(travellers(view)[0].fall, 1.f);
}

TEST(View, OfAnEmptyTraceShowsStepZero) {
  auto run = ShownRun::make({}, {}).value();
  View view(*run);
  view.next();
  view.back();
  view.end();
  view.toggle_play();
  view.advance(10);
  EXPECT_EQ(view.step(), 0u);
  EXPECT_TRUE(travellers(view).empty());
}

}  // namespace
}  // namespace mailtown::view
