// Taking away what is shown, as a file: of which kind, under which name, and what became of it.
//
// A run is written by the code that `mailtown run --format` uses. A picture is the app's business:
// it is asked for one, and hands it in. Nothing here draws.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.h"
#include "simulator/reader/catalogue.h"
#include "visualizer/mend/text_editor.h"

namespace mailtown::view {

class View;

class Take {
 public:
  // The name is a format's, or one of these two. In the catalogue: "take.kind." and the name.
  static constexpr std::string_view picture = "png", scenario = "scenario";
  struct Kind {
    std::string_view name, ending;
  };
  // What there is to take of what is shown.
  static std::vector<Kind> kinds_of(const View& view);

  bool is_open() const { return is_open_; }
  // Of that kind, or of the one of last time.
  void open(View& view, std::string_view kind = {});
  void close();

  const std::vector<Kind>& kinds() const { return kinds_; }
  std::size_t kind_number() const { return kind_; }
  void choose_kind(View& view, std::size_t number);
  // Through the kinds; while something is asked, through the answers.
  void choose(View& view, int direction);

  // --- the file's name ---
  const TextEditor& name() const { return name_; }
  void type(std::string_view text);
  template <auto Edit, auto... Arguments>
  void edit() {
    (name_.*Edit)(Arguments...);
    forget_outcome();
  }
  std::string path() const;  // in full

  // Writes the file; or does what was chosen as answer.
  void pick(View& view);

  // --- a file of that name is there: another name, or over it ---
  bool asks() const { return asks_; }
  std::vector<std::string> answers(const reader::Catalogue& words) const;
  std::size_t answer() const { return answer_; }
  void choose_answer(std::size_t number) { answer_ = number; }

  // Why it was not written, or empty.
  std::string trouble(const reader::Catalogue& words) const;

  // --- a picture, without this dialog on it ---
  bool wants_picture() const { return wants_picture_; }
  void take_picture(View& view, std::string_view png);

 private:
  enum Answers : std::size_t { other_name, replace };
  std::string proposal(const View& view) const;
  void set_name(std::string_view name);
  void forget_outcome();
  void write(View& view, bool overwrite);
  void finish(View& view, std::string_view content);

  bool is_open_ = false;
  std::vector<Kind> kinds_;
  std::size_t kind_ = 0;
  TextEditor name_;
  std::string proposed_;  // the name that was proposed last
  std::string free_name_;
  bool asks_ = false, overwrite_ = false, wants_picture_ = false;
  std::size_t answer_ = other_name;
  bool only_scenarios_ = false;  // somebody wanted a scenario, and there is none
  std::optional<Failure> failure_;
};

// "1200 bytes", "48 kB".
std::string size_words(const reader::Catalogue& words, std::size_t bytes);

}  // namespace mailtown::view
