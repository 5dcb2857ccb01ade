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

void Touch::open(View& view) {
  if (refuses(view)) return;
  notice_.clear();
  trouble_.clear();
  typed_.clear();
  chosen_ = 0;
  is_open_ = true;
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
  is_open_ = false;
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
  if (workshop_ == nullptr || !is_open_ || view.step() == 0) return;
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
  if (is_open_ && !is_filled) fill(view);
}

void Touch::type(View& view, std::string_view text) {
  const bool is_echo = std::exchange(just_opened_, false) && is_one_character(text);
  if (is_echo) return;
  typed_ += text;
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
  if (machines.empty() || !is_open_) return;
  std::size_t at = 0;
  while (at + 1 < machines.size() && machines[at].name != machine_) ++at;
  machine_ = machines[wrapped(at, direction, machines.size())].name;
  peer_.clear();
  chosen_ = 0;
  fill(view);
}

void Touch::next_peer(View& view, int direction) {
  if (!is_open_) return;
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

void Touch::pick() {
  just_opened_ = false;
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

void Touch::walk(View& view, bool can, void (Workshop::*go)(), std::string_view done,
                 std::string_view nothing) {
  if (refuses(view) || workshop_ == nullptr) return;
  const auto before = workshop_->present();
  (workshop_->*go)();
  stand(view, *before);
  notice_ = view.words().ui(can ? done : nothing);
}

void Touch::undo(View& view) {
  const bool can = workshop_ != nullptr && workshop_->can_undo();
  walk(view, can, &Workshop::undo, "touch.undone", "touch.nothing-to-undo");
}

void Touch::redo(View& view) {
  const bool can = workshop_ != nullptr && workshop_->can_redo();
  walk(view, can, &Workshop::redo, "touch.redone", "touch.nothing-to-redo");
}

}  // namespace mailtown::view
