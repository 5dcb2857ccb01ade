#include "visualizer/touch/workshop.h"

#include <algorithm>
#include <charconv>
#include <sstream>

#include <fmt/format.h>

namespace mailtown::view {
namespace {

constexpr std::uint64_t events_at_least = 60'000;  // that a run may have after an intervention
constexpr const char* seam = "\n# --- what was done while watching ---\n";

std::size_t lines_of(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

Workshop::Workshop(std::string name, std::string text, Computed first, Compute compute)
    : name_(std::move(name)),
      text_(std::move(text)),
      compute_(std::move(compute)),
      events_max_(most_events(first)) {
  if (!text_.empty() && text_.back() != '\n') text_ += '\n';
  states_.push_back({{}, std::move(first)});
}

// An intervention may let somebody try something for days on end.
std::uint64_t Workshop::most_events(const Computed& run) {
  return std::max<std::uint64_t>(events_at_least, 4 * run.run->last());
}

std::string Workshop::text_of(const std::vector<Made>& made) const {
  std::string text = text_;
  if (!made.empty()) text += seam;
  for (const Made& each : made) text += "\n" + each.offer.fragment;
  return text;
}

Result<> Workshop::go_on_with(std::vector<Made> made) {
  auto computed = compute_(text_of(made), events_max_);
  if (!computed) return computed.error();
  states_.resize(at_ + 1);
  states_.push_back({std::move(made), std::move(*computed)});
  ++at_;
  return {};
}

Result<> Workshop::add(Made intervention) {
  std::vector<Made> made = states_[at_].made;
  made.push_back(std::move(intervention));
  return go_on_with(std::move(made));
}

Result<> Workshop::take_back(std::size_t number) {
  std::vector<Made> made = states_[at_].made;
  if (number >= made.size()) return {};
  made.erase(made.begin() + static_cast<std::ptrdiff_t>(number));
  return go_on_with(std::move(made));
}

Result<> Workshop::begin_anew(std::string text) {
  auto computed = compute_(text, any_events);
  if (!computed) return computed.error();
  text_ = std::move(text);
  events_max_ = most_events(*computed);
  states_.clear();
  states_.push_back({{}, std::move(*computed)});
  at_ = 0;
  return {};
}

std::shared_ptr<ShownRun> Workshop::before() const {
  return at_ == 0 ? nullptr : states_[at_ - 1].computed.run;
}

std::string Workshop::shortened(const std::string& failure) const {
  // The piece begins after an empty line.
  const std::size_t before = lines_of(text_of(made())) + (made().empty() ? lines_of(seam) : 0) + 1;
  std::istringstream lines(failure);
  std::string all;
  for (std::string line; std::getline(lines, line);) {
    const auto gap = line.find(": ");
    const auto colon = gap == std::string::npos ? gap : line.rfind(':', gap - 1);
    std::size_t number = 0;
    if (colon != std::string::npos) {
      std::from_chars(line.data() + colon + 1, line.data() + gap, number);
    }
    if (number > before) line = fmt::format("{}: {}", number - before, line.substr(gap + 2));
    all += (all.empty() ? "" : "\n") + line;
  }
  return all;
}

}  // namespace mailtown::view
