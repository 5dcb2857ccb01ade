// What lasts on the map: faults, cuts, a letter's way.
#include "visualizer/map/map_state.h"

#include <gtest/gtest.h>

#include "tests/unit/reader/sample_trace.h"
#include "visualizer/map/map_links.h"
#include "visualizer/map/motion.h"

namespace mailtown::view {
namespace {

// The sample trace with faults at its end.
trace::Trace with_faults(const std::vector<trace::FaultStruck>& faults) {
  trace::Trace trace = reader::sample_trace();
  for (const trace::FaultStruck& fault : faults) {
    trace::Event event;
    event.number = 10'000 + trace.events.size();
    event.time_us = trace.events.back().time_us + 1;
    event.payload = fault;
    trace.events.push_back(event);
  }
  return trace;
}

TEST(MapState, KnowsFaultsThatLastAndWhenTheyEnd) {
  const std::string mx = "mx1.example.com", mail = "mail.example.org";
  const auto run = ShownRun::make({with_faults({{mx, "down", ""},
                                                {mx, "down-ended", ""},
                                                {mx, "refuse-connections", ""},
                                                {mail, "partition", mx},
                                                {mail, "partition-ended", mx}}),
                                   {}},
                                  {})
                       .value();
  const MapLayout layout = lay_out(run->reading().header(), {0, 0, 900, 500}, 8);
  const std::size_t machine = *layout.find(mx);
  const Step last = run->last();
  MapState state;
  state.refresh(*run, layout, last - 4);
  EXPECT_FALSE(state.of(machine).up);
  state.refresh(*run, layout, last - 3);
  EXPECT_TRUE(state.of(machine).up);
  EXPECT_TRUE(state.of(machine).troubles.empty());
  state.refresh(*run, layout, last - 1);
  EXPECT_EQ(state.of(machine).troubles, std::vector<std::string>{"refuse-connections"});
  EXPECT_TRUE(state.is_cut(mx, mail));
  state.refresh(*run, layout, last);
  EXPECT_FALSE(state.is_cut(mail, mx));
  state.refresh(*run, layout, last - 5);
  EXPECT_TRUE(state.of(machine).up) << "and back";
}

TEST(Trail, NumbersALettersWayInItsOrderAndOnlySoFar) {
  const auto run = ShownRun::make({reader::sample_trace(), {}}, {}).value();
  View view(*run);
  view.go(1);
  EXPECT_TRUE(trail(view).empty());
  Step delivered = 0;
  for (Step step = 1; step <= run->last(); ++step) {
    if (std::holds_alternative<trace::Delivered>(run->reading().event(step).payload)) {
      delivered = step;
    }
  }
  view.go(delivered);
  const std::vector<Hop> hops = trail(view);
  ASSERT_EQ(hops.size(), 2u);
  EXPECT_EQ(hops[0].from, "pc.example.org");
  EXPECT_EQ(hops[0].to, "mail.example.org");
  EXPECT_EQ(hops[1].to, "mx1.example.com");
  EXPECT_FALSE(hops[1].refused);
}

TEST(MapLinks, FindsWhoTalksAndWhichLinksAreNotLikeTheOthers) {
  trace::Trace trace = reader::sample_trace();
  trace.header.links.push_back({"mail.example.org", "mx1.example.com", 80'000, 10'000, 50'000});
  const auto run = ShownRun::make({trace, {}}, {}).value();
  const MapLayout layout = lay_out(run->reading().header(), {0, 0, 900, 500}, 8);
  const MapLinks links(*run, layout);
  ASSERT_EQ(links.special().size(), 1u);
  EXPECT_GT(links.pairs().size(), 3u);
  const trace::Header& header = run->reading().header();
  EXPECT_EQ(words_of(*link_between(header, "mail.example.org", "mx1.example.com"),
                     run->catalogue(Language::english)),
            "80 ms, up to 10 ms more, 5 % lost");
  EXPECT_EQ(link_between(header, "mx1.example.com", "mail.example.org")->from, "*");
}

}  // namespace
}  // namespace mailtown::view
