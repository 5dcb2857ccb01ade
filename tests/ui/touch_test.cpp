// Touching the world: every intervention leaves what came before it as it was.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/formats/file.h"
#include "simulator/report/report.h"
#include "visualizer/load.h"
#include "visualizer/touch/command_count.h"
#include "visualizer/touch/fragment.h"
#include "visualizer/touch/same_moment.h"
#include "visualizer/view.h"

namespace mailtown::view {
namespace {

std::unique_ptr<Workshop> workshop_of(const std::string& name) {
  auto loaded = load_scenario(name);
  if (!loaded || !loaded->complaints.empty()) {
    ADD_FAILURE() << (loaded ? loaded->complaints : loaded.error().detail);
    return nullptr;
  }
  return std::move(loaded->workshop);
}

std::vector<std::string> all_scenarios() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(reader::home() / "scenarios")) {
    if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Step first_step(const ShownRun& run, std::string_view kind) {
  for (Step step = 1; step <= run.last(); ++step) {
    if (trace::kind(run.reading().event(step)) == kind) return step;
  }
  return 0;
}

std::vector<Offer> offers_at(Workshop& workshop, Step step, const Ends& ends) {
  ShownRun& run = workshop.run();
  return offers({workshop.scenario(), run.reading(), run.state(step), ends.machine, ends.peer});
}

Offer find_offer(const std::vector<Offer>& all, const std::string& key) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Offer& offer) { return offer.key == key; });
  if (found != all.end()) return *found;
  ADD_FAILURE() << "no offer " << key;
  return {};
}

class EveryScenario : public testing::TestWithParam<std::string> {};

// What lies before the present step is the same, event by event; of the present moment too, but
// where an exact fault strikes the very command that arrives.
TEST_P(EveryScenario, KeepsItsPast) {
  const auto workshop = workshop_of(GetParam());
  ASSERT_TRUE(workshop);
  const auto before = workshop->present();
  const reader::Reading& past = before->reading();
  std::size_t tried = 0;
  for (const Step step : {past.steps() / 3, past.steps() * 2 / 3}) {
    if (step == 0) continue;
    Ends ends = ends_of(past, step);
    if (ends.machine.empty()) ends.machine = past.header().machines.back().name;
    const std::int64_t now_us = past.event(step).time_us;
    auto all = offers_at(*workshop, step, {ends.machine, {}});
    if (!ends.peer.empty()) {
      for (Offer& offer : offers_at(*workshop, step, ends)) all.push_back(std::move(offer));
    }
    for (std::size_t i = step % 7; i < all.size(); i += 7) {
      const auto done = workshop->add({all[i], now_us});
      ASSERT_TRUE(done) << all[i].fragment << done.error().detail;
      const reader::Reading& now = workshop->run().reading();
      const Step differs = first_difference(past, now);
      EXPECT_TRUE(differs == 0 || differs >= step) << all[i].fragment << "at step " << step;
      const Step there = same_moment(past, step, now);
      EXPECT_EQ(now.event(there).time_us, now_us) << all[i].fragment;
      EXPECT_TRUE(there == step || (differs != 0 && differs <= step));
      workshop->undo();
      ++tried;
    }
  }
  EXPECT_GT(tried, 0u);
  EXPECT_EQ(workshop->present(), before);
}

INSTANTIATE_TEST_SUITE_P(Touch, EveryScenario, testing::ValuesIn(all_scenarios()),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// The check above can fail: an intervention that comes too early is noticed.
TEST(Touch, NoticesAnInterventionInThePast) {
  const auto workshop = workshop_of("first-letter");
  const auto before = workshop->present();
  const Step step = before->last() / 2;
  const Offer early{"touch.kill",
                    {},
                    action_text(before->reading().event(step / 2).time_us, "kill",
                                "{ machine = \"mail.example.org\", program = \"mta\" }")};
  ASSERT_TRUE(workshop->add({early, 0}));
  const Step differs = first_difference(before->reading(), workshop->run().reading());
  EXPECT_GT(differs, 0u);
  EXPECT_LT(differs, step);
}

TEST(Touch, StrikesTheCommandThatArrivesNow) {
  const auto workshop = workshop_of("first-letter");
  const reader::Reading& past = workshop->run().reading();
  Step step = 0;
  for (Step each = 1; each <= past.steps() && step == 0; ++each) {
    if (present_command(past, each, "mx1.example.com") == "RCPT") step = each;
  }
  ASSERT_GT(step, 0u);
  EXPECT_EQ(commands_before(past, step, "mx1.example.com", "RCPT"), 0u);
  EXPECT_EQ(commands_before(past, step + 1, "mx1.example.com", "rcpt"), 1u);
  const auto all = offers_at(*workshop, step, {"mx1.example.com", {}});
  EXPECT_EQ(all.front().key, "touch.reply.RCPT") << "what arrives now goes first";
  const auto before = workshop->present();
  ASSERT_TRUE(workshop->add({all.front(), past.event(step).time_us}));
  const reader::Reading& now = workshop->run().reading();
  EXPECT_EQ(first_difference(past, now), step);
  const Step fault = first_step(workshop->run(), "fault");
  ASSERT_GT(fault, 0u);
  EXPECT_EQ(now.event(fault).time_us, past.event(step).time_us);
}

TEST(Touch, UndoesRedoesAndTakesBack) {
  const auto workshop = workshop_of("mx-fallback");
  const auto first = workshop->present();
  const std::string text = workshop->text();
  const Step step = first->last() / 2;
  const auto all = offers_at(*workshop, step, {"mx2.refused.test", {}});
  ASSERT_TRUE(workshop->add({find_offer(all, "touch.kill"), 0}));
  ASSERT_TRUE(workshop->add({find_offer(all, "touch.disk-full"), 0}));
  const auto second = workshop->present();
  EXPECT_EQ(workshop->made().size(), 2u);
  EXPECT_NE(workshop->before(), nullptr);
  ASSERT_TRUE(workshop->take_back(0));
  ASSERT_EQ(workshop->made().size(), 1u);
  EXPECT_EQ(workshop->made()[0].offer.key, "touch.disk-full");
  EXPECT_EQ(workshop->text().find("kill"), text.find("kill"));
  workshop->undo();
  EXPECT_EQ(workshop->present(), second);
  workshop->undo();
  workshop->undo();
  EXPECT_FALSE(workshop->can_undo());
  EXPECT_EQ(workshop->present(), first);
  EXPECT_EQ(workshop->text(), text);
  workshop->redo();
  workshop->redo();
  EXPECT_EQ(workshop->present(), second);
  ASSERT_TRUE(workshop->add({find_offer(all, "touch.down"), 0}));
  EXPECT_FALSE(workshop->can_redo()) << "the other future is gone";
}

TEST(Touch, TellsWhatIsWrongAtItsLine) {
  const auto workshop = workshop_of("first-letter");
  const Offer wrong{
      "touch.change",
      {},
      "[[do]]\nat = \"+1s\"\nkill = { machine = \"mx9.example.com\", program = \"mta\" }\n"};
  const auto first = workshop->present();
  for (int made = 0; made < 2; ++made) {
    const auto done = workshop->add({wrong, 0});
    ASSERT_FALSE(done);
    EXPECT_THAT(workshop->shortened(done.error().detail),
                testing::StartsWith("3: no machine is called 'mx9.example.com'"));
    const auto all = offers_at(*workshop, 20, {"mx1.example.com", {}});
    ASSERT_TRUE(workshop->add({find_offer(all, "touch.down"), 0}));
  }
}

TEST(Touch, SavesWhatRunsTheSame) {
  const auto workshop = workshop_of("first-letter");
  const Step step = workshop->run().last() / 2;
  const auto all = offers_at(*workshop, step, {"mx1.example.com", {}});
  for (const char* key : {"touch.mx-remove", "touch.greylist", "touch.power-loss-for"}) {
    ASSERT_TRUE(workshop->add({find_offer(all, key), 0})) << key;
  }
  const std::string folder = testing::TempDir() + "/touch-saved";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const std::string path = folder + "/first-letter.toml";
  ASSERT_TRUE(formats::write_file(path, workshop->text(), false));
  const auto again = workshop_of(path);
  ASSERT_TRUE(again);
  EXPECT_EQ(first_difference(workshop->run().reading(), again->run().reading()), 0u);
  const auto refused = formats::write_file(path, "x", false);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, FailureKind::exists);
  EXPECT_EQ(again->text(), workshop->text());
  ASSERT_TRUE(formats::write_file(path, "x", true));
}

TEST(Touch, KeepsWhatTheViewHasChosen) {
  const auto workshop = workshop_of("mx-fallback");
  View view(workshop->run());
  view.touch().set_workshop(workshop.get());
  view.set_language(Language::russian);
  view.set_filter(Filter::all);
  view.select("mx2.refused.test");
  view.toggle({Breakpoint::What::kind, "decision"});
  view.go(workshop->run().last() / 2);
  const auto now_us = view.run().reading().event(view.step()).time_us;
  view.touch().open(view);
  EXPECT_EQ(view.touch().machine(), "mx2.refused.test");
  view.touch().type(view, "питани");
  view.touch().type(view, "");
  while (!view.touch().typed().empty()) view.touch().erase(view);
  view.touch().type(view, "кабель");
  ASSERT_EQ(view.touch().entries().size(), 1u);
  view.touch().pick();
  EXPECT_TRUE(view.touch().is_busy());
  view.touch().carry_out(view);
  EXPECT_EQ(view.touch().trouble(), "");
  EXPECT_FALSE(view.touch().is_open());
  EXPECT_EQ(&view.run(), &workshop->run());
  EXPECT_EQ(workshop->made().size(), 1u);
  EXPECT_EQ(view.run().reading().event(view.step()).time_us, now_us);
  EXPECT_EQ(view.language(), Language::russian);
  EXPECT_EQ(view.filter(), Filter::all);
  EXPECT_EQ(view.selected(), "mx2.refused.test");
  EXPECT_EQ(view.breakpoints().all().size(), 1u);
  EXPECT_FALSE(view.breakpoints().steps().empty());
  view.touch().undo(view);
  EXPECT_TRUE(workshop->made().empty());
  EXPECT_EQ(view.run().reading().event(view.step()).time_us, now_us);
}

TEST(Touch, ComparesWhatCameOfIt) {
  const auto workshop = workshop_of("mx-fallback");
  View view(workshop->run());
  view.touch().set_workshop(workshop.get());
  EXPECT_EQ(view.compare().comparison(view), nullptr);
  view.go(100);
  const auto all = offers_at(*workshop, view.step(), {"mx2.refused.test", {}});
  ASSERT_TRUE(workshop->add({find_offer(all, "touch.down"), 0}));
  view.show(workshop->run(), view.step());
  const Comparison* compared = view.compare().comparison(view);
  ASSERT_NE(compared, nullptr);
  EXPECT_EQ(compared, view.compare().comparison(view)) << "made once";
  EXPECT_GT(compared->parting(), view.step());
  ASSERT_LT(compared->first_different(), compared->lines().size());
  const auto& outcomes = compared->outcomes(Language::english);
  EXPECT_TRUE(std::any_of(outcomes.begin(), outcomes.end(),
                          [](const Outcome& outcome) { return outcome.differs(); }));
  EXPECT_EQ(outcomes.size(), compared->outcomes(Language::russian).size());
}

TEST(Touch, WritesTimesAndTextsAsScenariosReadThem) {
  EXPECT_EQ(scenario_time(0), "+0s");
  EXPECT_EQ(scenario_time(60'130'001), "+60s130ms1us");
  EXPECT_EQ(scenario_time(432'000'000'007), "+432000s7us");
  EXPECT_EQ(toml_text("a\"b\\c\n"), "\"a\\\"b\\\\c\\u000a\"");
}

}  // namespace
}  // namespace mailtown::view
