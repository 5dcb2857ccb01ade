#include "visualizer/breakpoints.h"

#include <algorithm>
#include <array>

namespace mailtown::view {
namespace {

constexpr std::array<std::string_view, 4> words{"kind", "host", "letter", "reply"};

const trace::Text* said(const trace::Payload& payload) {
  const auto* line = std::get_if<trace::LineSent>(&payload);
  return line != nullptr ? &line->text : nullptr;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<Breakpoint> Breakpoint::parse(std::string_view text) {
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const auto word = std::find(words.begin(), words.end(), text.substr(0, space));
  std::string_view value = text.substr(space + 1);
  if (word == words.end() || value.empty()) return std::nullopt;
  const auto what = static_cast<What>(word - words.begin());
  if (what == What::reply) {
    while (!value.empty() && value.back() == 'x') value.remove_suffix(1);
    if (value.size() > 3) return std::nullopt;
  }
  if ((what == What::reply || what == What::letter) && !is_number(value)) return std::nullopt;
  return Breakpoint{what, std::string(value)};
}

std::string Breakpoint::to_string() const {
  std::string shown = value;
  if (what == What::reply) shown.resize(3, 'x');
  return std::string(words[static_cast<std::size_t>(what)]) + " " + shown;
}

bool Breakpoint::is_possible(const reader::Reading& reading) const {
  return what != What::machine || reading.names().find(value) != nullptr;
}

bool Breakpoint::matches(const reader::Reading& reading, Step step) const {
  const auto& event = reading.event(step);
  switch (what) {
    case What::kind: {
      const auto kind = trace::kind(event);
      return kind.starts_with(value) && (kind.size() == value.size() || kind[value.size()] == '.');
    }
    case What::machine:
      return reading.machine(step) == value;
    case What::letter:
      return std::to_string(reading.joined().at(step).letter) == value;
    case What::reply: {
      const auto* line = said(event.payload);
      return line != nullptr && (*line)->starts_with(value) && line->size() >= 3 &&
             is_number(std::string_view(*line).substr(0, 3));
    }
  }
  return false;
}

void Breakpoints::look_at(const reader::Reading& reading) {
  reading_ = &reading;
  std::erase_if(all_, [&](const Breakpoint& each) { return !each.is_possible(reading); });
  find();
}

void Breakpoints::toggle(Breakpoint breakpoint) {
  const auto found = std::find(all_.begin(), all_.end(), breakpoint);
  if (found != all_.end()) {
    all_.erase(found);
  } else {
    all_.push_back(std::move(breakpoint));
  }
  find();
}

void Breakpoints::clear() {
  all_.clear();
  steps_.clear();
}

void Breakpoints::find() {
  steps_.clear();
  if (all_.empty()) return;
  for (Step step = 1; step <= reading_->steps(); ++step) {
    const bool stops = std::any_of(all_.begin(), all_.end(), [&](const Breakpoint& breakpoint) {
      return breakpoint.matches(*reading_, step);
    });
    if (stops) steps_.push_back(step);
  }
}

}  // namespace mailtown::view
