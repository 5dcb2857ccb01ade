#include "visualizer/predict/result_file.h"

#include <filesystem>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace mailtown::view {

namespace json = boost::json;

namespace {

json::object said(const Words& words, const reader::Catalogue& catalogue) {
  json::object values;
  for (const Fact& value : words.values) values[value.name] = value.value;
  return {{"key", words.key},
          {"values", std::move(values)},
          {"text", catalogue.ui(words.key, words.values)}};
}

json::object answered(const Quiz& quiz, std::size_t number, const reader::Catalogue& catalogue) {
  const Question& question = quiz.questions()[number];
  const auto& choice = quiz.answers()[number].choice;
  json::array choices;
  for (const Words& words : question.choices) choices.push_back(said(words, catalogue));
  return {{"question", number + 1},
          {"asked", name_of(question.asked)},
          {"machine", question.machine},
          {"text", catalogue.ui(question.text.key, question.text.values)},
          {"choices", std::move(choices)},
          {"chosen", choice ? json::value(*choice + 1) : json::value(nullptr)},
          {"right_choice", question.right + 1},
          {"right", quiz.is_right(number)},
          {"step", question.reveal}};
}

}  // namespace

// One question a line: easy to read, and to compare.
std::string result_text(const Quiz& quiz, const trace::Header& header,
                        const reader::Catalogue& catalogue) {
  const json::object run = {{"scenario", header.scenario},
                            {"seed", header.seed},
                            {"trace_format", trace::format_version}};
  const json::object score = {{"right", quiz.right_ones()},
                              {"answered", quiz.answers().size()},
                              {"questions", quiz.questions().size()}};
  std::string text =
      fmt::format("{{\"mailtown_predict\":{},\n\"run\":{},\n\"score\":{},\n\"answers\":[",
                  result_format_version, json::serialize(run), json::serialize(score));
  for (std::size_t i = 0; i < quiz.answers().size(); ++i) {
    text += i == 0 ? "\n" : ",\n";
    text += json::serialize(answered(quiz, i, catalogue));
  }
  return text + "\n]}\n";
}

std::string result_file_name(const trace::Header& header) {
  std::string name = std::filesystem::path(header.scenario).stem().string();
  if (name.empty()) name = "trace";
  return fmt::format("mailtown-predict-{}-seed{}.json", name, header.seed);
}

}  // namespace mailtown::view
