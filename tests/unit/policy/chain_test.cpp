// The chain: who is asked, in which order, and what becomes of their verdicts.
#include "policy/chain.h"

#include "tests/unit/policy/policy_test_kit.h"

namespace mailtown::policy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Says at every stage but Stage::data what it was made to say, and keeps a list of who was asked.
class Scripted : public Policy {
 public:
  Scripted(std::string name, Verdict verdict, std::vector<std::string>& asked)
      : name_(std::move(name)), verdict_(std::move(verdict)), asked_(asked) {}

  std::string_view name() const override { return name_; }
  bool has_opinion_at(Stage stage) const override { return stage != Stage::data; }
  Task<Decided<Verdict>> judge(Stage, const Facts&, Tracer) override {
    asked_.push_back(name_);
    Evidence evidence{.rule = "test." + name_, .inputs = {}, .alternatives = {}, .source = ""};
    co_return Decided<Verdict>{verdict_, std::move(evidence)};
  }
  void note(Happening, const Facts&) override { asked_.push_back(name_ + " told"); }

 private:
  std::string name_;
  Verdict verdict_;
  std::vector<std::string>& asked_;
};

// Keeps the decisions.
class Decisions : public TraceSink {
 public:
  trace::EventNumber record(trace::EventNumber cause, trace::Conversation, const trace::Text&,
                            trace::Payload payload) override {
    causes.push_back(cause);
    recorded.push_back(std::get<trace::Decision>(payload));
    return recorded.size();
  }
  trace::Conversation new_conversation() override { return 1; }

  std::vector<trace::Decision> recorded;
  std::vector<trace::EventNumber> causes;
};

// Only says whether the program is to stop.
class HandTasks : public TaskScope {
 public:
  void spawn(std::string, Task<>) override {}
  std::unique_ptr<Signal> make_signal() override { return nullptr; }
  void request_stop() override { stopping_ = true; }
  bool stopping() const override { return stopping_; }
  Task<> stop_requested() override { co_return; }
  void request_reload() override {}
  Task<> reload_requested() override { co_return; }

 private:
  bool stopping_ = false;
};

const Verdict pass_verdict{};
const Verdict accept_verdict{.ruling = Ruling::accept, .reply = {}, .wait = {}};
const Verdict reject_verdict{.ruling = Ruling::reject, .reply = {550, {5, 7, 1}, "no"}, .wait = {}};
const Verdict defer_verdict{
    .ruling = Ruling::defer, .reply = {450, {4, 7, 1}, "later"}, .wait = {}};

Verdict delay_verdict(Duration wait) {
  return {.ruling = Ruling::delay, .reply = {}, .wait = wait};
}

class ChainTest : public testing::Test {
 protected:
  // A chain of policies a, b, c with these verdicts.
  void make(std::vector<Verdict> verdicts) {
    std::vector<std::unique_ptr<Policy>> policies;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      const std::string name(1, static_cast<char>('a' + i));
      policies.push_back(std::make_unique<Scripted>(name, verdicts[i], asked));
    }
    chain = std::make_unique<Chain>(std::move(policies), clock, tasks);
  }
  Outcome ask(Stage stage = Stage::rcpt) {
    return sim::run_task<Outcome>([&](Platform&) -> Task<Outcome> {
      co_return co_await chain->ask(stage, stranger(), Tracer(&decisions));
    });
  }
  std::string refusal_of(const Outcome& outcome) {
    return outcome.refusal ? outcome.refusal->to_string() : "none";
  }

  std::vector<std::string> asked;
  HandClock clock;
  HandTasks tasks;
  Decisions decisions;
  std::unique_ptr<Chain> chain;
};

TEST_F(ChainTest, AnEmptyChainRefusesNobody) {
  make({});
  const Outcome outcome = ask();
  EXPECT_EQ(refusal_of(outcome), "none");
  EXPECT_EQ(outcome.decision, 0u);
}

TEST_F(ChainTest, AsksAllInOrderWhileTheyPass) {
  make({pass_verdict, pass_verdict, pass_verdict});
  EXPECT_EQ(refusal_of(ask()), "none");
  EXPECT_THAT(asked, ElementsAre("a", "b", "c"));
}

TEST_F(ChainTest, RejectAndDeferEndTheStage) {
  make({pass_verdict, reject_verdict, defer_verdict});
  EXPECT_EQ(refusal_of(ask()), "550 5.7.1 no");
  EXPECT_THAT(asked, ElementsAre("a", "b"));
  asked.clear();
  make({defer_verdict, reject_verdict});
  EXPECT_EQ(refusal_of(ask()), "450 4.7.1 later");
  EXPECT_THAT(asked, ElementsAre("a"));
}

TEST_F(ChainTest, AcceptSkipsTheRestOfItsStageOnly) {
  make({accept_verdict, reject_verdict});
  EXPECT_EQ(refusal_of(ask(Stage::mail)), "none");
  EXPECT_THAT(asked, ElementsAre("a"));
  EXPECT_EQ(refusal_of(ask(Stage::rcpt)), "none");
  EXPECT_THAT(asked, ElementsAre("a", "a")) << "the next stage begins anew";
}

TEST_F(ChainTest, DelayIsWaitedOutBeforeTheNextIsAsked) {
  make({delay_verdict(7s), reject_verdict});
  const Instant before = clock.now();
  EXPECT_EQ(refusal_of(ask()), "550 5.7.1 no");
  EXPECT_EQ(clock.now() - before, 7s);
  EXPECT_THAT(asked, ElementsAre("a", "b"));
}

TEST_F(ChainTest, NoDelayOutlastsTheClientsPatience) {
  make({delay_verdict(48h)});
  const Instant before = clock.now();
  ask();
  EXPECT_LT(clock.now() - before, 5min);  // RFC 5321 §4.5.3.2
}

TEST_F(ChainTest, DoesNotHoldUpAProgramThatIsToStop) {
  make({delay_verdict(4min)});
  const Instant before = clock.now();
  tasks.request_stop();
  ask();
  EXPECT_LE(clock.now() - before, 1s);
}

TEST_F(ChainTest, AsksNobodyWhoHasNoOpinionAtTheStage) {
  make({reject_verdict});
  EXPECT_EQ(refusal_of(ask(Stage::data)), "none");
  EXPECT_THAT(asked, IsEmpty());
}

TEST_F(ChainTest, TellsThemAllWhatHappened) {
  make({reject_verdict, pass_verdict});
  chain->note(Happening::refused, stranger());
  EXPECT_THAT(asked, ElementsAre("a told", "b told"));
}

TEST_F(ChainTest, RecordsEachVerdictAsADecisionWithItsRule) {
  make({pass_verdict, delay_verdict(1s), reject_verdict});
  const Outcome outcome = ask();
  ASSERT_EQ(decisions.recorded.size(), 3u);
  std::vector<std::string> seen;
  for (const auto& each : decisions.recorded) {
    seen.push_back(each.about + " " + each.outcome + " " + each.rule + " " + each.reply);
  }
  EXPECT_THAT(seen, ElementsAre("policy.a pass test.a ", "policy.b delay test.b ",
                                "policy.c reject test.c 550 5.7.1 no"));
  EXPECT_EQ(outcome.decision, 3u) << "the reply follows from the verdict that decided";
}

TEST_F(ChainTest, WhoDecidesListsWhatTheOthersSaid) {
  make({pass_verdict, reject_verdict, pass_verdict});
  ask();
  ASSERT_EQ(decisions.recorded.size(), 2u);
  EXPECT_THAT(decisions.recorded[0].alternatives, IsEmpty());
  EXPECT_THAT(decisions.recorded[1].alternatives,
              ElementsAre(Alternative{"a", "chain.no-objection", {}}, Alternative{"b", "", {}},
                          Alternative{"c", "chain.not-asked", {}}));
}

}  // namespace
}  // namespace mailtown::policy
