#include "visualizer/touch/touch.h"

#include <algorithm>
#include <sstream>

#include "mime/case_folding.h"
#include "visualizer/touch/same_moment.h"
#include "visualizer/view.h"

namespace mailtown::view {
namespace {

constexpr Step quick_events = 20'000;

bool contains_all(const std::string& text, const std::string& typed) {
  const std::string folded = mime::fold_case(text);
  std::istringstream words(mime::fold_case(typed));
  for (std::string word; words >> word;) {
    if (folded.find(word) == std::string::npos) return false;
  }
  return true;
}

bool is_one_character(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }) == 1;
}

std::size_t wrapped(std::size_t at, int direction, std::size_t count) {
  return (at + count + static_cast<std::size_t>(direction + static_cast<int>(count))) % count;
}

}  // namespace

// While somebody predicts, a part of the run is shown, which nobody can change.
bool Touch::refuses(const View& view) {
  if (!view.predict()) return false;
  notice_ = view.words().ui("touch.not-while-predicting");
  return true;
}

// Whoever has mended the scenario meanwhile goes on with that.
void Touch::catch_up(View& view) {
  if (workshop_ == nullptr || !view.mend() || &view.run() != view.mend()->shown.get()) return;
  const auto begun = workshop_->begin_anew(view.mend()->editor.text());
  if (begun) view.show(workshop_->run(), view.step());
}

void Touch::open(View& view) {
  if (refuses(view)) return;
  catch_up(view);
  notice_.clear();
  trouble_.clear();
  typed_.clear();
  chosen_ = 0;
  mode_ = Mode::menu;
  only_made_ = false;
  just_opened_ = true;
  const Ends ends = ends_of(view.run().reading(), view.step());
  machine_ = ends.machine;
  peer_.clear();
  if (view.selected() && *view.selected() != machine_) machine_ = *view.selected();
  const auto& machines = view.run().reading().header().machines;
  if (machine_.empty() && !machines.empty()) machine_ = machines.front().name;
  fill(view);
}

void Touch::open_list(View& view) {
  open(view);
  only_made_ = true;
  fill(view);
}

void Touch::close() {
  mode_ = Mode::closed;
  asks_ = false;
}

void Touch::fill_offers(View& view) {
  ShownRun& run = view.run();
  const Spot spot{workshop_->scenario(), run.reading(), run.state(view.step()), machine_, peer_};
  const auto& words = view.words();
  if (auto typed = typed_offer(spot, typed_)) {
    std::string text = typed->words(words);
    entries_.push_back({std::move(text), std::move(typed), 0});
    return;
  }
  for (Offer& offer : offers(spot)) {
    std::string text = offer.words(words);
    if (contains_all(text, typed_)) entries_.push_back({std::move(text), std::move(offer), 0});
  }
}

// What fits what is typed: offers or a change, and what may be taken back.
void Touch::fill(View& view) {
  entries_.clear();
  filled_for_ = {view.language(), view.step()};
  if (workshop_ == nullptr || mode_ != Mode::menu || view.step() == 0) return;
  const auto& words = view.words();
  if (!only_made_) fill_offers(view);
  const auto& made = workshop_->made();
  for (std::size_t i = made.size(); i-- > 0;) {
    std::string text = words.ui("touch.take-back", {{"what", made[i].offer.words(words)}});
    if (contains_all(text, typed_)) entries_.push_back({std::move(text), std::nullopt, i});
  }
}

void Touch::refresh(View& view) {
  just_opened_ = false;
  const bool is_filled = filled_for_ == std::pair(view.language(), view.step());
  if (mode_ == Mode::menu && !is_filled) fill(view);
}

void Touch::type(View& view, std::string_view text) {
  const bool is_echo = std::exchange(just_opened_, false) && is_one_character(text);
  if (is_echo) return;
  typed_ += text;
  asks_ = false;
  trouble_.clear();
  chosen_ = 0;
  fill(view);
}

void Touch::erase(View& view) {
  just_opened_ = false;
  while (!typed_.empty() && (static_cast<unsigned char>(typed_.back()) & 0xC0) == 0x80) {
    typed_.pop_back();
  }
  if (!typed_.empty()) typed_.pop_back();
  asks_ = false;
  trouble_.clear();
  chosen_ = 0;
  fill(view);
}

void Touch::choose(View&, int direction) {
  just_opened_ = false;
  if (!entries_.empty()) chosen_ = wrapped(chosen_, direction, entries_.size());
}

void Touch::next_machine(View& view, int direction) {
  const auto& machines = view.run().reading().header().machines;
  if (machines.empty() || mode_ != Mode::menu) return;
  std::size_t at = 0;
  while (at + 1 < machines.size() && machines[at].name != machine_) ++at;
  machine_ = machines[wrapped(at, direction, machines.size())].name;
  peer_.clear();
  chosen_ = 0;
  fill(view);
}

void Touch::next_peer(View& view, int direction) {
  if (mode_ != Mode::menu) return;
  std::vector<std::string> peers = peers_of(view.run().reading(), machine_);
  // What is on its way now goes first.
  const Ends ends = ends_of(view.run().reading(), view.step());
  const std::string& other = ends.machine == machine_ ? ends.peer : ends.machine;
  std::stable_partition(peers.begin(), peers.end(),
                        [&](const std::string& each) { return each == other; });
  peers.insert(peers.begin(), "");
  const auto now = std::find(peers.begin(), peers.end(), peer_);
  const auto at = now == peers.end() ? 0 : static_cast<std::size_t>(now - peers.begin());
  peer_ = peers[wrapped(at, direction, peers.size())];
  chosen_ = 0;
  fill(view);
}

void Touch::pick(View& view) {
  just_opened_ = false;
  if (mode_ == Mode::saving) return write(view);
  if (chosen() != nullptr) pending_ = *chosen();
}

bool Touch::is_quick(const View& view) const {
  return view.run().last() <= quick_events;
}

// The same moment of the run that is the workshop's now.
void Touch::stand(View& view, const ShownRun& before) {
  const Step step = same_moment(before.reading(), view.step(), workshop_->run().reading());
  view.show(workshop_->run(), step);
}

void Touch::carry_out(View& view) {
  if (!pending_ || workshop_ == nullptr) return;
  const TouchEntry entry = *std::exchange(pending_, std::nullopt);
  const auto before = workshop_->present();
  const std::int64_t now_us = view.step() == 0 ? 0 : before->reading().event(view.step()).time_us;
  const auto done =
      entry.offer ? workshop_->add({*entry.offer, now_us}) : workshop_->take_back(entry.made);
  if (!done) {
    trouble_ = workshop_->shortened(done.error().detail);
    return;
  }
  stand(view, *before);
  close();
  notice_ = entry.words;
}

void Touch::undo(View& view) {
  if (refuses(view)) return;
  catch_up(view);
  if (workshop_ == nullptr) return;
  const auto before = workshop_->present();
  const bool undoes = workshop_->can_undo();
  workshop_->undo();
  stand(view, *before);
  notice_ = view.words().ui(undoes ? "touch.undone" : "touch.nothing-to-undo");
}

void Touch::redo(View& view) {
  if (refuses(view)) return;
  catch_up(view);
  if (workshop_ == nullptr) return;
  const auto before = workshop_->present();
  const bool redoes = workshop_->can_redo();
  workshop_->redo();
  stand(view, *before);
  notice_ = view.words().ui(redoes ? "touch.redone" : "touch.nothing-to-redo");
}

// --- saving --------------------------------------------------------------------------------------

void Touch::save(View& view) {
  catch_up(view);
  notice_.clear();
  trouble_.clear();
  asks_ = false;
  chosen_ = 0;
  entries_.clear();
  mode_ = Mode::saving;
  if (workshop_ == nullptr) trouble_ = view.words().ui("touch.only-scenarios");
  typed_ = workshop_ == nullptr ? "" : workshop_->name() + "-changed.toml";
}

void Touch::write(View& view) {
  if (workshop_ == nullptr || typed_.empty()) return;
  const auto saved = save_text(typed_, workshop_->text(), std::exchange(asks_, false));
  if (saved) {
    notice_ = view.words().ui("touch.saved", {{"file", typed_}});
    return close();
  }
  asks_ = saved.error().kind == FailureKind::exists;
  trouble_ =
      view.words().ui(asks_ ? "touch.file-exists" : "touch.cannot-write", {{"file", typed_}});
}

}  // namespace mailtown::view
