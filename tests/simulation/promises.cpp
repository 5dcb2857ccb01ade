#include "tests/simulation/promises.h"

#include <map>
#include <utility>

#include <fmt/format.h>

namespace mailtown::run {

namespace {

bool is_in_queue(const std::string& path) {
  return path.starts_with("queue/");
}

// One program's queue, as far as its disk steps tell.
class Queue {
 public:
  void take(const trace::DiskStep& step, std::size_t now) {
    if (!step.error.empty()) return;
    if (step.step == "folder-synced" && step.path == "queue") named_ = now;
    if (step.step == "all-synced") named_ = now;
    if (!is_in_queue(step.path)) return;
    File& file = files_[step.path];
    if (step.step == "created") file = {.created = now};
    if (step.step == "appended") file.grown = {now, step.size};
    if (step.step == "synced" && step.size >= file.grown.second) file.synced = now;
  }

  // Whether something that was written after `since` is safe, bytes and name.
  bool is_safe(std::size_t since) const {
    for (const auto& [path, file] : files_) {
      const auto written = file.grown.first;
      if (written > since && file.synced > written && named_ > file.created) return true;
    }
    return false;
  }

 private:
  struct File {
    std::size_t created = 0, synced = 0;               // when
    std::pair<std::size_t, std::uint64_t> grown = {};  // when, and to how many bytes
  };
  std::map<std::string, File> files_;
  std::size_t named_ = 0;  // when the names in the folder were last synced
};

bool is_smtp(const std::string& protocol) {
  return protocol == "smtp" || protocol == "submission" || protocol == "smtps";
}

}  // namespace

Promises promises_of(const trace::Trace& trace) {
  Promises promises;
  std::map<std::uint32_t, Queue> queues;  // by program
  // By program and conversation: when the text of a letter came in that is not answered yet.
  std::map<std::pair<std::uint32_t, trace::Conversation>, std::size_t> open;
  for (std::size_t now = 1; now <= trace.events.size(); ++now) {
    const trace::Event& event = trace.events[now - 1];
    const auto conversation = std::pair(event.program, event.conversation);
    if (const auto* step = std::get_if<trace::DiskStep>(&event.payload)) {
      queues[event.program].take(*step, now);
    } else if (const auto* body = std::get_if<trace::BodyReceived>(&event.payload)) {
      const bool by_mta = trace.header.programs.at(event.program).role == "mta";
      if (by_mta && is_smtp(body->protocol)) open[conversation] = now;
    } else if (const auto* line = std::get_if<trace::LineSent>(&event.payload)) {
      const auto letter = open.find(conversation);
      if (letter == open.end()) continue;
      if (line->text->starts_with("250") && queues[event.program].is_safe(letter->second)) {
        ++promises.kept;
      } else if (line->text->starts_with("250")) {
        promises.broken.push_back(fmt::format("step {}: {} says “{}” before the letter is safe",
                                              now, trace.header.programs.at(event.program).machine,
                                              line->text));
      }
      open.erase(letter);
    }
  }
  return promises;
}

}  // namespace mailtown::run
