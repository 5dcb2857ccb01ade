#include "visualizer/take/take.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "simulator/formats/file.h"
#include "simulator/formats/formats.h"
#include "visualizer/view.h"

namespace mailtown::view {

namespace {

// Of what is shown: the scenario's, marked if somebody intervened.
std::string run_name(const View& view) {
  if (const Workshop* workshop = view.touch().workshop()) {
    return workshop->name() + (workshop->made().empty() ? "" : "-changed");
  }
  const std::string stem =
      std::filesystem::path(view.run().reading().header().scenario).stem().string();
  return stem.empty() ? "trace" : stem;
}

}  // namespace

std::vector<Take::Kind> Take::kinds_of(const View& view) {
  std::vector<Kind> kinds{{picture, ".png"}};
  for (const formats::Format& format : formats::all())
    kinds.push_back({format.name, format.ending});
  if (view.touch().workshop() != nullptr) kinds.push_back({scenario, ".toml"});
  return kinds;
}

void Take::open(View& view, std::string_view kind) {
  const std::string last(kinds_.empty() ? picture : kinds_[kind_].name);
  if (kind.empty()) kind = last;
  view.set_playing(false);
  kinds_ = kinds_of(view);
  is_open_ = true;
  const auto found = std::find_if(kinds_.begin(), kinds_.end(),
                                  [&](const Kind& each) { return each.name == kind; });
  kind_ = found == kinds_.end() ? 0 : static_cast<std::size_t>(found - kinds_.begin());
  set_name(proposal(view));
  only_scenarios_ = kind == scenario && found == kinds_.end();
}

void Take::close() {
  is_open_ = false;
  wants_picture_ = false;
  forget_outcome();
}

// A picture is of a step, all else of the whole run; a scenario must not take its own file's name.
std::string Take::proposal(const View& view) const {
  const Kind& kind = kinds_[kind_];
  std::string name = run_name(view);
  if (kind.name == picture) name += fmt::format("-step-{}", view.step());
  if (kind.name == scenario && !name.ends_with("-changed")) name += "-changed";
  return name + std::string(kind.ending);
}

void Take::set_name(std::string_view name) {
  name_ = TextEditor(name);
  name_.to_line_end();
  proposed_ = name;
  forget_outcome();
}

void Take::forget_outcome() {
  asks_ = false;
  answer_ = other_name;
  only_scenarios_ = false;
  failure_.reset();
}

// A name that somebody typed stays, but for its ending.
void Take::choose_kind(View& view, std::size_t number) {
  const std::string before(kinds_[kind_].ending), name = name_.lines().front();
  const bool is_proposed = name == proposed_;
  kind_ = number;
  const std::string proposed = proposal(view);
  if (is_proposed || name.empty()) return set_name(proposed);
  if (name.ends_with(before)) {
    set_name(name.substr(0, name.size() - before.size()) + std::string(kinds_[kind_].ending));
    proposed_.clear();
  }
  forget_outcome();
}

void Take::choose(View& view, int direction) {
  const auto next = [direction](std::size_t at, std::size_t count) {
    return (at + count + static_cast<std::size_t>(direction + static_cast<int>(count))) % count;
  };
  if (asks_) {
    answer_ = next(answer_, replace + 1);
  } else {
    choose_kind(view, next(kind_, kinds_.size()));
  }
}

void Take::type(std::string_view text) {
  name_.insert(text.substr(0, text.find('\n')));
  forget_outcome();
}

std::string Take::path() const {
  std::error_code error;
  const auto full = std::filesystem::absolute(name_.lines().front(), error);
  return error ? name_.lines().front() : full.lexically_normal().string();
}

std::vector<std::string> Take::answers(const reader::Catalogue& words) const {
  return {words.ui("take.other-name", {{"file", free_name_}}), words.ui("take.replace")};
}

std::string Take::trouble(const reader::Catalogue& words) const {
  if (only_scenarios_) return words.ui("touch.only-scenarios");
  if (asks_) return words.ui("take.exists", {{"file", name_.lines().front()}});
  return failure_ ? formats::why_not_written(words, name_.lines().front(), *failure_) : "";
}

void Take::pick(View& view) {
  if (name_.lines().front().empty()) return set_name(proposal(view));
  if (!asks_) return write(view, false);
  const bool replaces = answer_ == replace;
  if (!replaces) set_name(free_name_);
  write(view, replaces);
}

void Take::write(View& view, bool overwrite) {
  const std::string_view kind = kinds_[kind_].name;
  overwrite_ = overwrite;
  if (kind == picture) {
    wants_picture_ = true;
  } else if (kind == scenario) {
    finish(view, view.touch().workshop()->text());
  } else {
    finish(view, formats::written(*formats::find(kind), view.run().reading(), view.telling(),
                                  view.words()));
  }
}

void Take::take_picture(View& view, std::string_view png) {
  wants_picture_ = false;
  finish(view, png);
}

void Take::finish(View& view, std::string_view content) {
  const std::string name = name_.lines().front();
  forget_outcome();
  const auto written = formats::write_file(name, content, overwrite_);
  if (written) {
    view.touch().tell(view.words().ui(
        "take.written", {{"file", path()}, {"size", size_words(view.words(), content.size())}}));
    return close();
  }
  asks_ = written.error().kind == FailureKind::exists;
  if (asks_) {
    free_name_ = formats::free_name(name);
  } else {
    failure_ = written.error();
  }
}

std::string size_words(const reader::Catalogue& words, std::size_t bytes) {
  constexpr std::size_t exact_below = 10'000, kilo = 1'000, mega = 1'000'000;
  if (bytes < exact_below) return words.count("take.bytes", bytes);
  const bool is_mega = bytes >= mega;
  const std::size_t unit = is_mega ? mega : kilo;
  return words.ui(is_mega ? "take.mb" : "take.kb",
                  {{"size", std::to_string((bytes + unit / 2) / unit)}});
}

}  // namespace mailtown::view
