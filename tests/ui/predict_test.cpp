#include "visualizer/predict/predict.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <unistd.h>

#include "simulator/run/run.h"
#include "simulator/scenario/parse.h"
#include "tests/unit/reader/sample_trace.h"
#include "visualizer/predict/choices.h"
#include "visualizer/predict/result_file.h"
#include "visualizer/view.h"

namespace mailtown::view {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<ShownRun> shown(trace::Trace trace) {
  return ShownRun::make({std::move(trace), {}}, {}).value();
}

std::unique_ptr<ShownRun> course_run(const std::string& name) {
  const auto scenario = scenario::load_scenario(reader::home() / "scenarios" / (name + ".toml"));
  return shown(run::run_simulated(scenario.value()).value().trace);
}

// A question with one right answer among several different ones, in words of both languages.
void expect_fair(const Question& question, const ShownRun& run) {
  EXPECT_EQ(unfair(question), "");
  for (const Language language : {Language::english, Language::russian}) {
    const auto& catalogue = run.catalogue(language);
    std::vector<std::string> texts;
    for (const Words& words : question.choices) {
      const std::string text = catalogue.ui(words.key, words.values);
      EXPECT_EQ(text.find("«"), text.npos) << text;
      EXPECT_EQ(std::count(texts.begin(), texts.end(), text), 0) << "twice: " << text;
      texts.push_back(text);
    }
    const std::string asked = catalogue.ui(question.text.key, question.text.values);
    EXPECT_EQ(asked.find("«"), asked.npos) << asked;
  }
}

TEST(Questions, OfTheSampleTraceAreFair) {
  const auto run = shown(reader::sample_trace());
  const auto questions = make_questions(run->reading());
  EXPECT_GE(questions.size(), 1u);
  for (const Question& question : questions) expect_fair(question, *run);
}

class CourseQuestions : public testing::TestWithParam<std::string> {};

TEST_P(CourseQuestions, AreFairAndComeOneAfterTheOther) {
  const auto run = course_run(GetParam());
  const auto questions = make_questions(run->reading());
  EXPECT_GE(questions.size(), 2u);
  Step seen = 0;
  for (const Question& question : questions) {
    SCOPED_TRACE(testing::Message() << "step " << question.reveal);
    expect_fair(question, *run);
    EXPECT_GE(question.stop, seen) << "asked before the one before is answered";
    seen = question.reveal;
  }
}

std::vector<std::string> all_scenarios() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(reader::home() / "scenarios")) {
    if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}
std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Scenarios, CourseQuestions, testing::ValuesIn(all_scenarios()), test_name);

std::vector<std::string> right_answers(const std::string& scenario, Asked asked) {
  const auto run = course_run(scenario);
  std::vector<std::string> answers;
  for (const Question& question : make_questions(run->reading())) {
    const Words& right = question.choices[question.right];
    if (question.asked != asked) continue;
    answers.push_back(right.values.empty() ? right.key : right.values.front().value);
  }
  return answers;
}

TEST(Questions, AskWhatTheScenarioIsAbout) {
  const auto next = right_answers("mx-fallback", Asked::next_host);
  EXPECT_EQ(next, (std::vector<std::string>{"mx2.refused.test", "mx2.silent.test", "mx2.later.test",
                                            "predict.choice.back"}));
  const auto accepted = right_answers("ptr-rejection", Asked::accepted);
  EXPECT_NE(std::find(accepted.begin(), accepted.end(), "predict.choice.never"), accepted.end());
  const auto retries = right_answers("five-days", Asked::retry);
  EXPECT_GE(retries.size(), 4u);
  EXPECT_EQ(retries.front(), "predict.choice.keep");
  EXPECT_EQ(retries.back(), "predict.choice.back");
}

TEST(Questions, PutNamesInAnOrderThatDoesNotTell) {
  const Alternative a{"mx1.example.com", "", {}}, b{"mx2.example.com", "lost", {}};
  trace::Decision decision{"route", "example.com", "mx1.example.com", {}, "route.mx", {}, {a, b},
                           {}};
  std::size_t first = 0;
  for (Step step = 1; step <= 100; ++step) {
    const Choices choices = route_choices(decision, step);
    ASSERT_LT(choices.right, choices.all.size());
    EXPECT_EQ(choices.all[choices.right].values.at(0).value, "mx1.example.com");
    if (choices.right == 0) ++first;
  }
  EXPECT_GT(first, 20u);
  EXPECT_LT(first, 80u);
}

TEST(Questions, WithoutOneRightAnswerAreUnfair) {
  const auto run = shown(reader::sample_trace());
  Question question = make_questions(run->reading()).front();
  Question two_alike = question;
  two_alike.choices.back() = two_alike.choices.front();
  EXPECT_NE(unfair(two_alike), "");
  Question none_right = question;
  none_right.right = none_right.choices.size();
  EXPECT_NE(unfair(none_right), "");
  Question alone = question;
  alone.choices.resize(1);
  alone.right = 0;
  EXPECT_NE(unfair(alone), "");
}

class PredictTest : public testing::Test {
 protected:
  PredictTest() : whole_(course_run("mx-fallback")), view_(*whole_) {
    folder_ = fs::temp_directory_path() / ("mailtown-predict-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    view_.set_answers_file((folder_ / "answers.json").string());
  }
  ~PredictTest() override { fs::remove_all(folder_); }

  static std::string read(const fs::path& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }

  std::unique_ptr<ShownRun> whole_;
  View view_;
  fs::path folder_;
};

TEST_F(PredictTest, ShowsNothingOfWhatComesWhileAQuestionStands) {
  toggle_predict(view_);
  view_.end();
  ASSERT_TRUE(is_asking(view_));
  const Step stop = view_.step();
  EXPECT_EQ(view_.run().last(), stop);
  EXPECT_LT(stop, whole_->last());
  view_.next();
  view_.next_stop(Unit::decision);
  view_.go(whole_->last());
  EXPECT_EQ(view_.step(), stop) << "there is no way past the question";
}

TEST_F(PredictTest, AnswersRevealAndCount) {
  toggle_predict(view_);
  view_.end();
  const Question first = *view_.predict()->quiz.waiting();
  answer(view_, 99);
  EXPECT_TRUE(is_asking(view_)) << "there is no such answer";
  answer(view_, first.right);
  EXPECT_EQ(view_.step(), first.reveal);
  view_.end();
  const Question second = *view_.predict()->quiz.waiting();
  answer(view_, second.right == 0 ? 1 : 0);
  view_.end();
  reveal_answer(view_);
  const Quiz& quiz = view_.predict()->quiz;
  EXPECT_EQ(quiz.answers().size(), 3u);
  EXPECT_EQ(quiz.right_ones(), 1u);
  while (!view_.predict()->quiz.finished()) {
    view_.end();
    answer(view_, view_.predict()->quiz.waiting()->right);
  }
  EXPECT_EQ(view_.run().last(), whole_->last());
  EXPECT_EQ(quiz.right_ones(), quiz.questions().size() - 2);
  toggle_predict(view_);
  EXPECT_EQ(&view_.run(), whole_.get());
}

TEST_F(PredictTest, FindsAPanelThatGivesTheAnswerAway) {
  toggle_predict(view_);
  view_.end();
  const Step stop = view_.step(), reveal = view_.predict()->quiz.waiting()->reveal;
  PanelText panels;
  panels.begin("steps");
  for (Step step = 1; step <= stop; ++step) {
    panels.add(whole_->narrator(Language::english).explain(step));
  }
  panels.begin("predict");
  panels.add("Nowhere: it gives the letter up");
  EXPECT_EQ(leaks(panels, *whole_, stop), std::vector<std::string>{});
  // The planted mistakes: a list that goes on, and a panel in the other language.
  panels.begin("map");
  panels.add("now: " + whole_->narrator(Language::russian).explain(reveal));
  const auto found = leaks(panels, *whole_, stop);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found.front().starts_with("map: ")) << found.front();
}

TEST_F(PredictTest, HandsInAndNeverOverwritesUnasked) {
  toggle_predict(view_);
  view_.end();
  answer(view_, view_.predict()->quiz.waiting()->right);
  hand_in(view_);
  EXPECT_EQ(view_.predict()->hand_in.state, HandIn::State::written);
  const auto file = boost::json::parse(read(folder_ / "answers.json")).as_object();
  EXPECT_EQ(file.at("mailtown_predict"), result_format_version);
  EXPECT_EQ(file.at("run").at("scenario"), "mx-fallback");
  EXPECT_EQ(file.at("run").at("seed"), 1);
  EXPECT_EQ(file.at("score").at("right"), 1);
  const auto& first = file.at("answers").at(0);
  EXPECT_EQ(first.at("right"), true);
  EXPECT_EQ(first.at("chosen"), first.at("right_choice"));
  EXPECT_EQ(first.at("step").to_number<Step>(), view_.step());

  std::ofstream(folder_ / "answers.json") << "mine";
  hand_in(view_);
  EXPECT_EQ(view_.predict()->hand_in.state, HandIn::State::asks);
  EXPECT_EQ(read(folder_ / "answers.json"), "mine");
  answer_overwrite(view_, Overwrite::no);
  EXPECT_EQ(read(folder_ / "answers.json"), "mine");
  hand_in(view_);
  answer_overwrite(view_, Overwrite::other_name);
  EXPECT_EQ(read(folder_ / "answers.json"), "mine");
  EXPECT_TRUE(fs::exists(folder_ / "answers-2.json"));
  hand_in(view_);
  answer_overwrite(view_, Overwrite::yes);
  EXPECT_NE(read(folder_ / "answers.json"), "mine");
}

TEST_F(PredictTest, SaysWhyItCouldNotSave) {
  view_.set_answers_file((folder_ / "no-such-folder" / "answers.json").string());
  toggle_predict(view_);
  hand_in(view_);
  EXPECT_EQ(view_.predict()->hand_in.state, HandIn::State::failed);
  EXPECT_EQ(view_.predict()->hand_in.why.kind, FailureKind::not_found);
}

}  // namespace
}  // namespace mailtown::view
