#include "visualizer/live/live.h"

#include <algorithm>
#include <filesystem>

namespace mailtown::view {
namespace {

// Programs write each event at once; this is for whoever is late on a busy machine.
constexpr auto held_back = std::chrono::milliseconds(200);

std::string file_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

template <class Item, class Same>
void add_once(std::vector<Item>& all, const Item& item, Same same) {
  for (Item& known : all) {
    if (same(known, item)) return;
  }
  all.push_back(item);
}

void add_words(std::vector<std::string>& all, const std::vector<std::string>& more) {
  for (const auto& word : more) add_once(all, word, std::equal_to<>());
}

// Two programs on one machine tell of it twice: of its addresses and roles each knows its own.
void add_machine(std::vector<trace::MachineInfo>& all, const trace::MachineInfo& machine) {
  for (auto& known : all) {
    if (known.name != machine.name) continue;
    add_words(known.addresses, machine.addresses);
    add_words(known.roles, machine.roles);
    for (const auto& user : machine.users) {
      add_once(known.users, user, [](const trace::UserInfo& a, const trace::UserInfo& b) {
        return a.login == b.login;
      });
    }
    return;
  }
  all.push_back(machine);
}

void add_header(trace::Header& all, const trace::Header& one) {
  for (const auto& machine : one.machines) add_machine(all.machines, machine);
  all.programs.insert(all.programs.end(), one.programs.begin(), one.programs.end());
  for (const auto& link : one.links) {
    add_once(all.links, link, [](const trace::LinkInfo& a, const trace::LinkInfo& b) {
      return a.from == b.from && a.to == b.to;
    });
  }
  for (const auto& table : one.tables) {
    add_once(all.tables, table, [](const trace::SessionTable& a, const trace::SessionTable& b) {
      return a.protocol == b.protocol && a.side == b.side;
    });
  }
}

}  // namespace

Live::Live(const std::vector<std::string>& paths) {
  for (const auto& path : paths) files_.emplace_back(path);
}

void Live::find_parts() {
  for (const auto& file : files_) {
    for (const auto& trace : file.traces()) {
      const bool known = std::any_of(parts_.begin(), parts_.end(),
                                     [&](const Part& part) { return part.trace == &trace; });
      if (!known) parts_.push_back({&trace, 0});
    }
  }
}

WallTime Live::time_of(const Part& part, std::size_t event) const {
  return part.trace->header.start +
         std::chrono::duration_cast<WallTime::duration>(
             std::chrono::microseconds(part.trace->events[event].time_us));
}

bool Live::release(WallTime now) {
  std::vector<Place> added;
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    Part& part = parts_[p];
    while (part.released < part.trace->events.size()) {
      const auto age = now - time_of(part, part.released);
      // A clock that is ahead of ours holds nothing back.
      if (age >= WallTime::duration::zero() && age < held_back) break;
      added.push_back({p, part.released++});
    }
  }
  if (added.empty()) return false;
  const auto earlier = [this](const Place& a, const Place& b) {
    return time_of(parts_[a.part], a.event) < time_of(parts_[b.part], b.event);
  };
  std::stable_sort(added.begin(), added.end(), earlier);
  order_before_ = order_;
  std::vector<Place> merged;
  merged.reserve(order_.size() + added.size());
  std::merge(order_.begin(), order_.end(), added.begin(), added.end(), std::back_inserter(merged),
             earlier);
  order_ = std::move(merged);
  return true;
}

bool Live::poll(WallTime now) {
  bool news = false;
  for (auto& file : files_) news = file.poll() || news;
  find_parts();
  return release(now) || news;
}

trace::Trace Live::trace() const {
  trace::Trace all;
  for (const auto& file : files_) {
    all.header.scenario += (all.header.scenario.empty() ? "" : " + ") + file_name(file.path());
  }
  std::vector<std::uint32_t> first_program;
  for (const Part& part : parts_) {
    const auto& header = part.trace->header;
    if (first_program.empty() || header.start < all.header.start) all.header.start = header.start;
    first_program.push_back(static_cast<std::uint32_t>(all.header.programs.size()));
    add_header(all.header, header);
  }
  all.events.reserve(order_.size());
  for (const Place& place : order_) {
    const Part& part = parts_[place.part];
    trace::Event event = part.trace->events[place.event];
    event.program += first_program[place.part];
    event.time_us = std::chrono::duration_cast<std::chrono::microseconds>(
                        time_of(part, place.event) - all.header.start)
                        .count();
    all.events.push_back(std::move(event));
  }
  return all;
}

reader::Step Live::now_at(reader::Step step) const {
  if (step == 0 || step > order_before_.size()) return step;
  const Place place = order_before_[step - 1];
  // Mostly nothing moved.
  if (step <= order_.size() && order_[step - 1] == place) return step;
  const auto found = std::find(order_.begin(), order_.end(), place);
  return static_cast<reader::Step>(found - order_.begin()) + 1;
}

Words Live::notice() const {
  using State = FollowedFile::State;
  std::string awaited;
  for (const auto& file : files_) {
    const reader::Values values{{"file", file_name(file.path())}, {"detail", file.detail()}};
    if (file.state() == State::cut) return {"live.cut", values};
    if (file.state() == State::replaced) return {"live.replaced", values};
    if (file.state() == State::gone) return {"live.gone", values};
    if (file.state() == State::unreadable) return {"live.unreadable", values};
    if (file.state() == State::awaited) {
      awaited += (awaited.empty() ? "" : ", ") + file_name(file.path());
    }
  }
  if (awaited.empty()) return {};
  return {"live.awaited", {{"file", awaited}}};
}

}  // namespace mailtown::view
